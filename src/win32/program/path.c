#include "win32/program/path.h"

#include "win32/system/win.h"

#include <errno.h>
#include <string.h>

/* A directory's path has to leave room for a file's 8.3 name: CreateDirectoryW refuses new ones
 * from here on. */
#define LONG_PATH_UNITS (MAX_PATH - 12)

/* Of a current directory: the NUL and a separator that the system appends follow. */
#define START_PATH_UNITS (MAX_PATH - 2)

/* The longest path, with its prefix, that a UNICODE_STRING of the kernel holds ("Maximum Path
 * Length Limitation"). Nothing is at a longer one; Wine looks at the beginning of it. */
#define LONGEST_PATH_UNITS 32767

/* A W function that fills a buffer and returns what it wrote, or with too small a buffer what it
 * needs. */
typedef DWORD fill_function(const qp_char *argument, qp_char *buffer, DWORD units);

static DWORD fill_full_path(const qp_char *path, qp_char *buffer, DWORD units)
{
    return GetFullPathNameW(path, units, buffer, NULL);
}

static DWORD fill_current(const qp_char *unused, qp_char *buffer, DWORD units)
{
    (void)unused;
    return GetCurrentDirectoryW(units, buffer);
}

static DWORD fill_variable(const qp_char *name, qp_char *buffer, DWORD units)
{
    return GetEnvironmentVariableW(name, buffer, units);
}

/* 1; 0 when the function says 0 without an error or ERROR_ENVVAR_NOT_FOUND; -errno. */
static int append_filled(qp__text *out, fill_function *fill, const qp_char *argument)
{
    qp_char fixed[512];
    qp_char *buffer = fixed;
    DWORD room = sizeof(fixed) / sizeof(fixed[0]);
    DWORD units;
    int result = 1;

    SetLastError(0);
    units = fill(argument, buffer, room);
    /* What is asked about may grow between two calls. */
    while (units >= room) {
        qp__free(buffer == fixed ? NULL : buffer);
        room = units + 1;
        buffer = qp__alloc(room * sizeof(*buffer));
        if (buffer == NULL) {
            return -ENOMEM;
        }
        units = fill(argument, buffer, room);
    }
    if (units == 0 && GetLastError() != 0) {
        result = GetLastError() == ERROR_ENVVAR_NOT_FOUND ? 0 : qp__last_error();
    } else {
        qp__text_append(out, buffer, units);
        result = out->error < 0 ? out->error : 1;
    }
    if (buffer != fixed) {
        qp__free(buffer);
    }
    return result;
}

int qp__path_full(qp__text *out, const qp_char *path)
{
    int result = append_filled(out, fill_full_path, path);

    return result < 0 ? result : 0;
}

/* The full path of a device is \\.\nul, whatever folder and extension its name had. */
int qp__path_is_device(const qp_char *path)
{
    qp__text full;
    int result;

    qp__text_init(&full);
    result = qp__path_full(&full, path);
    if (result < 0) {
        goto finish;
    }
    result = wcsncmp(full.units, L"\\\\.\\", 4) == 0 && wcschr(full.units + 4, L'\\') == NULL;
finish:
    qp__text_dispose(&full);
    return result;
}

int qp__path_current(qp__text *out)
{
    int result = append_filled(out, fill_current, NULL);

    return result < 0 ? result : 0;
}

int qp__getenv(qp__text *out, const qp_char *name)
{
    return append_filled(out, fill_variable, name);
}

static int has_namespace_prefix(const qp_char *path)
{
    return wcsncmp(path, L"\\\\?\\", 4) == 0 || wcsncmp(path, L"\\\\.\\", 4) == 0;
}

int qp__path_lengthen(qp__text *path)
{
    qp__text longer;
    int error;

    if (path->length < LONG_PATH_UNITS || has_namespace_prefix(path->units)) {
        return 0;
    }
    qp__text_init(&longer);
    if (path->units[0] == L'\\' && path->units[1] == L'\\') {
        qp__text_append_ascii(&longer, "\\\\?\\UNC\\");
        qp__text_append(&longer, path->units + 2, path->length - 2);
    } else {
        qp__text_append_ascii(&longer, "\\\\?\\");
        qp__text_append(&longer, path->units, path->length);
    }
    error = longer.error;
    if (error < 0) {
        qp__text_dispose(&longer);
        return error;
    }
    qp__text_dispose(path);
    *path = longer;
    return 0;
}

int qp__path_long(qp__text *out, const qp_char *path)
{
    int error = qp__path_full(out, path);

    if (error < 0) {
        return error;
    }
    error = qp__path_lengthen(out);
    if (error < 0) {
        return error;
    }
    return out->length < LONGEST_PATH_UNITS ? 0 : -ENAMETOOLONG;
}

