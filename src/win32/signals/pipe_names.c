/* For rand_s. */
#define _CRT_RAND_S
#include "win32/signals/pipe_names.h"

#include <errno.h>
#include <stdlib.h>
#include <wchar.h>

/*
 * Not `\\.\`: what follows that is taken for a path, in which `..` leads anywhere, while the names
 * of pipes may hold any character. What follows `\\?\` reaches the file system of the pipes as it
 * is. FindFirstFileW is documented for neither, and lists pipes by the first.
 */
#define PIPES L"\\\\?\\pipe\\"
#define LIST  L"\\\\.\\pipe\\"

/* A process has QP__SIGNAL_PIPES of them, and some while they are being replaced. */
#define MOST_NAMES 64

int qp__signal_pipes_of(HANDLE process, DWORD pid, wchar_t prefix[QP__SIGNAL_PIPE_UNITS])
{
    FILETIME created;
    FILETIME exited;
    FILETIME kernel;
    FILETIME user;

    if (!GetProcessTimes(process, &created, &exited, &kernel, &user)) {
        return qp__last_error();
    }
    qp__signal_pipe_prefix(pid, (uint64_t)created.dwHighDateTime << 32 | created.dwLowDateTime,
                           prefix);
    return 0;
}

int qp__signal_pipe_path(const wchar_t *prefix, int index, int random,
                         wchar_t path[QP__SIGNAL_PATH_UNITS])
{
    wchar_t name[QP__SIGNAL_PIPE_UNITS];
    unsigned int high = 0;
    unsigned int low = (unsigned int)index;

    if (random && (rand_s(&high) != 0 || rand_s(&low) != 0)) {
        return -EIO;
    }
    qp__signal_pipe_name(prefix, (uint64_t)high << 32 | low, name);
    _snwprintf(path, QP__SIGNAL_PATH_UNITS, PIPES L"%ls", name);
    return 0;
}

static int visit_known(const wchar_t *prefix, qp__signal_pipe_visitor *visit, void *opaque)
{
    wchar_t path[QP__SIGNAL_PATH_UNITS];
    int result = 0;
    int i;

    for (i = 0; result == 0 && i < QP__SIGNAL_PIPES; i++) {
        qp__signal_pipe_path(prefix, i, 0, path);
        result = visit(path, opaque);
    }
    return result;
}

typedef struct listing {
    const wchar_t *prefix;
    ULONGLONG give_up_ms;
    HANDLE list;
    WIN32_FIND_DATAW entry;
} listing;

static int visit_listed(listing *listed, qp__signal_pipe_visitor *visit, void *opaque)
{
    wchar_t path[QP__SIGNAL_PATH_UNITS];
    int names = 0;
    int result = 0;

    do {
        int is_of = qp__signal_pipe_is_of(listed->prefix, listed->entry.cFileName);
        if (GetTickCount64() >= listed->give_up_ms || (is_of && names++ == MOST_NAMES)) {
            return -EAGAIN;
        }
        if (is_of) {
            _snwprintf(path, QP__SIGNAL_PATH_UNITS, PIPES L"%ls", listed->entry.cFileName);
            result = visit(path, opaque);
        }
    } while (result == 0 && FindNextFileW(listed->list, &listed->entry));
    if (result == 0 && GetLastError() != ERROR_NO_MORE_FILES) {
        result = qp__last_error();
    }
    return result;
}

/* INVALID_HANDLE_VALUE with the last error. */
static HANDLE open_list(const wchar_t *prefix, WIN32_FIND_DATAW *entry)
{
    wchar_t pattern[QP__SIGNAL_PATH_UNITS];

    _snwprintf(pattern, QP__SIGNAL_PATH_UNITS, LIST L"%ls*", prefix);
    return FindFirstFileW(pattern, entry);
}

int qp__signal_pipes_are_listed(const wchar_t *prefix)
{
    WIN32_FIND_DATAW entry;
    HANDLE list = open_list(prefix, &entry);

    if (list == INVALID_HANDLE_VALUE) {
        return 0;
    }
    FindClose(list);
    return 1;
}

/* FindFirstFileW has failed. Where there is no list (Wine: ERROR_BAD_DEV_TYPE) all names are known;
 * where it is forbidden there may be others. */
static int visit_unlisted(const wchar_t *prefix, qp__signal_pipe_visitor *visit, void *opaque)
{
    DWORD win_error = GetLastError();
    int error = qp__last_error();
    int result;

    if (win_error == ERROR_FILE_NOT_FOUND || win_error == ERROR_NO_MORE_FILES) {
        return 0;
    }
    if (qp__is_exhausted(error)) {
        return error;
    }
    result = visit_known(prefix, visit, opaque);
    return result != 0 || win_error == ERROR_BAD_DEV_TYPE ? result : error;
}

int qp__signal_pipes_visit(const wchar_t *prefix, ULONGLONG give_up_ms,
                           qp__signal_pipe_visitor *visit, void *opaque)
{
    listing listed = {.prefix = prefix, .give_up_ms = give_up_ms};
    int result;

    listed.list = open_list(prefix, &listed.entry);
    if (listed.list == INVALID_HANDLE_VALUE) {
        return visit_unlisted(prefix, visit, opaque);
    }
    result = visit_listed(&listed, visit, opaque);
    FindClose(listed.list);
    return result;
}
