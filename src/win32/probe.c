#include "win32/probe.h"

#include "core/batch.h"
#include "win32/path.h"
#include "win32/win.h"

/* The longest path, with its prefix, that a UNICODE_STRING of the kernel holds ("Maximum Path Length
 * Limitation"). Nothing is at a longer one; Wine looks at the beginning of it. */
#define LONGEST_PATH_UNITS 32767

/* Runs `use` on the path in a form that is not limited to MAX_PATH. */
typedef DWORD path_function(const qp_char *path, void *opaque);

static DWORD with_long_path(const qp_char *path, path_function *use, void *opaque, DWORD failed)
{
    qp__text longer;
    DWORD result = failed;

    if (qp__length(path) < MAX_PATH) {
        return use(path, opaque);
    }
    qp__text_init(&longer);
    if (qp__path_full(&longer, path) == 0 && qp__path_lengthen(&longer) == 0 &&
        longer.length < LONGEST_PATH_UNITS) {
        result = use(longer.units, opaque);
    }
    qp__text_dispose(&longer);
    return result;
}

static DWORD attributes_of(const qp_char *path, void *unused)
{
    (void)unused;
    return GetFileAttributesW(path);
}

typedef struct head {
    uint8_t *bytes;
    DWORD size;
} head;

static DWORD read_head(const qp_char *path, void *opaque)
{
    head *wanted = opaque;
    DWORD got = 0;
    HANDLE file =
        CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                    NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);

    if (file == INVALID_HANDLE_VALUE) {
        return 0;
    }
    if (GetFileType(file) != FILE_TYPE_DISK ||
        !ReadFile(file, wanted->bytes, wanted->size, &got, NULL)) {
        got = 0;
    }
    CloseHandle(file);
    return got;
}

size_t qp__read_head(const qp_char *path, uint8_t *bytes, size_t size)
{
    head wanted;

    wanted.bytes = bytes;
    wanted.size = (DWORD)size;
    return with_long_path(path, read_head, &wanted, 0);
}

static qp__file_kind kind_by_content(const qp_char *path)
{
    uint8_t bytes[2];

    if (qp__read_head(path, bytes, sizeof(bytes)) != sizeof(bytes)) {
        return QP__FILE_NOT_RUNNABLE;
    }
    if (bytes[0] == 'M' && bytes[1] == 'Z') {
        return QP__FILE_IMAGE;
    }
    return bytes[0] == '#' && bytes[1] == '!' ? QP__FILE_SCRIPT : QP__FILE_NOT_RUNNABLE;
}

qp__file_kind qp__probe(void *opaque, const qp_char *path)
{
    size_t length = qp__length(path);
    DWORD attributes = with_long_path(path, attributes_of, NULL, INVALID_FILE_ATTRIBUTES);

    (void)opaque;
    if (attributes == INVALID_FILE_ATTRIBUTES) {
        return QP__FILE_MISSING;
    }
    if (attributes & FILE_ATTRIBUTE_DIRECTORY) {
        return QP__FILE_DIRECTORY;
    }
    if (qp__path_is_device(path)) {
        return QP__FILE_NOT_RUNNABLE;
    }
    if (qp__batch_is_batch_path(path, length)) {
        return QP__FILE_BATCH;
    }
    /* By name, without opening: an App Execution Alias is an .exe that CreateProcessW starts and
     * nobody can open. */
    if (qp__ends_with_ascii_nocase(path, length, ".exe") ||
        qp__ends_with_ascii_nocase(path, length, ".com")) {
        return QP__FILE_IMAGE;
    }
    return kind_by_content(path);
}

static DWORD find_error(const qp_char *pattern, void *unused)
{
    WIN32_FIND_DATAW data;
    HANDLE found =
        FindFirstFileExW(pattern, FindExInfoBasic, &data, FindExSearchNameMatch, NULL, 0);

    (void)unused;
    if (found == INVALID_HANDLE_VALUE) {
        return GetLastError();
    }
    FindClose(found);
    return ERROR_SUCCESS;
}

/* What cannot be told (a directory that may be looked into by name only, say) may be there. */
int qp__probe_prefix_in_directory(void *opaque, const qp_char *prefix)
{
    qp__text pattern;
    DWORD error = ERROR_SUCCESS;

    (void)opaque;
    qp__text_init(&pattern);
    qp__text_append_z(&pattern, prefix);
    qp__text_append_char(&pattern, L'*');
    if (pattern.error == 0) {
        error = with_long_path(pattern.units, find_error, NULL, ERROR_SUCCESS);
    }
    qp__text_dispose(&pattern);
    return error != ERROR_FILE_NOT_FOUND && error != ERROR_PATH_NOT_FOUND;
}
