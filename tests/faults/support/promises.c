#include "promises.h"

#include "locks.h"
#include "on_windows.h"
#include "walk.h"
#include "wrapper.h"

#include <string.h>
#include <wchar.h>

#ifndef PROC_THREAD_ATTRIBUTE_HANDLE_LIST
#define PROC_THREAD_ATTRIBUTE_HANDLE_LIST 0x00020002
#endif

#define PROMISE(holds)                                                                             \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            walk_wrong("%s: does not hold: %s", __func__, #holds);                                 \
        }                                                                                          \
    } while (0)

static volatile LONG creation_flags;
static volatile LONG job_is_listed; /* for the process that is created next */
static volatile LONG jobs_refuse;

void promises_let_jobs_refuse(int yes)
{
    InterlockedExchange(&jobs_refuse, yes);
}

DWORD promises_creation_flags(void)
{
    return (DWORD)creation_flags;
}

/* ---- What a child gets -------------------------------------------------------------------- */

/* Its own handles and no others: a list, without which each inheritable one would be passed on. And
 * the system does not search the program. */
static BOOL WINAPI create_process(const wchar_t *image, wchar_t *line, SECURITY_ATTRIBUTES *process,
                                  SECURITY_ATTRIBUTES *thread, BOOL inherit, DWORD flags,
                                  void *environment, const wchar_t *cwd, STARTUPINFOW *startup,
                                  PROCESS_INFORMATION *made)
{
    PROMISE(image != NULL && (image[1] == L':' || image[0] == L'\\'));
    PROMISE(process == NULL && thread == NULL);
    PROMISE(inherit && flags & EXTENDED_STARTUPINFO_PRESENT);
    PROMISE(((STARTUPINFOEXW *)startup)->lpAttributeList != NULL);
    PROMISE(startup->dwFlags & STARTF_USESTDHANDLES);
    InterlockedExchange(&creation_flags, (LONG)flags);
    if (jobs_refuse && job_is_listed) {
        SetLastError(ERROR_ACCESS_DENIED);
        return FALSE;
    }
    return CreateProcessW(image, line, process, thread, inherit, flags, environment, cwd, startup,
                          made);
}

static int is_inheritable(HANDLE handle)
{
    DWORD flags = 0;

    return GetHandleInformation(handle, &flags) && flags & HANDLE_FLAG_INHERIT;
}

static int is_once(const HANDLE *handles, SIZE_T count, HANDLE handle)
{
    int times = 0;
    SIZE_T i;

    for (i = 0; i < count; i++) {
        times += handles[i] == handle;
    }
    return times == 1;
}

/* Windows refuses a list with a handle twice, and one with a NULL counts as none at all. */
static BOOL WINAPI update_attribute(LPPROC_THREAD_ATTRIBUTE_LIST list, DWORD flags,
                                    DWORD_PTR attribute, void *value, SIZE_T size, void *previous,
                                    SIZE_T *returned)
{
    InterlockedExchange(&job_is_listed, attribute != PROC_THREAD_ATTRIBUTE_HANDLE_LIST);
    if (attribute == PROC_THREAD_ATTRIBUTE_HANDLE_LIST) {
        const HANDLE *handles = value;
        SIZE_T count = size / sizeof(*handles);
        SIZE_T i;
        PROMISE(count >= 3 && count <= 256);
        for (i = 0; i < count; i++) {
            PROMISE(is_inheritable(handles[i]));
            PROMISE(is_once(handles, count, handles[i]));
        }
    }
    return UpdateProcThreadAttribute(list, flags, attribute, value, size, previous, returned);
}

/* ---- Handles of our own ------------------------------------------------------------------- */

static volatile LONG limit_flags;

DWORD promises_limit_flags(void)
{
    return (DWORD)limit_flags;
}

static HANDLE WINAPI create_job(SECURITY_ATTRIBUTES *security, const wchar_t *name)
{
    InterlockedExchange(&limit_flags, 0);
    PROMISE(security == NULL && name == NULL);
    return CreateJobObjectW(security, name);
}

