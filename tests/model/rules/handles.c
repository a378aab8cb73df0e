/*
 * Handles, checked as Application Verifier checks them: closing one that is not open, using one
 * after it was closed, closing one that a thread waits for, waiting for one twice at a time.
 *
 * Microsoft: "Application Verifier - Stop Codes and Definitions" (Handles: 0x300 invalid handle,
 * 0x303 NULL handle, 0x305 closing a handle in use by another thread), "CloseHandle",
 * "WaitForMultipleObjects" (no multiple copies of a handle, more than MAXIMUM_WAIT_OBJECTS; a
 * handle that is closed while the wait is pending: undefined).
 *
 * A value that a call has given is open until it is closed. Of others nothing is known.
 */
#include "../model.h"

#include <tlhelp32.h>

#define MOST_HANDLES 65536 /* their values go up in fours */

enum { UNKNOWN, OPEN, CLOSED };

static volatile LONG state[MOST_HANDLES];
static volatile LONG waiting[MOST_HANDLES];

MODEL_NEXT(CloseHandle);
MODEL_NEXT(CreateEventW);
MODEL_NEXT(CreateSemaphoreW);
MODEL_NEXT(CreateMutexW);
MODEL_NEXT(CreateFileW);
MODEL_NEXT(CreateFileA);
MODEL_NEXT(CreateIoCompletionPort);
MODEL_NEXT(CreateJobObjectW);
MODEL_NEXT(CreateNamedPipeW);
MODEL_NEXT(CreatePipe);
MODEL_NEXT(CreateProcessW);
MODEL_NEXT(CreateThread);
MODEL_NEXT(CreateToolhelp32Snapshot);
MODEL_NEXT(DuplicateHandle);
MODEL_NEXT(OpenProcess);
MODEL_NEXT(OpenThread);
MODEL_NEXT(OpenProcessToken);
MODEL_NEXT(WaitForSingleObject);
MODEL_NEXT(WaitForMultipleObjects);
MODEL_NEXT(SetEvent);
MODEL_NEXT(ResetEvent);
MODEL_NEXT(ReadFile);
MODEL_NEXT(WriteFile);
MODEL_NEXT(PeekNamedPipe);
MODEL_NEXT(GetExitCodeProcess);
MODEL_NEXT(GetProcessTimes);
MODEL_NEXT(GetProcessId);
MODEL_NEXT(TerminateProcess);
MODEL_NEXT(TerminateJobObject);
MODEL_NEXT(ResumeThread);
MODEL_NEXT(SuspendThread);
MODEL_NEXT(CancelIo);
MODEL_NEXT(CancelIoEx);
MODEL_NEXT(CancelSynchronousIo);
MODEL_NEXT(ConnectNamedPipe);
MODEL_NEXT(DisconnectNamedPipe);
MODEL_NEXT(GetOverlappedResult);
MODEL_NEXT(QueryInformationJobObject);
MODEL_NEXT(SetInformationJobObject);

/* ---- What is known ------------------------------------------------------------------------ */

/* -1: none of a table. */
static int index_of(HANDLE handle)
{
    ULONG_PTR value = (ULONG_PTR)handle;

    return value == 0 || value / 4 >= MOST_HANDLES ? -1 : (int)(value / 4);
}

static HANDLE opened(HANDLE handle)
{
    int index = handle == INVALID_HANDLE_VALUE ? -1 : index_of(handle);

    if (index >= 0) {
        InterlockedExchange(&state[index], OPEN);
    }
    return handle;
}

/* A value that was closed may be one again that a function has given which is not in the list
 * below. */
static int is_closed(HANDLE handle, int index)
{
    DWORD last_error = GetLastError();
    DWORD flags;
    int closed = state[index] == CLOSED && !GetHandleInformation(handle, &flags);

    SetLastError(last_error);
    return closed;
}

static void use(HANDLE handle, const char *function)
{
    int index = index_of(handle);

    if (index >= 0 && is_closed(handle, index)) {
        model_breach("handles", "%s with handle %p, which was closed", function, handle);
    }
}

static void refused(HANDLE handle, const char *function)
{
    if (GetLastError() == ERROR_INVALID_HANDLE) {
        model_breach("handles", "%s with handle %p, which is not open", function, handle);
    }
}

/* ---- Closing ------------------------------------------------------------------------------ */

