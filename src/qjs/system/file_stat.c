#include "qjs/system/file_stat.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "win32/system/win.h"

#define TICKS_PER_MS 10000            /* a FILETIME counts 100 ns */
#define EPOCH_MS     11644473600000LL /* from 1601 to 1970 */

#ifndef _S_IFIFO
#define _S_IFIFO 0x1000
#endif

static int64_t ms_from_ticks(int64_t ticks)
{
    return ticks / TICKS_PER_MS - EPOCH_MS;
}

static int64_t ms_from_filetime(FILETIME time)
{
    return ms_from_ticks((int64_t)((uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime));
}

static int ends_like_a_program(const qp_char *path)
{
    size_t length = qp__length(path);

    return qp__ends_with_ascii_nocase(path, length, ".exe") ||
           qp__ends_with_ascii_nocase(path, length, ".com") ||
           qp__ends_with_ascii_nocase(path, length, ".bat") ||
           qp__ends_with_ascii_nocase(path, length, ".cmd");
}

static uint32_t mode_of(DWORD attributes, const qp_char *path)
{
    uint32_t mode = attributes & FILE_ATTRIBUTE_READONLY ? 0444 : 0666;

    if (attributes & FILE_ATTRIBUTE_DIRECTORY) {
        return _S_IFDIR | 0111 | mode;
    }
    return _S_IFREG | mode | (ends_like_a_program(path) ? 0111 : 0);
}

/* A console, a pipe or NUL. */
static int stat_device(qp__file_stat *stat, DWORD type)
{
    stat->mode = (type == FILE_TYPE_PIPE ? _S_IFIFO : _S_IFCHR) | 0666;
    stat->links = 1;
    return 0;
}

static int stat_handle(qp__file_stat *stat, HANDLE file, const qp_char *path)
{
    BY_HANDLE_FILE_INFORMATION info;
    FILE_BASIC_INFO basic;
    DWORD type = GetFileType(file);

    if (type != FILE_TYPE_DISK) {
        return stat_device(stat, type);
    }
    if (!GetFileInformationByHandle(file, &info)) {
        return qp__last_error();
    }
    stat->device = info.dwVolumeSerialNumber;
    /* The upper 16 bits of NTFS count reuses; without them the number is exact as a double. */
    stat->index = ((uint64_t)info.nFileIndexHigh << 32 | info.nFileIndexLow) & 0xFFFFFFFFFFFF;
    stat->mode = mode_of(info.dwFileAttributes, path);
    stat->links = info.nNumberOfLinks;
    stat->size_bytes = (uint64_t)info.nFileSizeHigh << 32 | info.nFileSizeLow;
    stat->accessed_ms = ms_from_filetime(info.ftLastAccessTime);
    stat->modified_ms = ms_from_filetime(info.ftLastWriteTime);
    stat->changed_ms = stat->modified_ms;
    if (GetFileInformationByHandleEx(file, FileBasicInfo, &basic, sizeof(basic)) &&
        basic.ChangeTime.QuadPart > 0) {
        stat->changed_ms = ms_from_ticks(basic.ChangeTime.QuadPart);
    }
    return 0;
}

/* A file that is open elsewhere without sharing, or that must not be opened, is still listed. */
static int stat_listed(qp__file_stat *stat, const qp_char *path, int error)
{
    WIN32_FIND_DATAW data;
    HANDLE find;

    /* A pattern would find other files. */
    if (wcspbrk(wcsncmp(path, L"\\\\?\\", 4) == 0 ? path + 4 : path, L"*?") != NULL) {
        return error;
    }
    find = FindFirstFileW(path, &data);
    if (find == INVALID_HANDLE_VALUE) {
        return error;
    }
    FindClose(find);
    stat->mode = mode_of(data.dwFileAttributes, path);
    stat->links = 1;
    stat->size_bytes = (uint64_t)data.nFileSizeHigh << 32 | data.nFileSizeLow;
    stat->accessed_ms = ms_from_filetime(data.ftLastAccessTime);
    stat->modified_ms = ms_from_filetime(data.ftLastWriteTime);
    stat->changed_ms = stat->modified_ms;
    return 0;
}

static HANDLE open_for(DWORD access, const qp_char *path)
{
    /* The flag is needed for directories. */
    return CreateFileW(path, access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                       OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
}

int qp__file_stat_get(qp__file_stat *stat, const qp_char *path)
{
    HANDLE file = open_for(FILE_READ_ATTRIBUTES, path);
    int error;

    memset(stat, 0, sizeof(*stat));
    if (file == INVALID_HANDLE_VALUE) {
        error = qp__last_error();
        return error == -ENOENT || error == -ENOTDIR ? error : stat_listed(stat, path, error);
    }
    error = stat_handle(stat, file, path);
    CloseHandle(file);
    return error;
}

static FILETIME filetime_from_ms(int64_t ms)
{
    uint64_t ticks = (uint64_t)(ms + EPOCH_MS) * TICKS_PER_MS;
    FILETIME time = {(DWORD)ticks, (DWORD)(ticks >> 32)};

    return time;
}

/* From 1601 to the year 9999. */
static int can_be_filetime(int64_t ms)
{
    return ms > -EPOCH_MS && ms < 253402300800000LL;
}

int qp__file_set_times(const qp_char *path, int64_t accessed_ms, int64_t modified_ms)
{
    FILETIME accessed;
    FILETIME modified;
    HANDLE file;
    int result = 0;

    if (!can_be_filetime(accessed_ms) || !can_be_filetime(modified_ms)) {
        return -EINVAL;
    }
    file = open_for(FILE_WRITE_ATTRIBUTES, path);
    if (file == INVALID_HANDLE_VALUE) {
        return qp__last_error();
    }
    accessed = filetime_from_ms(accessed_ms);
    modified = filetime_from_ms(modified_ms);
    if (!SetFileTime(file, NULL, &accessed, &modified)) {
        result = qp__last_error();
    }
    CloseHandle(file);
    return result;
}
