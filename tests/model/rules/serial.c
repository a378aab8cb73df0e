/*
 * A file object that was opened for synchronous I/O does one thing at a time: while a read or a
 * write is pending, whatever else needs the object waits, through any handle, in any process.
 *
 * That is a lock of the object in the system's I/O manager, which NtReadFile, NtWriteFile,
 * NtQueryInformationFile, NtSetInformationFile, NtQueryVolumeInformationFile (GetFileType),
 * NtFsControlFile (PeekNamedPipe), NtDeviceIoControlFile (GetConsoleMode and all other calls of the
 * console, which find out that way that a handle is none of a console), NtFlushBuffersFile, the
 * query of the object's name, and the close of its last handle take. Microsoft: "Synchronous and
 * Asynchronous I/O", "FILE_OBJECT structure" (FO_SYNCHRONOUS_IO, Lock, Waiters); libuv#1313
 * (NtQueryInformationFile), libuv#95, python/cpython#83526 (PeekNamedPipe),
 * microsoft/PowerToys#22806 (NtQueryObject, GetFileType).
 *
 * Here: pipes, whose name and end say which object it is. The lock is a mutex of that name, which
 * all processes on the model share; others (the children of the tests) do not know of it. The
 * console is no such file: its host parks a read that has no line yet and serves the next request
 * (microsoft/terminal, src/server/IoSorter.cpp: ReplyPending; WaitBlock.cpp).
 */
#include "../model.h"

#include <stdio.h>
#include <string.h>
#include <winternl.h>

#define NAME_UNITS 256
#define LONG_MS    5000

#define QUERY_MODE           16 /* FileModeInformation */
#define QUERY_PIPE_LOCAL     24 /* FilePipeLocalInformation */
#define QUERY_NAME           1  /* ObjectNameInformation */
#define SYNCHRONOUS_MODES    0x30
#define PIPE_LOCAL_END_INDEX 9 /* FILE_PIPE_LOCAL_INFORMATION.NamedPipeEnd, as the n-th ULONG */

typedef NTSTATUS NTAPI query_file_function(HANDLE, IO_STATUS_BLOCK *, void *, ULONG, int);
typedef NTSTATUS NTAPI query_object_function(HANDLE, int, void *, ULONG, ULONG *);

MODEL_NEXT(ReadFile);
MODEL_NEXT(WriteFile);
MODEL_NEXT(PeekNamedPipe);
MODEL_NEXT(SetNamedPipeHandleState);
MODEL_NEXT(GetNamedPipeHandleStateW);
MODEL_NEXT(GetNamedPipeInfo);
MODEL_NEXT(GetNamedPipeServerProcessId);
MODEL_NEXT(FlushFileBuffers);
MODEL_NEXT(GetFileType);
MODEL_NEXT(GetConsoleMode);
MODEL_NEXT(SetConsoleMode);
MODEL_NEXT(GetNumberOfConsoleInputEvents);
MODEL_NEXT(GetConsoleScreenBufferInfo);
MODEL_NEXT(CloseHandle);
MODEL_NEXT_AS(NtQueryInformationFile, query_file_function *);
MODEL_NEXT_AS(NtQueryObject, query_object_function *);

/* ---- Which object it is ------------------------------------------------------------------- */

static int is_synchronous_pipe(HANDLE handle)
{
    IO_STATUS_BLOCK io;
    ULONG mode = 0;

    return next_GetFileType(handle) == FILE_TYPE_PIPE &&
           next_NtQueryInformationFile(handle, &io, &mode, sizeof(mode), QUERY_MODE) == 0 &&
           (mode & SYNCHRONOUS_MODES) != 0;
}

static ULONG hash(const wchar_t *name, size_t length, ULONG end)
{
    ULONG sum = 2166136261u + end;
    size_t i;

    for (i = 0; i < length; i++) {
        sum = (sum ^ name[i]) * 16777619u;
    }
    return sum;
}