static void closing(HANDLE handle, const char *function)
{
    int index = index_of(handle);

    if (index < 0) {
        return;
    }
    if (waiting[index] > 0) {
        model_breach("handles", "%s of handle %p, which a thread waits for", function, handle);
    }
    if (is_closed(handle, index)) {
        model_breach("handles", "%s of handle %p, which was closed", function, handle);
    }
    InterlockedExchange(&state[index], CLOSED);
}

static BOOL WINAPI close_handle(HANDLE handle)
{
    BOOL result;

    closing(handle, "CloseHandle");
    result = next_CloseHandle(handle);
    if (!result) {
        refused(handle, "CloseHandle");
    }
    return result;
}

static BOOL WINAPI duplicate_handle(HANDLE from, HANDLE source, HANDLE to, HANDLE *target,
                                    DWORD access, BOOL inherit, DWORD options)
{
    int is_own = from == GetCurrentProcess();
    BOOL result;

    if (is_own) {
        use(source, "DuplicateHandle");
    }
    if (is_own && options & DUPLICATE_CLOSE_SOURCE) {
        closing(source, "DuplicateHandle");
    }
    result = next_DuplicateHandle(from, source, to, target, access, inherit, options);
    if (result && to == GetCurrentProcess() && target != NULL) {
        opened(*target);
    }
    return result;
}

/* ---- Opening ------------------------------------------------------------------------------ */

static HANDLE WINAPI create_event(SECURITY_ATTRIBUTES *security, BOOL manual, BOOL initial,
                                  const wchar_t *name)
{
    return opened(next_CreateEventW(security, manual, initial, name));
}

static HANDLE WINAPI create_semaphore(SECURITY_ATTRIBUTES *security, LONG initial, LONG most,
                                      const wchar_t *name)
{
    return opened(next_CreateSemaphoreW(security, initial, most, name));
}

static HANDLE WINAPI create_mutex(SECURITY_ATTRIBUTES *security, BOOL owned, const wchar_t *name)
{
    return opened(next_CreateMutexW(security, owned, name));
}

static HANDLE WINAPI create_file(const wchar_t *path, DWORD access, DWORD share,
                                 SECURITY_ATTRIBUTES *security, DWORD disposition, DWORD flags,
                                 HANDLE template)
{
    return opened(next_CreateFileW(path, access, share, security, disposition, flags, template));
}

static HANDLE WINAPI create_file_a(const char *path, DWORD access, DWORD share,
                                   SECURITY_ATTRIBUTES *security, DWORD disposition, DWORD flags,
                                   HANDLE template)
{
    return opened(next_CreateFileA(path, access, share, security, disposition, flags, template));
}

/* For a file that is bound to a port: that port. */
static HANDLE WINAPI create_port(HANDLE file, HANDLE port, ULONG_PTR key, DWORD threads)
{
    return opened(next_CreateIoCompletionPort(file, port, key, threads));
}

static HANDLE WINAPI create_job(SECURITY_ATTRIBUTES *security, const wchar_t *name)
{
    return opened(next_CreateJobObjectW(security, name));
}

static HANDLE WINAPI create_named_pipe(const wchar_t *name, DWORD open, DWORD mode, DWORD instances,
                                       DWORD out, DWORD in, DWORD timeout,
                                       SECURITY_ATTRIBUTES *security)
{
    return opened(next_CreateNamedPipeW(name, open, mode, instances, out, in, timeout, security));
}

static BOOL WINAPI create_pipe(HANDLE *reader, HANDLE *writer, SECURITY_ATTRIBUTES *security,
                               DWORD size)
{
    BOOL result = next_CreatePipe(reader, writer, security, size);

    if (result) {
        opened(*reader);
        opened(*writer);
    }
    return result;
}

static BOOL WINAPI create_process(const wchar_t *image, wchar_t *line, SECURITY_ATTRIBUTES *process,
                                  SECURITY_ATTRIBUTES *thread, BOOL inherit, DWORD flags,
                                  void *environment, const wchar_t *cwd, STARTUPINFOW *startup,
                                  PROCESS_INFORMATION *made)
{
    BOOL result = next_CreateProcessW(image, line, process, thread, inherit, flags, environment,
                                      cwd, startup, made);

    if (result) {
        opened(made->hProcess);
        opened(made->hThread);
    }
    return result;
}