/* No member gets out of the job of a group, nor of one that ends with this process. */
static BOOL WINAPI set_job(HANDLE job, JOBOBJECTINFOCLASS class, void *information, DWORD size)
{
    const JOBOBJECT_EXTENDED_LIMIT_INFORMATION *limits = information;

    PROMISE(class == JobObjectExtendedLimitInformation);
    PROMISE(limits->BasicLimitInformation.LimitFlags == JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE ||
            limits->BasicLimitInformation.LimitFlags == JOB_OBJECT_LIMIT_BREAKAWAY_OK);
    InterlockedExchange(&limit_flags, (LONG)limits->BasicLimitInformation.LimitFlags);
    return SetInformationJobObject(job, class, information, size);
}

static BOOL WINAPI create_pipe(HANDLE *reader, HANDLE *writer, SECURITY_ATTRIBUTES *security,
                               DWORD size)
{
    PROMISE(security == NULL);
    return CreatePipe(reader, writer, security, size);
}

static HANDLE WINAPI create_event(SECURITY_ATTRIBUTES *security, BOOL manual, BOOL initial,
                                  const wchar_t *name)
{
    PROMISE(security == NULL && name == NULL);
    return CreateEventW(security, manual, initial, name);
}

static HANDLE WINAPI open_process(DWORD access, BOOL inherit, DWORD pid)
{
    PROMISE(!inherit);
    /* Who may only stop it need not be allowed to end it, and the other way round. */
    PROMISE((access & (PROCESS_TERMINATE | PROCESS_SUSPEND_RESUME)) !=
            (PROCESS_TERMINATE | PROCESS_SUSPEND_RESUME));
    return OpenProcess(access, inherit, pid);
}

static HANDLE WINAPI open_thread(DWORD access, BOOL inherit, DWORD id)
{
    PROMISE(!inherit);
    return OpenThread(access, inherit, id);
}

/* ---- Signals from process to process ------------------------------------------------------ */

/* "quickproc-signal-", then nothing but digits and two hyphens, the last part 16 of them. */
static int is_signal_pipe(const wchar_t *name)
{
    const wchar_t *last = wcsrchr(name, L'-');

    return wcsncmp(name, L"quickproc-signal-", 17) == 0 &&
           wcsspn(name + 17, L"0123456789abcdef-") == wcslen(name + 17) && wcslen(last) == 17;
}

/* Whoever serves the pipe may learn who we are, but not act in our name. What stands in for a
 * descriptor that is missing is a child's to inherit; nothing else that is opened here. */
static HANDLE WINAPI create_file(const wchar_t *path, DWORD access, DWORD share,
                                 SECURITY_ATTRIBUTES *security, DWORD disposition, DWORD flags,
                                 HANDLE template)
{
    /* Not `\\.\`, behind which `..` of a listed name would lead anywhere. */
    PROMISE(wcsncmp(path, L"\\\\.\\", 4) != 0);
    if (wcsncmp(path, L"\\\\?\\pipe\\", 9) == 0) {
        PROMISE(is_signal_pipe(path + 9));
        PROMISE((flags & SECURITY_VALID_SQOS_FLAGS) ==
                (SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION));
    }
    PROMISE(security == NULL || wcscmp(path, L"NUL") == 0);
    return CreateFileW(path, access, share, security, disposition, flags, template);
}

static int has_lists(const SECURITY_DESCRIPTOR *descriptor)
{
    return descriptor != NULL && descriptor->Dacl != NULL && descriptor->Sacl != NULL &&
           descriptor->Control & SE_DACL_PRESENT && descriptor->Control & SE_SACL_PRESENT;
}

/* One instance, the first one or none; from this machine only; not inheritable; with a list of who
 * may connect, and a label that keeps lower integrity levels out. */
static HANDLE WINAPI create_named_pipe(const wchar_t *path, DWORD open, DWORD mode, DWORD instances,
                                       DWORD out, DWORD in, DWORD timeout,
                                       SECURITY_ATTRIBUTES *security)
{
    PROMISE(open & FILE_FLAG_FIRST_PIPE_INSTANCE && instances == 1);
    PROMISE(mode & PIPE_REJECT_REMOTE_CLIENTS);
    PROMISE(security != NULL && !security->bInheritHandle);
    PROMISE(security != NULL && has_lists(security->lpSecurityDescriptor));
    if (windows_forbids_pipes()) {
        return INVALID_HANDLE_VALUE;
    }
    return CreateNamedPipeW(path, open, mode, instances, out, in, timeout, security);
}

