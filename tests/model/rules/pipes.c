/*
 * The names of all pipes can be listed, with any name that anybody gave one: a name may hold
 * separators and `..`, which `\\.\pipe\` and the name together lead elsewhere, and there may be
 * more of them than can be looked at. Opening one may take long.
 *
 * Microsoft: "Pipe Names" (any character but the backslash, says the page of the API; the file
 * system of the pipes takes it: [MS-FSCC], named pipes), "Naming Files, Paths, and Namespaces"
 * (`\\.\` is normalised, `\\?\` is not), "FindFirstFileW"; PowerShell's and Sysinternals' PipeList
 * list them by it.
 *
 * A write of nothing may end a read of the other end with 0 bytes, which programs take for the end
 * of the file ("ReadFile"; joyent/libuv, issue 985). Wine's pipes swallow it. Here it is a breach.
 *
 * Wine lists none. Here: those that processes on the model have made, and hostile ones that begin
 * as the pattern does. QP_MODEL_DECOYS: so many more, before the others, which are not there when
 * they are opened.
 */
#include "../model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define MOST_PIPES    512
#define MOST_LISTINGS 64
#define NAME_UNITS    256
#define MOST_OPENS    1000

#define LISTED   L"\\\\.\\pipe\\"
#define VERBATIM L"\\\\?\\pipe\\"
#define PREFIX   9 /* units of either */

MODEL_NEXT(CreateNamedPipeW);
MODEL_NEXT(CreateFileW);
MODEL_NEXT(CloseHandle);
MODEL_NEXT(FindFirstFileW);
MODEL_NEXT(FindNextFileW);
MODEL_NEXT(FindClose);
MODEL_NEXT(WriteFile);

typedef struct made_pipe {
    DWORD pid; /* 0: free */
    DWORD handle;
    wchar_t name[NAME_UNITS];
} made_pipe;

/* Pipes that were made, those of all processes on the model. */
static made_pipe *made;
static HANDLE mutex;
static DWORD decoys;
static volatile LONG opens;

/* ---- What there is ------------------------------------------------------------------------ */

static void begin(void)
{
    HANDLE section =
        CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                           MOST_PIPES * sizeof(*made), L"Local\\quickproc-model-pipes");
    char text[32];

    made = section == NULL ? NULL : MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    mutex = CreateMutexW(NULL, FALSE, L"Local\\quickproc-model-pipes-lock");
    if (GetEnvironmentVariableA("QP_MODEL_DECOYS", text, sizeof(text)) > 0) {
        decoys = strtoul(text, NULL, 10);
    }
}

static int lock(void)
{
    return made != NULL && mutex != NULL && WaitForSingleObject(mutex, INFINITE) != WAIT_FAILED;
}

static int is_running(DWORD pid)
{
    HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, pid);
    int running = process != NULL && WaitForSingleObject(process, 0) == WAIT_TIMEOUT;

    if (process != NULL) {
        CloseHandle(process);
    }
    return running;
}

static int is_pipe(const wchar_t *path)
{
    return _wcsnicmp(path, LISTED, PREFIX) == 0 || _wcsnicmp(path, VERBATIM, PREFIX) == 0;
}

static void add_pipe(const wchar_t *name, HANDLE handle)
{
    int i;

    for (i = 0; i < MOST_PIPES && made[i].pid != 0; i++) {
    }
    if (i < MOST_PIPES && wcslen(name) < NAME_UNITS) {
        made[i].pid = GetCurrentProcessId();
        made[i].handle = (DWORD)(UINT_PTR)handle;
        wcscpy(made[i].name, name);
    }
}

static HANDLE WINAPI create_pipe(const wchar_t *path, DWORD open, DWORD mode, DWORD instances,
                                 DWORD out, DWORD in, DWORD timeout, SECURITY_ATTRIBUTES *security)
{
    HANDLE handle = next_CreateNamedPipeW(path, open, mode, instances, out, in, timeout, security);

    if (handle != INVALID_HANDLE_VALUE && is_pipe(path) && lock()) {
        add_pipe(path + PREFIX, handle);
        ReleaseMutex(mutex);
    }
    return handle;
}

static void forget(HANDLE handle)
{
    int i;

    for (i = 0; i < MOST_PIPES; i++) {
        if (made[i].pid == GetCurrentProcessId() && made[i].handle == (DWORD)(UINT_PTR)handle) {
            made[i].pid = 0;
        }
    }
}

static int has_made(HANDLE handle)
{
    int i;

    for (i = 0; made != NULL && i < MOST_PIPES; i++) {
        if (made[i].pid == GetCurrentProcessId() && made[i].handle == (DWORD)(UINT_PTR)handle) {
            return 1;
        }
    }
    return 0;
}

static BOOL WINAPI close_handle(HANDLE handle)
{
    if (has_made(handle) && lock()) {
        forget(handle);
        ReleaseMutex(mutex);
    }
    return next_CloseHandle(handle);
}

/* ---- Listing ------------------------------------------------------------------------------ */

typedef struct listing {
    int used;
    wchar_t pattern[NAME_UNITS]; /* what the names begin with */
    DWORD next;                  /* decoys, then hostile names, then those that were made */
} listing;

static listing listings[MOST_LISTINGS];
static SRWLOCK listings_lock = SRWLOCK_INIT;

static const wchar_t *const hostile[] = {
    L"x\\..\\..\\C:\\windows\\win.ini",
    L"x\\..\\..\\UNC\\localhost\\share\\file",
    L"0123456789abcdefg",
    L"zzzzzzzzzzzzzzzz",
    L"0123456789abcde",
    L"",
    L"fedcba9876543210",
};