static HANDLE WINAPI create_thread(SECURITY_ATTRIBUTES *security, SIZE_T stack,
                                   LPTHREAD_START_ROUTINE function, void *opaque, DWORD flags,
                                   DWORD *id)
{
    return opened(next_CreateThread(security, stack, function, opaque, flags, id));
}

static HANDLE WINAPI create_snapshot(DWORD flags, DWORD pid)
{
    return opened(next_CreateToolhelp32Snapshot(flags, pid));
}

static HANDLE WINAPI open_process(DWORD access, BOOL inherit, DWORD pid)
{
    return opened(next_OpenProcess(access, inherit, pid));
}

static HANDLE WINAPI open_thread(DWORD access, BOOL inherit, DWORD id)
{
    return opened(next_OpenThread(access, inherit, id));
}

static BOOL WINAPI open_token(HANDLE process, DWORD access, HANDLE *token)
{
    BOOL result;

    use(process, "OpenProcessToken");
    result = next_OpenProcessToken(process, access, token);
    if (result) {
        opened(*token);
    }
    return result;
}

/* ---- Waiting ------------------------------------------------------------------------------ */

static void wait_begins(HANDLE handle, const char *function)
{
    int index = index_of(handle);

    use(handle, function);
    if (index >= 0) {
        InterlockedIncrement(&waiting[index]);
    }
}

static void wait_ends(HANDLE handle)
{
    int index = index_of(handle);

    if (index >= 0) {
        InterlockedDecrement(&waiting[index]);
    }
}

static DWORD WINAPI wait_for_one(HANDLE handle, DWORD ms)
{
    DWORD result;

    wait_begins(handle, "WaitForSingleObject");
    result = next_WaitForSingleObject(handle, ms);
    wait_ends(handle);
    if (result == WAIT_FAILED) {
        refused(handle, "WaitForSingleObject");
    }
    return result;
}

static int are_distinct(DWORD count, const HANDLE *handles)
{
    DWORD i;
    DWORD j;

    for (i = 1; i < count; i++) {
        for (j = 0; j < i; j++) {
            if (handles[i] == handles[j]) {
                return 0;
            }
        }
    }
    return 1;
}

static DWORD WINAPI wait_for_several(DWORD count, const HANDLE *handles, BOOL all, DWORD ms)
{
    DWORD result;
    DWORD i;

    if (count == 0 || count > MAXIMUM_WAIT_OBJECTS || !are_distinct(count, handles)) {
        model_breach("handles", "WaitForMultipleObjects: %lu handles, or one of them twice", count);
        SetLastError(ERROR_INVALID_PARAMETER);
        return WAIT_FAILED;
    }
    for (i = 0; i < count; i++) {
        wait_begins(handles[i], "WaitForMultipleObjects");
    }
    result = next_WaitForMultipleObjects(count, handles, all, ms);
    for (i = 0; i < count; i++) {
        wait_ends(handles[i]);
    }
    if (result == WAIT_FAILED) {
        refused(handles[0], "WaitForMultipleObjects");
    }
    return result;
}

/* ---- Using -------------------------------------------------------------------------------- */