/* FALSE: it does not wait for others, or it cannot be told from others. */
static int name_lock(HANDLE handle, wchar_t lock[NAME_UNITS])
{
    struct {
        UNICODE_STRING name;
        wchar_t units[NAME_UNITS];
    } object;
    ULONG local[10] = {0};
    IO_STATUS_BLOCK io;

    if (!is_synchronous_pipe(handle) ||
        next_NtQueryObject(handle, QUERY_NAME, &object, sizeof(object), NULL) != 0 ||
        object.name.Length == 0 ||
        next_NtQueryInformationFile(handle, &io, local, sizeof(local), QUERY_PIPE_LOCAL) != 0) {
        return 0;
    }
    _snwprintf(
        lock, NAME_UNITS, L"Local\\quickproc-model-%08lx-%lu",
        hash(object.name.Buffer, object.name.Length / sizeof(wchar_t), local[PIPE_LOCAL_END_INDEX]),
        object.name.Length);
    return 1;
}

/* ---- One thing at a time ------------------------------------------------------------------ */

/* NULL: there is nothing to wait for. */
static HANDLE take(HANDLE handle, const char *function)
{
    DWORD last_error = GetLastError();
    wchar_t name[NAME_UNITS];
    HANDLE mutex = name_lock(handle, name) ? CreateMutexW(NULL, FALSE, name) : NULL;

    if (mutex != NULL && WaitForSingleObject(mutex, LONG_MS) == WAIT_TIMEOUT) {
        model_note("serial", "%s waits for what is pending on the same file", function);
        WaitForSingleObject(mutex, INFINITE);
    }
    SetLastError(last_error);
    return mutex;
}

static void leave(HANDLE mutex)
{
    DWORD last_error = GetLastError();

    if (mutex != NULL) {
        ReleaseMutex(mutex);
        CloseHandle(mutex);
    }
    SetLastError(last_error);
}

static BOOL WINAPI read_file(HANDLE file, void *buffer, DWORD size, DWORD *read,
                             OVERLAPPED *overlapped)
{
    HANDLE mutex = take(file, "ReadFile");
    BOOL result = next_ReadFile(file, buffer, size, read, overlapped);

    leave(mutex);
    return result;
}

static BOOL WINAPI write_file(HANDLE file, const void *buffer, DWORD size, DWORD *written,
                              OVERLAPPED *overlapped)
{
    HANDLE mutex = take(file, "WriteFile");
    BOOL result = next_WriteFile(file, buffer, size, written, overlapped);

    leave(mutex);
    return result;
}

static BOOL WINAPI peek(HANDLE pipe, void *buffer, DWORD size, DWORD *read, DWORD *available,
                        DWORD *left)
{
    HANDLE mutex = take(pipe, "PeekNamedPipe");
    BOOL result = next_PeekNamedPipe(pipe, buffer, size, read, available, left);

    leave(mutex);
    return result;
}

static BOOL WINAPI set_state(HANDLE pipe, DWORD *mode, DWORD *count, DWORD *timeout)
{
    HANDLE mutex = take(pipe, "SetNamedPipeHandleState");
    BOOL result = next_SetNamedPipeHandleState(pipe, mode, count, timeout);

    leave(mutex);
    return result;
}

static BOOL WINAPI get_state(HANDLE pipe, DWORD *state, DWORD *instances, DWORD *count,
                             DWORD *timeout, wchar_t *user, DWORD size)
{
    HANDLE mutex = take(pipe, "GetNamedPipeHandleStateW");
    BOOL result = next_GetNamedPipeHandleStateW(pipe, state, instances, count, timeout, user, size);

    leave(mutex);
    return result;
}

static BOOL WINAPI get_info(HANDLE pipe, DWORD *flags, DWORD *out, DWORD *in, DWORD *instances)
{
    HANDLE mutex = take(pipe, "GetNamedPipeInfo");
    BOOL result = next_GetNamedPipeInfo(pipe, flags, out, in, instances);

    leave(mutex);
    return result;
}

static BOOL WINAPI get_server(HANDLE pipe, ULONG *pid)
{
    HANDLE mutex = take(pipe, "GetNamedPipeServerProcessId");
    BOOL result = next_GetNamedPipeServerProcessId(pipe, pid);

    leave(mutex);
    return result;
}

