/*
 * The rules of the model, one after the other: what Windows does where Wine does not, and which
 * misuse is told. The report is this program's own, see QP_MODEL_REPORT.
 */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <winternl.h>

#ifndef PROC_THREAD_ATTRIBUTE_HANDLE_LIST
#define PROC_THREAD_ATTRIBUTE_HANDLE_LIST 0x00020002
#endif

static int failures;

static void check(int holds, const char *what, int line)
{
    if (!holds) {
        printf("itself.c:%d: does not hold: %s\n", line, what);
        failures++;
    }
}

#define CHECK(holds) check(holds, #holds, __LINE__)

static void find_in_ntdll(const char *name, void *pointer)
{
    FARPROC found = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), name);

    CHECK(found != NULL);
    memcpy(pointer, &found, sizeof(found));
}

/* ---- The report --------------------------------------------------------------------------- */

static wchar_t report[MAX_PATH];

/* So many lines hold `text`; the report is empty afterwards. */
static int told(const char *text)
{
    FILE *file = _wfopen(report, L"rb");
    char line[4096];
    int count = 0;

    if (file == NULL) {
        return 0;
    }
    while (fgets(line, sizeof(line), file) != NULL) {
        count += strstr(line, text) != NULL;
    }
    fclose(file);
    DeleteFileW(report);
    return count;
}

/* ---- serial ------------------------------------------------------------------------------- */

static DWORD WINAPI read_one(void *pipe)
{
    char byte;
    DWORD read = 0;

    ReadFile(pipe, &byte, 1, &read, NULL);
    return read;
}

static DWORD WINAPI peek_through_duplicate(void *pipe)
{
    HANDLE duplicate;
    DWORD bytes = 0;

    DuplicateHandle(GetCurrentProcess(), pipe, GetCurrentProcess(), &duplicate, 0, FALSE,
                    DUPLICATE_SAME_ACCESS);
    PeekNamedPipe(duplicate, NULL, 0, NULL, &bytes, NULL);
    CloseHandle(duplicate);
    return bytes;
}

/* The thread of a peek that has not returned: a read is pending. NULL: none waits. */
static HANDLE start_peek_that_waits(HANDLE reader)
{
    int i;

    for (i = 0; i < 50; i++) {
        HANDLE thread = CreateThread(NULL, 0, peek_through_duplicate, reader, 0, NULL);
        if (WaitForSingleObject(thread, 200) == WAIT_TIMEOUT) {
            return thread;
        }
        CloseHandle(thread);
    }
    return NULL;
}

/* A peek waits for the read, and then sees what the read has left. */
static void serial(void)
{
    HANDLE threads[2];
    HANDLE reader;
    HANDLE writer;
    DWORD result = 0;
    DWORD written;

    CreatePipe(&reader, &writer, NULL, 0);
    threads[0] = CreateThread(NULL, 0, read_one, reader, 0, NULL);
    threads[1] = start_peek_that_waits(reader);
    CHECK(threads[1] != NULL);
    WriteFile(writer, "ab", 2, &written, NULL);
    WaitForSingleObject(threads[0], INFINITE);
    if (threads[1] != NULL) {
        WaitForSingleObject(threads[1], INFINITE);
        GetExitCodeThread(threads[1], &result);
        CHECK(result == 1);
        CloseHandle(threads[1]);
    }
    CloseHandle(threads[0]);
    CloseHandle(reader);
    CloseHandle(writer);
    CHECK(told("") == 0);
}

/* ---- starting ----------------------------------------------------------------------------- */

/* 0, or the error. */
static DWORD start_in(const wchar_t *cwd)
{
    STARTUPINFOW startup = {.cb = sizeof(startup)};
    PROCESS_INFORMATION process;
    wchar_t line[] = L"cmd.exe /d /c exit";

    if (!CreateProcessW(NULL, line, NULL, NULL, FALSE, 0, NULL, cwd, &startup, &process)) {
        return GetLastError();
    }
    WaitForSingleObject(process.hProcess, INFINITE);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    return 0;
}