/* A function whose first argument is a handle that the program has opened itself. */
#define USES(type, name, parameters, arguments)                                                    \
    static type WINAPI use_##name parameters                                                       \
    {                                                                                              \
        use(handle, #name);                                                                        \
        return next_##name arguments;                                                              \
    }

USES(BOOL, SetEvent, (HANDLE handle), (handle))
USES(BOOL, ResetEvent, (HANDLE handle), (handle))
USES(BOOL, ReadFile, (HANDLE handle, void *data, DWORD size, DWORD *done, OVERLAPPED *io),
     (handle, data, size, done, io))
USES(BOOL, WriteFile, (HANDLE handle, const void *data, DWORD size, DWORD *done, OVERLAPPED *io),
     (handle, data, size, done, io))
USES(BOOL, PeekNamedPipe,
     (HANDLE handle, void *data, DWORD size, DWORD *done, DWORD *available, DWORD *left),
     (handle, data, size, done, available, left))
USES(BOOL, GetExitCodeProcess, (HANDLE handle, DWORD *code), (handle, code))
USES(BOOL, GetProcessTimes,
     (HANDLE handle, FILETIME *created, FILETIME *exited, FILETIME *kernel, FILETIME *user),
     (handle, created, exited, kernel, user))
USES(DWORD, GetProcessId, (HANDLE handle), (handle))
USES(BOOL, TerminateProcess, (HANDLE handle, UINT code), (handle, code))
USES(BOOL, TerminateJobObject, (HANDLE handle, UINT code), (handle, code))
USES(DWORD, ResumeThread, (HANDLE handle), (handle))
USES(DWORD, SuspendThread, (HANDLE handle), (handle))
USES(BOOL, CancelIo, (HANDLE handle), (handle))
USES(BOOL, CancelIoEx, (HANDLE handle, OVERLAPPED *io), (handle, io))
USES(BOOL, CancelSynchronousIo, (HANDLE handle), (handle))
USES(BOOL, ConnectNamedPipe, (HANDLE handle, OVERLAPPED *io), (handle, io))
USES(BOOL, DisconnectNamedPipe, (HANDLE handle), (handle))
USES(BOOL, GetOverlappedResult, (HANDLE handle, OVERLAPPED *io, DWORD *done, BOOL wait),
     (handle, io, done, wait))
USES(BOOL, QueryInformationJobObject,
     (HANDLE handle, JOBOBJECTINFOCLASS class, void *information, DWORD size, DWORD *needed),
     (handle, class, information, size, needed))
USES(BOOL, SetInformationJobObject,
     (HANDLE handle, JOBOBJECTINFOCLASS class, void *information, DWORD size),
     (handle, class, information, size))

static const model_function functions[] = {
    MODEL_INSTEAD(CloseHandle, close_handle),
    MODEL_INSTEAD(CreateEventW, create_event),
    MODEL_INSTEAD(CreateSemaphoreW, create_semaphore),
    MODEL_INSTEAD(CreateMutexW, create_mutex),
    MODEL_INSTEAD(CreateFileW, create_file),
    MODEL_INSTEAD(CreateFileA, create_file_a),
    MODEL_INSTEAD(CreateIoCompletionPort, create_port),
    MODEL_INSTEAD(CreateJobObjectW, create_job),
    MODEL_INSTEAD(CreateNamedPipeW, create_named_pipe),
    MODEL_INSTEAD(CreatePipe, create_pipe),
    MODEL_INSTEAD(CreateProcessW, create_process),
    MODEL_INSTEAD(CreateThread, create_thread),
    MODEL_INSTEAD(CreateToolhelp32Snapshot, create_snapshot),
    MODEL_INSTEAD(DuplicateHandle, duplicate_handle),
    MODEL_INSTEAD(OpenProcess, open_process),
    MODEL_INSTEAD(OpenThread, open_thread),
    MODEL_INSTEAD(OpenProcessToken, open_token),
    MODEL_INSTEAD(WaitForSingleObject, wait_for_one),
    MODEL_INSTEAD(WaitForMultipleObjects, wait_for_several),
    MODEL_INSTEAD(SetEvent, use_SetEvent),
    MODEL_INSTEAD(ResetEvent, use_ResetEvent),
    MODEL_INSTEAD(ReadFile, use_ReadFile),
    MODEL_INSTEAD(WriteFile, use_WriteFile),
    MODEL_INSTEAD(PeekNamedPipe, use_PeekNamedPipe),
    MODEL_INSTEAD(GetExitCodeProcess, use_GetExitCodeProcess),
    MODEL_INSTEAD(GetProcessTimes, use_GetProcessTimes),
    MODEL_INSTEAD(GetProcessId, use_GetProcessId),
    MODEL_INSTEAD(TerminateProcess, use_TerminateProcess),
    MODEL_INSTEAD(TerminateJobObject, use_TerminateJobObject),
    MODEL_INSTEAD(ResumeThread, use_ResumeThread),
    MODEL_INSTEAD(SuspendThread, use_SuspendThread),
    MODEL_INSTEAD(CancelIo, use_CancelIo),
    MODEL_INSTEAD(CancelIoEx, use_CancelIoEx),
    MODEL_INSTEAD(CancelSynchronousIo, use_CancelSynchronousIo),
    MODEL_INSTEAD(ConnectNamedPipe, use_ConnectNamedPipe),
    MODEL_INSTEAD(DisconnectNamedPipe, use_DisconnectNamedPipe),
    MODEL_INSTEAD(GetOverlappedResult, use_GetOverlappedResult),
    MODEL_INSTEAD(QueryInformationJobObject, use_QueryInformationJobObject),
    MODEL_INSTEAD(SetInformationJobObject, use_SetInformationJobObject),
    MODEL_END,
};

const model_rule rule_handles = {"handles", functions, NULL, NULL};