static BOOL WINAPI flush(HANDLE file)
{
    HANDLE mutex = take(file, "FlushFileBuffers");
    BOOL result = next_FlushFileBuffers(file);

    leave(mutex);
    return result;
}

static DWORD WINAPI file_type(HANDLE file)
{
    HANDLE mutex = take(file, "GetFileType");
    DWORD result = next_GetFileType(file);

    leave(mutex);
    return result;
}

/* Of a pipe: that it is no console. */
static BOOL WINAPI get_console_mode(HANDLE handle, DWORD *mode)
{
    HANDLE mutex = take(handle, "GetConsoleMode");
    BOOL result = next_GetConsoleMode(handle, mode);

    leave(mutex);
    return result;
}

static BOOL WINAPI set_console_mode(HANDLE handle, DWORD mode)
{
    HANDLE mutex = take(handle, "SetConsoleMode");
    BOOL result = next_SetConsoleMode(handle, mode);

    leave(mutex);
    return result;
}

static BOOL WINAPI count_events(HANDLE handle, DWORD *count)
{
    HANDLE mutex = take(handle, "GetNumberOfConsoleInputEvents");
    BOOL result = next_GetNumberOfConsoleInputEvents(handle, count);

    leave(mutex);
    return result;
}

static BOOL WINAPI get_screen(HANDLE handle, CONSOLE_SCREEN_BUFFER_INFO *info)
{
    HANDLE mutex = take(handle, "GetConsoleScreenBufferInfo");
    BOOL result = next_GetConsoleScreenBufferInfo(handle, info);

    leave(mutex);
    return result;
}

static NTSTATUS NTAPI query_file(HANDLE file, IO_STATUS_BLOCK *io, void *information, ULONG size,
                                 int class)
{
    HANDLE mutex = take(file, "NtQueryInformationFile");
    NTSTATUS result = next_NtQueryInformationFile(file, io, information, size, class);

    leave(mutex);
    return result;
}

static NTSTATUS NTAPI query_object(HANDLE handle, int class, void *information, ULONG size,
                                   ULONG *needed)
{
    HANDLE mutex = class == QUERY_NAME ? take(handle, "NtQueryObject") : NULL;
    NTSTATUS result = next_NtQueryObject(handle, class, information, size, needed);

    leave(mutex);
    return result;
}

/* How many handles there are in all processes; 0 when that cannot be told. */
static ULONG count_handles(HANDLE handle)
{
    ULONG basic[14] = {0}; /* OBJECT_BASIC_INFORMATION: attributes, access, handles, … */

    return next_NtQueryObject(handle, 0, basic, sizeof(basic), NULL) == 0 ? basic[2] : 0;
}

static BOOL WINAPI close_handle(HANDLE handle)
{
    wchar_t name[NAME_UNITS];

    if (name_lock(handle, name) && count_handles(handle) == 1) {
        leave(take(handle, "CloseHandle"));
    }
    return next_CloseHandle(handle);
}

static const model_function functions[] = {
    MODEL_INSTEAD(ReadFile, read_file),
    MODEL_INSTEAD(WriteFile, write_file),
    MODEL_INSTEAD(PeekNamedPipe, peek),
    MODEL_INSTEAD(SetNamedPipeHandleState, set_state),
    MODEL_INSTEAD(GetNamedPipeHandleStateW, get_state),
    MODEL_INSTEAD(GetNamedPipeInfo, get_info),
    MODEL_INSTEAD(GetNamedPipeServerProcessId, get_server),
    MODEL_INSTEAD(FlushFileBuffers, flush),
    MODEL_INSTEAD(GetFileType, file_type),
    MODEL_INSTEAD(GetConsoleMode, get_console_mode),
    MODEL_INSTEAD(SetConsoleMode, set_console_mode),
    MODEL_INSTEAD(GetNumberOfConsoleInputEvents, count_events),
    MODEL_INSTEAD(GetConsoleScreenBufferInfo, get_screen),
    MODEL_INSTEAD(CloseHandle, close_handle),
    MODEL_INSTEAD(NtQueryInformationFile, query_file),
    MODEL_INSTEAD(NtQueryObject, query_object),
    MODEL_END,
};

const model_rule rule_serial = {"serial", functions, NULL, NULL};