/* "\\?\C:\a" becomes "C:\a", "\\?\UNC\server\a" "\\server\a"; others stay. */
static void append_unprefixed(qp__text *out, const qp_char *path)
{
    if (wcsncmp(path, L"\\\\?\\UNC\\", 8) == 0) {
        qp__text_append_char(out, L'\\');
        path += 7;
    } else if (wcsncmp(path, L"\\\\?\\", 4) == 0) {
        path += 4;
    }
    qp__text_append_z(out, path);
}

int qp__path_simplify(qp__text *path)
{
    qp__text plain;
    qp__text full;
    int error;

    if (wcsncmp(path->units, L"\\\\?\\", 4) != 0) {
        return 0;
    }
    qp__text_init(&plain);
    qp__text_init(&full);
    append_unprefixed(&plain, path->units);
    error = plain.error;
    if (error < 0) {
        goto finish;
    }
    error = qp__path_full(&full, plain.units);
    if (error < 0) {
        goto finish;
    }
    if (wcscmp(full.units, plain.units) == 0) {
        qp__text_dispose(path);
        *path = plain;
        qp__text_init(&plain);
    }
finish:
    qp__text_dispose(&full);
    qp__text_dispose(&plain);
    /* What is no path without the prefix keeps it. */
    return error == -ENOMEM ? error : 0;
}

int qp__path_child_directory(qp__text *out, const qp_char *cwd)
{
    int error = cwd == NULL || cwd[0] == 0 ? qp__path_current(out) : qp__path_full(out, cwd);

    return error < 0 ? error : qp__path_simplify(out);
}

/* The units of "\\?\C:", "\\?\UNC\server\share"; of another path all. */
static size_t root_units(const qp_char *path)
{
    size_t at = 0;
    int separators = wcsncmp(path, L"\\\\?\\UNC\\", 8) == 0 ? 6 : 4;

    while (path[at] != 0 && (path[at] != L'\\' || --separators > 0)) {
        at++;
    }
    return at;
}

/* `path` ends with the component that begins at `start`. 0; -ENOMEM, -EMFILE. */
static int shorten_component(qp__text *path, size_t start)
{
    WIN32_FIND_DATAW data;
    HANDLE found = FindFirstFileW(path->units, &data);

    if (found == INVALID_HANDLE_VALUE) {
        int error = qp__last_error();

        return qp__is_exhausted(error) ? error : 0;
    }
    FindClose(found);
    if (data.cAlternateFileName[0] != 0) {
        qp__text_truncate(path, start);
        qp__text_append_z(path, data.cAlternateFileName);
    }
    return path->error;
}

/*
 * Component by component, because GetShortPathNameW of Wine 8 writes past a buffer of MAX_PATH
 * units. `path` begins with \\?\.
 */
static int append_short(qp__text *out, const qp_char *path)
{
    size_t units = root_units(path);
    int error;

    qp__text_append(out, path, units);
    for (path += units; *path != 0; path += units) {
        size_t start = out->length + 1;

        for (units = 1; path[units] != 0 && path[units] != L'\\'; units++) {
        }
        qp__text_append(out, path, units);
        if (out->error < 0) {
            return out->error;
        }
        error = shorten_component(out, start);
        if (error < 0) {
            return error;
        }
    }
    return out->error;
}

int qp__path_shorten(qp__text *path)
{
    qp__text longer;
    qp__text shorter;
    int error;

    qp__text_init(&longer);
    qp__text_init(&shorter);
    error = qp__path_long(&longer, path->units);
    if (error < 0) {
        goto finish;
    }
    error = append_short(&shorter, longer.units);
    if (error < 0) {
        goto finish;
    }
    qp__text_clear(path);
    append_unprefixed(path, shorter.units);
    error = path->error;
finish:
    qp__text_dispose(&shorter);
    qp__text_dispose(&longer);
    return qp__is_exhausted(error) ? error : 0;
}

int qp__path_shorten_start(qp__text *directory)
{
    int error;

    if (directory->length <= START_PATH_UNITS) {
        return 0;
    }
    error = qp__path_shorten(directory);
    if (error < 0) {
        return error;
    }
    return directory->length <= START_PATH_UNITS ? 0 : -ENAMETOOLONG;
}

int qp__path_check_directory(const qp_char *path)
{
    qp__text full;
    DWORD attributes;
    int error;

    qp__text_init(&full);
    error = path[0] == 0 ? -ENOENT : qp__path_long(&full, path);
    if (error < 0) {
        goto finish;
    }
    attributes = GetFileAttributesW(full.units);
    if (attributes == INVALID_FILE_ATTRIBUTES) {
        error = qp__last_error();
        error = qp__path_is_device(full.units) > 0 ? -ENOTDIR : error;
    } else if (!(attributes & FILE_ATTRIBUTE_DIRECTORY)) {
        error = -ENOTDIR;
    }
finish:
    qp__text_dispose(&full);
    return error;
}
