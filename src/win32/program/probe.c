#include "win32/program/probe.h"

#include "core/batch.h"
#include "core/win_error.h"
#include "win32/program/path.h"
#include "win32/system/win.h"

#include <errno.h>

/* Runs `use` on the path in a form that is not limited to MAX_PATH. Its result, or -errno. */
typedef int path_function(const qp_char *path, void *opaque);

static int with_long_path(const qp_char *path, path_function *use, void *opaque)
{
    qp__text longer;
    int result;

    if (qp__length(path) < MAX_PATH) {
        return use(path, opaque);
    }
    qp__text_init(&longer);
    result = qp__path_long(&longer, path);
    if (result < 0) {
        goto finish;
    }
    result = use(longer.units, opaque);
finish:
    qp__text_dispose(&longer);
    return result;
}

typedef struct look {
    DWORD attributes;
    DWORD win_error; /* why there are none; 0: Windows was not asked */
} look;

static int attributes_of(const qp_char *path, void *opaque)
{
    look *seen = opaque;

    seen->attributes = GetFileAttributesW(path);
    if (seen->attributes == INVALID_FILE_ATTRIBUTES) {
        seen->win_error = GetLastError();
        return qp__errno_from_win(seen->win_error);
    }
    return 0;
}

/* Of a path that has no attributes. */
static qp__program_kind kind_by_error(int error, const look *seen)
{
    if (qp__is_exhausted(error)) {
        return QP__FILE_NO_MEMORY;
    }
    return qp__win_error_is_unreachable(seen->win_error) ? QP__FILE_UNREACHABLE : QP__FILE_MISSING;
}

typedef struct head {
    uint8_t *bytes;
    DWORD size;
} head;

static int read_file_head(HANDLE file, const head *wanted)
{
    DWORD got = 0;

    SetLastError(0);
    if (GetFileType(file) != FILE_TYPE_DISK) {
        /* Unknown without an error: the system does not know either. */
        return GetLastError() == 0 ? 0 : qp__last_error();
    }
    return ReadFile(file, wanted->bytes, wanted->size, &got, NULL) ? (int)got : qp__last_error();
}

static int read_head(const qp_char *path, void *wanted)
{
    int got;
    HANDLE file =
        CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                    NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);

    if (file == INVALID_HANDLE_VALUE) {
        return qp__last_error();
    }
    got = read_file_head(file, wanted);
    CloseHandle(file);
    return got;
}

int qp__read_head(const qp_char *path, uint8_t *bytes, size_t size)
{
    head wanted;
    int got;

    wanted.bytes = bytes;
    wanted.size = (DWORD)size;
    got = with_long_path(path, read_head, &wanted);
    if (got < 0) {
        return qp__is_exhausted(got) ? -ENOMEM : 0;
    }
    return got;
}

static qp__program_kind kind_by_content(const qp_char *path)
{
    uint8_t bytes[2] = {0};
    int got = qp__read_head(path, bytes, sizeof(bytes));

    if (got < 0) {
        return QP__FILE_NO_MEMORY;
    }
    if (got != sizeof(bytes)) {
        return QP__FILE_NOT_RUNNABLE;
    }
    if (bytes[0] == 'M' && bytes[1] == 'Z') {
        return QP__FILE_IMAGE;
    }
    return bytes[0] == '#' && bytes[1] == '!' ? QP__FILE_SCRIPT : QP__FILE_NOT_RUNNABLE;
}

qp__program_kind qp__probe(void *opaque, const qp_char *path)
{
    size_t length = qp__length(path);
    look seen = {INVALID_FILE_ATTRIBUTES, 0};
    int error = with_long_path(path, attributes_of, &seen);

    (void)opaque;
    if (error < 0) {
        return kind_by_error(error, &seen);
    }
    if (seen.attributes & FILE_ATTRIBUTE_DIRECTORY) {
        return QP__FILE_DIRECTORY;
    }
    error = qp__path_is_device(path);
    if (error != 0) {
        return qp__is_exhausted(error) ? QP__FILE_NO_MEMORY : QP__FILE_NOT_RUNNABLE;
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

static int find_error(const qp_char *pattern, void *error)
{
    WIN32_FIND_DATAW data;
    HANDLE found =
        FindFirstFileExW(pattern, FindExInfoBasic, &data, FindExSearchNameMatch, NULL, 0);

    if (found == INVALID_HANDLE_VALUE) {
        *(DWORD *)error = GetLastError();
        return 0;
    }
    FindClose(found);
    return 0;
}

/* If we cannot tell (a directory that may be looked into by name only, say), assume it exists. */
int qp__probe_prefix_in_directory(void *opaque, const qp_char *prefix)
{
    qp__text pattern;
    DWORD found = ERROR_SUCCESS;
    int error;

    (void)opaque;
    qp__text_init(&pattern);
    qp__text_append_z(&pattern, prefix);
    qp__text_append_char(&pattern, L'*');
    error = pattern.error;
    if (error < 0) {
        goto finish;
    }
    error = with_long_path(pattern.units, find_error, &found);
finish:
    qp__text_dispose(&pattern);
    if (qp__is_exhausted(error)) {
        return -ENOMEM;
    }
    return found != ERROR_FILE_NOT_FOUND && found != ERROR_PATH_NOT_FOUND &&
           !qp__win_error_is_unreachable(found);
}