/* ---- Ends ---------------------------------------------------------------------------------- */

static volatile LONG processes_refuse;

void promises_let_processes_refuse(promises_refusal how)
{
    InterlockedExchange(&processes_refuse, (LONG)how);
}

static BOOL WINAPI terminate_process(HANDLE process, UINT code)
{
    BOOL terminated = processes_refuse == REFUSE_FOR_GOOD || TerminateProcess(process, code);

    if (processes_refuse == REFUSE_WHILE_ENDING) {
        WaitForSingleObject(process, INFINITE);
    }
    if (processes_refuse != REFUSE_NOT) {
        SetLastError(ERROR_ACCESS_DENIED);
        return FALSE;
    }
    return terminated;
}

typedef LONG(NTAPI *process_function)(HANDLE process);

static process_function actual_suspend;

/* STATUS_PROCESS_IS_TERMINATING */
static LONG NTAPI suspend_process(HANDLE process)
{
    return processes_refuse ? (LONG)0xC000010A : actual_suspend(process);
}

/* ---- The threads of the watches ------------------------------------------------------------ */

static volatile LONG waiting_reads;
static volatile LONG last_reader;

int promises_waiting_reads(void)
{
    return (int)waiting_reads;
}

DWORD promises_last_reader(void)
{
    return (DWORD)last_reader;
}

/* A read of 0 bytes is a watch's. */
static BOOL WINAPI read_file(HANDLE file, void *buffer, DWORD size, DWORD *read, OVERLAPPED *io)
{
    BOOL ok;
    DWORD error;

    if (size > 0) {
        return ReadFile(file, buffer, size, read, io);
    }
    InterlockedExchange(&last_reader, (LONG)GetCurrentThreadId());
    InterlockedIncrement(&waiting_reads);
    ok = ReadFile(file, buffer, size, read, io);
    error = GetLastError();
    InterlockedDecrement(&waiting_reads);
    SetLastError(error);
    return ok;
}

/* ---- Pipes --------------------------------------------------------------------------------- */

#define UNWRITTEN 100

static volatile LONG overcounts;

void promises_let_pipes_overcount(int times)
{
    InterlockedExchange(&overcounts, times);
}

static BOOL WINAPI peek_pipe(HANDLE pipe, void *buffer, DWORD size, DWORD *read, DWORD *there,
                             DWORD *left)
{
    BOOL ok = PeekNamedPipe(pipe, buffer, size, read, there, left);

    if (ok && there != NULL && overcounts > 0) {
        InterlockedDecrement(&overcounts);
        *there += UNWRITTEN;
    }
    return ok;
}

/* ---- The console --------------------------------------------------------------------------- */

/* A thread that is in a read of the console, by its number; in line mode such a read must not be
 * cancelled: the console host would go on with it, and throw the next line away. */
#define MOST_READERS 8

static volatile LONG line_readers[MOST_READERS];

static BOOL WINAPI read_console(HANDLE input, void *buffer, DWORD length, DWORD *count,
                                CONSOLE_READCONSOLE_CONTROL *control)
{
    LONG self = (LONG)GetCurrentThreadId();
    DWORD mode;
    BOOL ok;
    int i = -1;

    PROMISE(locks_held() == 0);
    if (GetConsoleMode(input, &mode) && mode & ENABLE_LINE_INPUT) {
        for (i = 0; i < MOST_READERS && InterlockedCompareExchange(&line_readers[i], self, 0) != 0;
             i++) {
        }
        PROMISE(i < MOST_READERS);
    }
    ok = ReadConsoleW(input, buffer, length, count, control);
    if (i >= 0 && i < MOST_READERS) {
        DWORD error = GetLastError();
        InterlockedExchange(&line_readers[i], 0);
        SetLastError(error);
    }
    return ok;
}

static BOOL WINAPI cancel_synchronous_io(HANDLE thread)
{
    LONG id = (LONG)GetThreadId(thread);
    int i;

    for (i = 0; i < MOST_READERS; i++) {
        PROMISE(line_readers[i] != id);
    }
    return CancelSynchronousIo(thread);
}