static DWORD start_with(HANDLE *handles, size_t count)
{
    unsigned long long bytes[64];
    SIZE_T size = sizeof(bytes);
    LPPROC_THREAD_ATTRIBUTE_LIST list = (LPPROC_THREAD_ATTRIBUTE_LIST)bytes;
    STARTUPINFOEXW startup = {.StartupInfo.cb = sizeof(startup), .lpAttributeList = list};
    PROCESS_INFORMATION process;
    wchar_t line[] = L"cmd.exe /d /c exit";
    DWORD error = 0;

    InitializeProcThreadAttributeList(list, 1, 0, &size);
    UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles,
                              count * sizeof(*handles), NULL, NULL);
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, EXTENDED_STARTUPINFO_PRESENT, NULL, NULL,
                        &startup.StartupInfo, &process)) {
        error = GetLastError();
    } else {
        WaitForSingleObject(process.hProcess, INFINITE);
        CloseHandle(process.hThread);
        CloseHandle(process.hProcess);
    }
    DeleteProcThreadAttributeList(list);
    return error;
}

static void starting(void)
{
    SECURITY_ATTRIBUTES inherit = {sizeof(inherit), NULL, TRUE};
    HANDLE good[2];
    HANDLE bad[2];
    HANDLE private = CreateEventW(NULL, TRUE, FALSE, NULL);
    wchar_t path[512];
    ULONGLONG before = GetTickCount64();
    int i;

    CHECK(start_in(L"C:\\") == 0);
    CHECK(GetTickCount64() - before >= 31); /* two ticks; 50 ms at least */
    wcscpy(path, L"C:");
    for (i = 2; i < 262; i++) {
        path[i] = i % 100 == 2 ? L'\\' : L'a';
    }
    path[259] = 0;
    CHECK(start_in(path) == ERROR_DIRECTORY);

    good[0] = CreateEventW(&inherit, TRUE, FALSE, NULL);
    good[1] = CreateEventW(&inherit, TRUE, FALSE, NULL);
    CHECK(start_with(good, 2) == 0);
    bad[0] = bad[1] = good[0];
    CHECK(start_with(bad, 2) == ERROR_INVALID_PARAMETER);
    bad[1] = NULL;
    CHECK(start_with(bad, 2) == ERROR_INVALID_PARAMETER);
    bad[1] = private;
    CHECK(start_with(bad, 2) == ERROR_INVALID_PARAMETER);
    CloseHandle(good[0]);
    CloseHandle(good[1]);
    CloseHandle(private);
    CHECK(told("") == 0);
}

/* ---- handles ------------------------------------------------------------------------------ */

static DWORD WINAPI wait_for(void *event)
{
    return WaitForSingleObject(event, INFINITE);
}

/* Was the close of an event told, for which a thread waits? */
static int close_while_waiting(DWORD patience_ms)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    HANDLE again;
    HANDLE thread;
    int result;

    DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(), &again, 0, FALSE,
                    DUPLICATE_SAME_ACCESS);
    thread = CreateThread(NULL, 0, wait_for, event, 0, NULL);
    Sleep(patience_ms);
    CloseHandle(event);
    result = told("which a thread waits for");
    SetEvent(again);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CloseHandle(again);
    told(""); /* the thread may have begun to wait after the close */
    return result;
}

static void handles(void)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    HANDLE twice[2];
    DWORD patience;

    twice[0] = twice[1] = event;
    CHECK(WaitForMultipleObjects(2, twice, FALSE, 0) == WAIT_FAILED);
    CHECK(told("one of them twice") == 1);
    CloseHandle(event);
    CHECK(told("") == 0);
    SetEvent(event);
    CHECK(told("SetEvent with handle") == 1);
    CloseHandle(event);
    CHECK(told("which was closed") == 1);
    for (patience = 50; patience < 20000 && !close_while_waiting(patience); patience *= 2) {
    }
    CHECK(patience < 20000);
}