#define HOSTILE ((DWORD)(sizeof(hostile) / sizeof(hostile[0])))

/* One name, or nothing at this place. */
static int name_at(const listing *list, DWORD at, wchar_t name[NAME_UNITS])
{
    if (at < decoys) {
        _snwprintf(name, NAME_UNITS, L"%ls%016lx", list->pattern, at);
        return 1;
    }
    at -= decoys;
    if (at < HOSTILE) {
        _snwprintf(name, NAME_UNITS, L"%ls%ls", list->pattern, hostile[at]);
        return 1;
    }
    at -= HOSTILE;
    if (made[at].pid != 0 && !is_running(made[at].pid)) {
        made[at].pid = 0;
    }
    wcscpy(name, made[at].name);
    return made[at].pid != 0 && _wcsnicmp(name, list->pattern, wcslen(list->pattern)) == 0;
}

static BOOL next_name(listing *list, WIN32_FIND_DATAW *entry)
{
    int found = 0;

    memset(entry, 0, sizeof(*entry));
    entry->dwFileAttributes = FILE_ATTRIBUTE_NORMAL;
    if (lock()) {
        while (!found && list->next < decoys + HOSTILE + MOST_PIPES) {
            found = name_at(list, list->next++, entry->cFileName);
        }
        ReleaseMutex(mutex);
    }
    SetLastError(ERROR_NO_MORE_FILES);
    return found;
}

static listing *new_listing(const wchar_t *pattern, size_t length)
{
    listing *list = NULL;
    int i;

    AcquireSRWLockExclusive(&listings_lock);
    for (i = 0; i < MOST_LISTINGS && list == NULL; i++) {
        list = listings[i].used ? NULL : &listings[i];
    }
    if (list != NULL) {
        list->used = 1;
        list->next = 0;
        wmemcpy(list->pattern, pattern, length);
        list->pattern[length] = 0;
    }
    ReleaseSRWLockExclusive(&listings_lock);
    return list;
}

static listing *listing_of(HANDLE handle)
{
    UINT_PTR address = (UINT_PTR)handle;

    return address >= (UINT_PTR)listings && address < (UINT_PTR)(listings + MOST_LISTINGS)
               ? (listing *)handle
               : NULL;
}

static HANDLE WINAPI find_first(const wchar_t *pattern, WIN32_FIND_DATAW *entry)
{
    size_t length = wcslen(pattern);
    listing *list;

    if (_wcsnicmp(pattern, LISTED, PREFIX) != 0 || pattern[length - 1] != L'*' ||
        length - PREFIX >= NAME_UNITS - 64) {
        return next_FindFirstFileW(pattern, entry);
    }
    list = new_listing(pattern + PREFIX, length - PREFIX - 1);
    if (list == NULL) {
        SetLastError(ERROR_NO_SYSTEM_RESOURCES);
        return INVALID_HANDLE_VALUE;
    }
    InterlockedExchange(&opens, 0);
    next_name(list, entry);
    return (HANDLE)list;
}

static BOOL WINAPI find_next(HANDLE handle, WIN32_FIND_DATAW *entry)
{
    listing *list = listing_of(handle);

    return list != NULL ? next_name(list, entry) : next_FindNextFileW(handle, entry);
}

static BOOL WINAPI find_close(HANDLE handle)
{
    listing *list = listing_of(handle);

    if (list == NULL) {
        return next_FindClose(handle);
    }
    list->used = 0;
    return TRUE;
}

/* ---- Opening ------------------------------------------------------------------------------ */

static void opening(const wchar_t *path)
{
    if (_wcsnicmp(path, LISTED, PREFIX) == 0 && wcsstr(path + PREFIX, L"\\..") != NULL) {
        model_breach("pipes", "CreateFileW of the name of a pipe that leads elsewhere: %ls", path);
    }
    if (InterlockedIncrement(&opens) == MOST_OPENS) {
        model_breach("pipes", "%d pipes of one listing are opened", MOST_OPENS);
    }
    Sleep(model_pace(model_random(1, 100), model_random(0, 3)));
}

static HANDLE WINAPI create_file(const wchar_t *path, DWORD access, DWORD share,
                                 SECURITY_ATTRIBUTES *security, DWORD disposition, DWORD flags,
                                 HANDLE template)
{
    if (is_pipe(path)) {
        opening(path);
    }
    return next_CreateFileW(path, access, share, security, disposition, flags, template);
}

static BOOL WINAPI write_file(HANDLE file, const void *bytes, DWORD size, DWORD *written,
                              OVERLAPPED *overlapped)
{
    if (size == 0 && GetFileType(file) == FILE_TYPE_PIPE) {
        model_breach("pipes", "nothing is written, which is an end of file to who reads");
    }
    return next_WriteFile(file, bytes, size, written, overlapped);
}

static const model_function functions[] = {
    MODEL_INSTEAD(CreateNamedPipeW, create_pipe), MODEL_INSTEAD(CreateFileW, create_file),
    MODEL_INSTEAD(CloseHandle, close_handle),     MODEL_INSTEAD(FindFirstFileW, find_first),
    MODEL_INSTEAD(FindNextFileW, find_next),      MODEL_INSTEAD(FindClose, find_close),
    MODEL_INSTEAD(WriteFile, write_file),         MODEL_END,
};

const model_rule rule_pipes = {"pipes", functions, begin, NULL};