static BOOL WINAPI cancel_io_ex(HANDLE file, OVERLAPPED *io)
{
    DWORD mode;

    PROMISE(!GetConsoleMode(file, &mode));
    return CancelIoEx(file, io);
}

/* It waits for a record, if another reader of the console has taken the one that was seen: the
 * whole library would wait with it. */
static BOOL WINAPI read_console_input(HANDLE input, INPUT_RECORD *records, DWORD length,
                                      DWORD *count)
{
    PROMISE(locks_held() == 0);
    return ReadConsoleInputW(input, records, length, count);
}

static volatile LONG key_waits_to_fail;
static volatile LONG restless; /* a thread whose wait has failed, and that has not slept since */

void promises_let_key_waits_fail(int count)
{
    InterlockedExchange(&key_waits_to_fail, count);
}

int promises_key_waits_to_fail(void)
{
    return (int)key_waits_to_fail;
}

static int is_key_wait(DWORD count, const HANDLE *handles)
{
    DWORD mode;

    return count == 2 && GetConsoleMode(handles[1], &mode);
}

/* Who tries a wait again that failed rests before, or it takes a processor for itself. */
static DWORD WINAPI wait_for_any(DWORD count, const HANDLE *handles, BOOL all, DWORD timeout_ms)
{
    LONG self = (LONG)GetCurrentThreadId();

    PROMISE(timeout_ms == 0 || locks_held() == 0);
    PROMISE(restless != self);
    if (key_waits_to_fail > 0 && is_key_wait(count, handles)) {
        InterlockedDecrement(&key_waits_to_fail);
        InterlockedExchange(&restless, self);
        SetLastError(ERROR_NO_SYSTEM_RESOURCES);
        return WAIT_FAILED;
    }
    return WaitForMultipleObjects(count, handles, all, timeout_ms);
}

static void WINAPI rest(DWORD ms)
{
    if (ms > 0) {
        InterlockedCompareExchange(&restless, 0, (LONG)GetCurrentThreadId());
    }
    Sleep(ms);
}

/* ---- Whose code runs ---------------------------------------------------------------------- */

static HMODULE WINAPI load_library(const wchar_t *name, HANDLE file, DWORD flags)
{
    PROMISE(flags == LOAD_LIBRARY_SEARCH_SYSTEM32);
    return LoadLibraryExW(name, file, flags);
}

FARPROC promises_wrap(const char *name, FARPROC actual)
{
    static const wrapper promised[] = {
        {"CreateProcessW", (void (*)(void))create_process},
        {"UpdateProcThreadAttribute", (void (*)(void))update_attribute},
        {"CreateJobObjectW", (void (*)(void))create_job},
        {"SetInformationJobObject", (void (*)(void))set_job},
        {"CreatePipe", (void (*)(void))create_pipe},
        {"CreateEventW", (void (*)(void))create_event},
        {"OpenProcess", (void (*)(void))open_process},
        {"OpenThread", (void (*)(void))open_thread},
        {"CreateFileW", (void (*)(void))create_file},
        {"CreateNamedPipeW", (void (*)(void))create_named_pipe},
        {"TerminateProcess", (void (*)(void))terminate_process},
        {"LoadLibraryExW", (void (*)(void))load_library},
        {"ReadFile", (void (*)(void))read_file},
        {"PeekNamedPipe", (void (*)(void))peek_pipe},
        {"ReadConsoleW", (void (*)(void))read_console},
        {"ReadConsoleInputW", (void (*)(void))read_console_input},
        {"WaitForMultipleObjects", (void (*)(void))wait_for_any},
        {"Sleep", (void (*)(void))rest},
        {"CancelSynchronousIo", (void (*)(void))cancel_synchronous_io},
        {"CancelIoEx", (void (*)(void))cancel_io_ex},
    };

    if (strcmp(name, "NtSuspendProcess") == 0 && actual != NULL) {
        actual_suspend = (process_function)(void (*)(void))actual;
        return (FARPROC)(void (*)(void))suspend_process;
    }
    return wrapper_find(promised, sizeof(promised) / sizeof(promised[0]), name, actual);
}