/* ---- ending, denied ----------------------------------------------------------------------- */

static HANDLE start_line(wchar_t *line)
{
    STARTUPINFOW startup = {.cb = sizeof(startup)};
    PROCESS_INFORMATION process = {0};

    CHECK(CreateProcessW(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process));
    CloseHandle(process.hThread);
    return process.hProcess;
}

static HANDLE start_program(const wchar_t *folder, const wchar_t *name)
{
    wchar_t line[2 * MAX_PATH];

    swprintf(line, sizeof(line) / sizeof(line[0]), L"\"%ls\\%ls\" 600000", folder, name);
    return start_line(line);
}

/* Did it live on for a while? */
static int end_slowly(HANDLE process)
{
    int lived;
    DWORD code = 0;

    CHECK(TerminateProcess(process, 7));
    lived = WaitForSingleObject(process, 0) == WAIT_TIMEOUT;
    CHECK(!TerminateProcess(process, 8) && GetLastError() == ERROR_ACCESS_DENIED);
    CHECK(WaitForSingleObject(process, INFINITE) == WAIT_OBJECT_0);
    CHECK(GetExitCodeProcess(process, &code) && code == 7);
    CHECK(!TerminateProcess(process, 9) && GetLastError() == ERROR_ACCESS_DENIED);
    return lived;
}

static void ending(void)
{
    int lived = 0;
    int i;

    for (i = 0; i < 20 && !lived; i++) {
        HANDLE process = start_program(_wgetenv(L"QP_TEST_CHILDREN"), L"sleep.exe");
        lived = end_slowly(process);
        CloseHandle(process);
    }
    CHECK(lived);
    CHECK(told("") == 0);
}

static void denied(void)
{
    const wchar_t *folder = _wgetenv(L"QP_TEST_TMP");
    wchar_t from[MAX_PATH];
    wchar_t to[MAX_PATH];
    HANDLE process;
    HANDLE job = CreateJobObjectW(NULL, NULL);

    swprintf(from, MAX_PATH, L"%ls\\sleep.exe", _wgetenv(L"QP_TEST_CHILDREN"));
    swprintf(to, MAX_PATH, L"%ls\\protected.exe", folder);
    CHECK(CopyFileW(from, to, FALSE));
    process = start_program(folder, L"protected.exe");
    CHECK(!TerminateProcess(process, 7) && GetLastError() == ERROR_ACCESS_DENIED);
    CHECK(WaitForSingleObject(process, 0) == WAIT_TIMEOUT);
    CHECK(AssignProcessToJobObject(job, process) && TerminateJobObject(job, 3));
    CHECK(WaitForSingleObject(process, INFINITE) == WAIT_OBJECT_0);
    CloseHandle(process);
    CloseHandle(job);
    CHECK(told("") == 0);
}

/* ---- threads ------------------------------------------------------------------------------ */

typedef LONG NTAPI process_function(HANDLE process);
typedef LONG NTAPI query_function(int class, void *information, ULONG size, ULONG *needed);

/* Does the list of processes say that all its threads are suspended? -1: it is not in the list. */
static int list_says_suspended(DWORD pid)
{
    static ULONGLONG bytes[65536];
    SYSTEM_PROCESS_INFORMATION *process = (void *)bytes;
    const SYSTEM_THREAD_INFORMATION *threads;
    query_function *query;
    int suspended = 1;
    ULONG i;

    find_in_ntdll("NtQuerySystemInformation", &query);
    if (query(SystemProcessInformation, bytes, sizeof(bytes), NULL) != 0) {
        return -1;
    }
    while ((DWORD)(ULONG_PTR)process->UniqueProcessId != pid) {
        if (process->NextEntryOffset == 0) {
            return -1;
        }
        process = (void *)((char *)process + process->NextEntryOffset);
    }
    threads = (const void *)(process + 1);
    for (i = 0; i < ((const ULONG *)process)[1]; i++) {
        suspended = suspended && threads[i].ThreadState == 5 && threads[i].WaitReason == 5;
    }
    return suspended;
}

