/* For rand_s. */
#define _CRT_RAND_S
#include "win32/signals/pipe_names.h"

#include <errno.h>
#include <stdlib.h>
#include <wchar.h>

#define PIPES L"\\\\.\\pipe\\"

int qp__signal_pipe_prefix(HANDLE process, DWORD pid, wchar_t prefix[QP__SIGNAL_PATH_UNITS])
{
    FILETIME created;
    FILETIME exited;
    FILETIME kernel;
    FILETIME user;

    if (!GetProcessTimes(process, &created, &exited, &kernel, &user)) {
        return qp__last_error();
    }
    _snwprintf(prefix, QP__SIGNAL_PATH_UNITS, PIPES L"quickproc-signal-%lu-%08lx%08lx-", pid,
               created.dwHighDateTime, created.dwLowDateTime);
    return 0;
}

int qp__signal_pipe_path(const wchar_t *prefix, int index, int random,
                         wchar_t path[QP__SIGNAL_PATH_UNITS])
{
    unsigned int high = 0;
    unsigned int low = (unsigned int)index;

    if (random && (rand_s(&high) != 0 || rand_s(&low) != 0)) {
        return -EIO;
    }
    _snwprintf(path, QP__SIGNAL_PATH_UNITS, L"%ls%08x%08x", prefix, high, low);
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

/* The names in the list have no folder in front. */
static int visit_listed(HANDLE list, WIN32_FIND_DATAW *entry, qp__signal_pipe_visitor *visit,
                        void *opaque)
{
    wchar_t path[QP__SIGNAL_PATH_UNITS];
    int result = 0;

    do {
        /* A longer name is none of ours. */
        if (wcslen(PIPES) + wcslen(entry->cFileName) < QP__SIGNAL_PATH_UNITS) {
            _snwprintf(path, QP__SIGNAL_PATH_UNITS, PIPES L"%ls", entry->cFileName);
            result = visit(path, opaque);
        }
    } while (result == 0 && FindNextFileW(list, entry));
    if (result == 0 && GetLastError() != ERROR_NO_MORE_FILES) {
        result = qp__last_error();
        result = qp__is_exhausted(result) ? result : 0;
    }
    return result;
}

/* INVALID_HANDLE_VALUE with the last error. */
static HANDLE open_list(const wchar_t *prefix, WIN32_FIND_DATAW *entry)
{
    wchar_t pattern[QP__SIGNAL_PATH_UNITS];

    _snwprintf(pattern, QP__SIGNAL_PATH_UNITS, L"%ls*", prefix);
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

int qp__signal_pipes_visit(const wchar_t *prefix, qp__signal_pipe_visitor *visit, void *opaque)
{
    WIN32_FIND_DATAW entry;
    HANDLE list = open_list(prefix, &entry);
    int result;

    if (list == INVALID_HANDLE_VALUE) {
        DWORD win_error = GetLastError();
        int error = qp__last_error();
        if (qp__is_exhausted(error)) {
            return error;
        }
        return win_error == ERROR_FILE_NOT_FOUND || win_error == ERROR_NO_MORE_FILES
                   ? 0
                   : visit_known(prefix, visit, opaque);
    }
    result = visit_listed(list, &entry, visit, opaque);
    FindClose(list);
    return result;
}