static void threads(void)
{
    HANDLE process = start_program(_wgetenv(L"QP_TEST_CHILDREN"), L"sleep.exe");
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    HANDLE thread = CreateThread(NULL, 0, wait_for, event, 0, NULL);
    process_function *suspend;

    find_in_ntdll("NtSuspendProcess", &suspend);
    CHECK(list_says_suspended(GetProcessId(process)) == 0);
    CHECK(suspend(process) == 0);
    CHECK(list_says_suspended(GetProcessId(process)) == 1);
    CHECK(told("") == 0);
    CHECK(SuspendThread(thread) == 0 && ResumeThread(thread) == 1);
    CHECK(told("a thread is suspended") == 1);
    SetEvent(event);
    WaitForSingleObject(thread, INFINITE);
    TerminateProcess(process, 1);
    WaitForSingleObject(process, INFINITE);
    CloseHandle(thread);
    CloseHandle(event);
    CloseHandle(process);
}

/* ---- console ------------------------------------------------------------------------------ */

typedef struct console_read {
    HANDLE console;
    wchar_t units[80];
    DWORD count;
    BOOL result;
    DWORD error;
} console_read;

static DWORD WINAPI read_line(void *opaque)
{
    console_read *line = opaque;

    line->count = 1234;
    SetLastError(0);
    line->result = ReadConsoleW(line->console, line->units, 80, &line->count, NULL);
    line->error = GetLastError();
    return 0;
}

static void type(HANDLE console, const wchar_t *text)
{
    for (; *text != 0; text++) {
        INPUT_RECORD record = {.EventType = KEY_EVENT};
        DWORD written;
        record.Event.KeyEvent.bKeyDown = TRUE;
        record.Event.KeyEvent.wRepeatCount = 1;
        record.Event.KeyEvent.wVirtualKeyCode = *text == L'\r' ? VK_RETURN : 0;
        record.Event.KeyEvent.uChar.UnicodeChar = *text;
        CHECK(WriteConsoleInputW(console, &record, 1, &written));
    }
}

/* 0 as well when the read had not begun yet when the mode was set. */
static int sets_mode_afterwards(console_read *line, DWORD patience_ms)
{
    HANDLE thread = CreateThread(NULL, 0, read_line, line, 0, NULL);
    DWORD mode = 0;
    int result;

    Sleep(patience_ms);
    CHECK(SetConsoleMode(line->console, 0));
    CHECK(GetConsoleMode(line->console, &mode) && mode == 0);
    type(line->console, L"third");
    result = WaitForSingleObject(thread, 500) == WAIT_TIMEOUT;
    type(line->console, L"\r");
    CHECK(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0);
    CloseHandle(thread);
    CHECK(!result || line->count == 7);
    CHECK(GetConsoleMode(line->console, &mode) && mode == 0);
    FlushConsoleInputBuffer(line->console);
    CHECK(SetConsoleMode(line->console, ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT));
    return result;
}

/* A read that is cancelled takes a line; the mode that is set during a read comes after it. */
/* Types "food", a Tab behind the "fo", and reads until the Tab. */
static void read_until_tab(console_read *line)
{
    CONSOLE_READCONSOLE_CONTROL control = {sizeof(control), 0, 1 << L'\t', 0};
    INPUT_RECORD left = {.EventType = KEY_EVENT};
    DWORD written;

    left.Event.KeyEvent.bKeyDown = TRUE;
    left.Event.KeyEvent.wRepeatCount = 1;
    left.Event.KeyEvent.wVirtualKeyCode = VK_LEFT;
    type(line->console, L"food");
    for (int i = 0; i < 2; i++) {
        CHECK(WriteConsoleInputW(line->console, &left, 1, &written));
    }
    type(line->console, L"\t");
    CHECK(ReadConsoleW(line->console, line->units, 80, &line->count, &control));
}

/* As a newer host gives it, or an older one; both come up. */
static void wakes_in_the_middle(console_read *line)
{
    int seen = 0;

    CHECK(SetConsoleMode(line->console, ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT |
                                            ENABLE_INSERT_MODE | ENABLE_EXTENDED_FLAGS));
    for (int i = 0; i < 200 && seen != 3; i++) {
        int is_cut;
        int is_overwritten;
        read_until_tab(line);
        is_cut = line->count == 3 && wcsncmp(line->units, L"fo\t", 3) == 0;
        is_overwritten = line->count == 5 && wcsncmp(line->units, L"fo\td ", 5) == 0;
        CHECK(is_cut || is_overwritten);
        seen |= is_cut ? 1 : 2;
    }
    CHECK(seen == 3);
}

static void open_console(console_read *line)
{
    DWORD mode = 0;

    FreeConsole();
    CHECK(AllocConsole());
    line->console = CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE,
                                FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    CHECK(GetConsoleMode(line->console, &mode) && mode & ENABLE_LINE_INPUT);
}

/* 0 when the cancellation met the thread in another call than the read: just before or after it. */
static int cancels_line(console_read *line)
{
    HANDLE thread = CreateThread(NULL, 0, read_line, line, 0, NULL);

    while (WaitForSingleObject(thread, 200) == WAIT_TIMEOUT) {
        CancelSynchronousIo(thread);
    }
    CloseHandle(thread);
    return line->result && line->error == ERROR_OPERATION_ABORTED && line->count == 1234;
}

static void console(void)
{
    console_read line = {0};
    DWORD patience;
    int tries = 1;

    open_console(&line);
    while (!cancels_line(&line) && tries++ < 20) {
        CloseHandle(line.console);
        open_console(&line);
    }
    CHECK(tries <= 20);
    CHECK(told("a read of a line was cancelled") > 0);
    type(line.console, L"first\rsecond\r");
    read_line(&line);
    CHECK(line.result && line.count == 8 && wcsncmp(line.units, L"second\r\n", 8) == 0);

    for (patience = 50; patience < 20000 && !sets_mode_afterwards(&line, patience); patience *= 2) {
    }
    CHECK(patience < 20000);
    wakes_in_the_middle(&line);
    CloseHandle(line.console);
    CHECK(told("") == 0);
}

/* ---- pipes -------------------------------------------------------------------------------- */

static void nothing_written(void)
{
    HANDLE read;
    HANDLE write;
    DWORD written;

    CHECK(CreatePipe(&read, &write, NULL, 0));
    CHECK(WriteFile(write, "x", 1, &written, NULL) && told("pipes") == 0);
    WriteFile(write, "", 0, &written, NULL);
    CHECK(told("nothing is written") == 1);
    CloseHandle(write);
    CloseHandle(read);
}

/* ---- scanner ------------------------------------------------------------------------------ */

static void renames(void)
{
    wchar_t folder[MAX_PATH];
    wchar_t from[MAX_PATH];
    wchar_t to[MAX_PATH + 8];

    GetTempPathW(MAX_PATH, folder);
    CHECK(GetTempFileNameW(folder, L"qp", 0, from) != 0);
    _snwprintf(to, MAX_PATH + 8, L"%ls.moved", from);
    CHECK(MoveFileExW(from, to, 0) && MoveFileExW(to, from, 0));
    GetModuleFileNameW(NULL, folder, MAX_PATH);
    CHECK(CopyFileW(folder, from, FALSE));
    CHECK(!MoveFileExW(from, to, 0) && GetLastError() == ERROR_SHARING_VIOLATION);
    CHECK(MoveFileExW(from, to, 0));
    DeleteFileW(to);
}

/* ---- pipes: names -------------------------------------------------------------------------- */

/* So many names of the listing begin with `prefix` and go on with `rest` (NULL: anything). */
static int listed(const wchar_t *prefix, const wchar_t *rest)
{
    WIN32_FIND_DATAW entry;
    wchar_t pattern[MAX_PATH];
    HANDLE search;
    int count = 0;

    swprintf(pattern, MAX_PATH, L"\\\\.\\pipe\\%ls*", prefix);
    search = FindFirstFileW(pattern, &entry);
    if (search == INVALID_HANDLE_VALUE) {
        return -1;
    }
    do {
        CHECK(wcsncmp(entry.cFileName, prefix, wcslen(prefix)) == 0);
        count += rest == NULL || wcscmp(entry.cFileName + wcslen(prefix), rest) == 0;
    } while (FindNextFileW(search, &entry));
    CHECK(GetLastError() == ERROR_NO_MORE_FILES);
    FindClose(search);
    return count;
}

static void open_pipe(const wchar_t *path)
{
    HANDLE file = CreateFileW(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);

    if (file != INVALID_HANDLE_VALUE) {
        CloseHandle(file);
    }
}

/* A pipe is listed until it is closed, among names that nothing should open. */
static void pipes(void)
{
    HANDLE pipe = CreateNamedPipeW(L"\\\\.\\pipe\\model-itself-mine", PIPE_ACCESS_DUPLEX,
                                   PIPE_TYPE_BYTE, 1, 0, 0, 0, NULL);
    int hostile;

    CHECK(pipe != INVALID_HANDLE_VALUE);
    CHECK(listed(L"model-itself-", L"mine") == 1);
    hostile = listed(L"model-itself-", NULL) - 1;
    CHECK(hostile > 1);
    CHECK(listed(L"model-itself-", L"x\\..\\..\\C:\\windows\\win.ini") == 1);
    CHECK(told("") == 0);
    open_pipe(L"\\\\?\\pipe\\model-itself-x\\..\\..\\C:\\windows\\win.ini");
    CHECK(told("") == 0);
    open_pipe(L"\\\\.\\pipe\\model-itself-x\\..\\..\\C:\\windows\\win.ini");
    CHECK(told("leads elsewhere") == 1);
    CloseHandle(pipe);
    CHECK(listed(L"model-itself-", L"mine") == 0);
    CHECK(listed(L"model-itself-", NULL) == hostile);
}

/* ---- reused ------------------------------------------------------------------------------- */

static int is_listed(HANDLE job, DWORD pid)
{
    union {
        JOBOBJECT_BASIC_PROCESS_ID_LIST list;
        ULONG_PTR words[16];
    } members = {0};
    const ULONG_PTR *pids = members.list.ProcessIdList;
    DWORD i;

    CHECK(QueryInformationJobObject(job, JobObjectBasicProcessIdList, &members, sizeof(members),
                                    NULL));
    for (i = 0; i < members.list.NumberOfProcessIdsInList; i++) {
        if (pids[i] == pid) {
            return 1;
        }
    }
    return 0;
}

/* In a process of its own, which the rule knows by the environment. The list of a job names a
 * process that is no member. */
static void reused(DWORD bystander)
{
    HANDLE job = CreateJobObjectW(NULL, NULL);
    HANDLE member = start_program(_wgetenv(L"QP_TEST_CHILDREN"), L"sleep.exe");
    HANDLE other = OpenProcess(PROCESS_TERMINATE | PROCESS_QUERY_INFORMATION, FALSE, bystander);
    BOOL is_member = TRUE;

    CHECK(AssignProcessToJobObject(job, member));
    CHECK(is_listed(job, GetProcessId(member)));
    CHECK(is_listed(job, bystander));
    CHECK(other != NULL && IsProcessInJob(other, job, &is_member) && !is_member);
    CHECK(told("") == 0);
    TerminateProcess(other, 1);
    CHECK(told("no member of the group") == 1);
    CHECK(TerminateJobObject(job, 1));
    WaitForSingleObject(member, INFINITE);
    CloseHandle(other);
    CloseHandle(member);
    CloseHandle(job);
}

static void start_reused(const wchar_t *self)
{
    HANDLE bystander = start_program(_wgetenv(L"QP_TEST_CHILDREN"), L"sleep.exe");
    STARTUPINFOW startup = {.cb = sizeof(startup)};
    PROCESS_INFORMATION process = {0};
    wchar_t text[MAX_PATH];
    DWORD code = 1;

    swprintf(text, MAX_PATH, L"%lu", GetProcessId(bystander));
    SetEnvironmentVariableW(L"QP_MODEL_REUSED", text);
    swprintf(text, MAX_PATH, L"\"%ls\" reused", self);
    CHECK(CreateProcessW(NULL, text, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process));
    CHECK(WaitForSingleObject(process.hProcess, INFINITE) == WAIT_OBJECT_0);
    CHECK(GetExitCodeProcess(process.hProcess, &code) && code == 0);
    SetEnvironmentVariableW(L"QP_MODEL_REUSED", NULL);
    TerminateProcess(bystander, 1);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    CloseHandle(bystander);
    CHECK(told("") == 0);
}

/* ---- overlapped --------------------------------------------------------------------------- */

/* A read that is pending. */
typedef struct pending_read {
    OVERLAPPED overlapped;
    char bytes[16];
} pending_read;

static pending_read *start_read(HANDLE pipe)
{
    pending_read *one = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof(*one));

    CHECK(!ReadFile(pipe, one->bytes, sizeof(one->bytes), NULL, &one->overlapped));
    CHECK(GetLastError() == ERROR_IO_PENDING);
    return one;
}

static void overlapped(void)
{
    static const wchar_t name[] = L"\\\\.\\pipe\\model-itself-overlapped";
    HANDLE pipe = CreateNamedPipeW(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED, PIPE_TYPE_BYTE,
                                   1, 0, 0, 0, NULL);
    HANDLE client =
        CreateFileW(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    pending_read *one = start_read(pipe);
    DWORD size;

    /* As it should be. */
    CancelIoEx(pipe, &one->overlapped);
    CHECK(!GetOverlappedResult(pipe, &one->overlapped, &size, TRUE));
    CHECK(HeapFree(GetProcessHeap(), 0, one));
    CHECK(told("") == 0);

    /* A cancel is not an end. */
    one = start_read(pipe);
    CancelIoEx(pipe, &one->overlapped);
    ReadFile(pipe, one->bytes, sizeof(one->bytes), NULL, &one->overlapped);
    CHECK(told("OVERLAPPED that the system still uses") == 1);
    CancelIoEx(pipe, &one->overlapped);
    GetOverlappedResult(pipe, &one->overlapped, &size, TRUE);
    HeapFree(GetProcessHeap(), 0, one);
    CHECK(told("") == 0);
    one = start_read(pipe);
    CancelIoEx(pipe, &one->overlapped);
    HeapFree(GetProcessHeap(), 0, one);
    CHECK(told("memory is freed that the system still uses") == 1);
    CloseHandle(client);
    CloseHandle(pipe);
}

/* ---- exit --------------------------------------------------------------------------------- */

static SRWLOCK lock = SRWLOCK_INIT;
__declspec(dllimport) void at_the_end(void (*call)(void));

static void take_lock(void)
{
    AcquireSRWLockExclusive(&lock);
}

static DWORD WINAPI wait_for_byte(void *stream)
{
    return (DWORD)fgetc(stream);
}

/* In a process of its own: a stream in which a thread waits for input, or a lock that was taken
 * before. Returns before that thread waits if it is slow. */
static int end_process(const wchar_t *how, DWORD patience_ms)
{
    int fds[2];

    if (wcscmp(how, L"stream") == 0) {
        _pipe(fds, 4096, _O_BINARY | _O_NOINHERIT);
        CloseHandle(CreateThread(NULL, 0, wait_for_byte, _fdopen(fds[0], "rb"), 0, NULL));
        Sleep(patience_ms);
    } else {
        AcquireSRWLockExclusive(&lock);
        ReleaseSRWLockExclusive(&lock);
        at_the_end(take_lock);
    }
    return 0;
}

static void run_itself(const wchar_t *self, const wchar_t *arguments)
{
    wchar_t line[2 * MAX_PATH];
    HANDLE process;

    swprintf(line, sizeof(line) / sizeof(line[0]), L"\"%ls\" %ls", self, arguments);
    process = start_line(line);
    CHECK(WaitForSingleObject(process, INFINITE) == WAIT_OBJECT_0);
    CloseHandle(process);
}

static void ends(const wchar_t *self)
{
    wchar_t arguments[40];
    int patience_ms;

    run_itself(self, L"lock 0");
    CHECK(told("a lock of a thread that ExitProcess has ended") == 1);
    for (patience_ms = 100; patience_ms < 20000; patience_ms *= 2) {
        swprintf(arguments, 40, L"stream %d", patience_ms);
        run_itself(self, arguments);
        if (told("exit waits for stream") == 1) {
            break;
        }
    }
    CHECK(patience_ms < 20000);
}

/* ---- clock -------------------------------------------------------------------------------- */

/* Times are those of a tick. */
static void ticks(void)
{
    FILETIME now;
    int i;

    for (i = 0; i < 10; i++) {
        Sleep(1);
        GetSystemTimeAsFileTime(&now);
        CHECK(((ULONGLONG)now.dwHighDateTime << 32 | now.dwLowDateTime) % 156250 == 0);
    }
}

/* ---- packets ------------------------------------------------------------------------------ */

typedef LONG WINAPI create_function(HANDLE *, ULONG, void *);
typedef LONG WINAPI associate_function(HANDLE, HANDLE, HANDLE, void *, void *, LONG, ULONG_PTR,
                                       BOOLEAN *);

static int arrives(HANDLE port, DWORD timeout_ms, ULONG_PTR expected)
{
    OVERLAPPED *overlapped;
    ULONG_PTR key = 0;
    DWORD number;

    return GetQueuedCompletionStatus(port, &number, &key, &overlapped, timeout_ms) &&
           key == expected;
}

static void packets(void)
{
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    associate_function *associate;
    create_function *create;
    BOOLEAN signaled = TRUE;
    char mark;
    HANDLE packet;

    find_in_ntdll("NtCreateWaitCompletionPacket", &create);
    find_in_ntdll("NtAssociateWaitCompletionPacket", &associate);
    CHECK(create(&packet, GENERIC_ALL, NULL) == 0);
    CHECK(associate(packet, port, event, &mark, NULL, 0, 0, &signaled) == 0 && !signaled);
    CHECK(associate(packet, port, event, &mark, NULL, 0, 0, NULL) < 0); /* it is in use */
    CHECK(!arrives(port, 50, (ULONG_PTR)&mark));
    SetEvent(event);
    CHECK(arrives(port, 30000, (ULONG_PTR)&mark));
    /* It serves once, and then again; what is signaled already arrives as well. */
    CHECK(!arrives(port, 50, (ULONG_PTR)&mark));
    CHECK(associate(packet, port, event, &mark, NULL, 0, 0, &signaled) == 0 && signaled);
    CHECK(arrives(port, 30000, (ULONG_PTR)&mark));
    CHECK(CloseHandle(packet));
    CHECK(associate(packet, port, event, NULL, NULL, 0, 0, NULL) < 0);
    CloseHandle(event);
    CloseHandle(port);
}

int wmain(int argc, wchar_t **argv);

int wmain(int argc, wchar_t **argv)
{
    GetEnvironmentVariableW(L"QP_MODEL_REPORT", report, MAX_PATH);
    DeleteFileW(report);
    if (argc > 2) {
        return end_process(argv[1], wcstoul(argv[2], NULL, 10));
    }
    if (argc > 1) {
        reused(wcstoul(_wgetenv(L"QP_MODEL_REUSED"), NULL, 10));
        return failures != 0;
    }
    serial();
    starting();
    handles();
    ending();
    denied();
    threads();
    nothing_written();
    renames();
    pipes();
    start_reused(argv[0]);
    overlapped();
    packets();
    ends(argv[0]);
    ticks();
    console();
    return failures != 0;
}
