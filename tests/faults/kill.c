/* Signals to children, to groups and to processes that are neither. */
#include "support/programs.h"
#include "support/promises.h"
#include "support/walk.h"
#include "support/on_windows.h"

#include <stdint.h>
#include <string.h>
#include <tlhelp32.h>

static const wchar_t *sleep_program;

static void prepare(void)
{
    sleep_program = program_path(L"sleep");
}

static int start(uint32_t flags)
{
    const wchar_t *args[] = {sleep_program, L"60000"};
    qp_spawn_options options = program_options(args, 2);

    options.flags = flags;
    return program_start(&options);
}

/* With an error it was not sent: once more. */
static void send(int pid, int signal)
{
    int result;

    TRY(result, qp_kill(pid, signal));
}

static void end_child(int signal)
{
    int pid = start(0);

    send(pid, 0);
    send(pid, signal);
    program_wait(pid, signal);
}

static void terminate(void)
{
    end_child(QP_SIGTERM);
}

static void kill_at_once(void)
{
    end_child(QP_SIGKILL);
}

/* The one that Wine never says: just ending is no error. */
static void end_what_is_ending(void)
{
    int pid = start(0);

    promises_let_processes_refuse(REFUSE_WHILE_ENDING);
    send(pid, QP_SIGSTOP);
    send(pid, QP_SIGKILL);
    promises_let_processes_refuse(REFUSE_NOT);
    program_wait(pid, QP_SIGKILL);
}

static void expect_result(int pid, int signal, int expected)
{
    int result = qp_kill(pid, signal);

    if (result != expected) {
        walk_told(result);
        result = qp_kill(pid, signal);
    }
    if (result != expected) {
        walk_wrong("%d, not %d", result, expected);
    }
}

/* One that lives on has not been sent anything, be it alone or in a group. */
static void end_what_is_protected(void)
{
    int pid = start(QP_NEW_PROCESS_GROUP);

    promises_let_processes_refuse(REFUSE_FOR_GOOD);
    expect_result(pid, QP_SIGKILL, -EPERM);
    expect_result(-pid, QP_SIGTERM, -EPERM);
    promises_let_processes_refuse(REFUSE_NOT);
    send(pid, QP_SIGKILL);
    program_wait(pid, QP_SIGKILL);
}

/* ---- Suspended ----------------------------------------------------------------------------- */

static int thread_is_suspended(DWORD id)
{
    HANDLE thread = OpenThread(THREAD_SUSPEND_RESUME, FALSE, id);
    DWORD count = SuspendThread(thread);

    ResumeThread(thread);
    CloseHandle(thread);
    return count > 0;
}

static int is_suspended(int pid)
{
    HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    THREADENTRY32 thread = {.dwSize = sizeof(thread)};
    int suspended = 0;
    BOOL more;

    for (more = Thread32First(snapshot, &thread); more; more = Thread32Next(snapshot, &thread)) {
        if (thread.th32OwnerProcessID == (DWORD)pid) {
            suspended = thread_is_suspended(thread.th32ThreadID);
        }
    }
    CloseHandle(snapshot);
    return suspended;
}

static void expect_suspended(int pid, int expected)
{
    if (is_suspended(pid) != expected) {
        walk_wrong("the process is %ssuspended", expected ? "not " : "");
    }
}

/* `target`: the process, or minus its group. */
static void stop_and_continue(int pid, int target)
{
    send(target, QP_SIGSTOP);
    expect_suspended(pid, 1);
    send(target, QP_SIGCONT);
    expect_suspended(pid, 0);
}

static void stop_child(void)
{
    int pid = start(0);

    if (pid > 0) {
        stop_and_continue(pid, pid);
        send(pid, QP_SIGKILL);
        program_wait(pid, QP_SIGKILL);
    }
}

/* Where the system tells it, no thread is touched to find out. */
static void stop_told(void)
{
    int pid = start(0);

    if (pid <= 0) {
        return;
    }
    windows_tell_threads_of((DWORD)pid);
    stop_and_continue(pid, pid);
    send(pid, QP_SIGSTOP);
    send(pid, QP_SIGSTOP);
    send(pid, QP_SIGCONT);
    expect_suspended(pid, 0);
    if (windows_suspensions() != 0) {
        walk_wrong("%ld suspensions", windows_suspensions());
    }
    windows_tell_threads_of(0);
    send(pid, QP_SIGKILL);
    program_wait(pid, QP_SIGKILL);
}

/* ---- Groups ------------------------------------------------------------------------------ */

static void end_group(int signal)
{
    int pid = start(QP_NEW_PROCESS_GROUP);

    if (pid > 0) {
        send(-pid, 0);
        send(-pid, signal);
        program_wait(pid, signal);
    }
}

static void terminate_group(void)
{
    end_group(QP_SIGTERM);
}

static void kill_group(void)
{
    end_group(QP_SIGKILL);
}

static void interrupt_group(void)
{
    end_group(QP_SIGINT);
}

/* To a program on our console that leads a group SIGINT goes as an event. cmd.exe would ask a
 * question then, which waits for an answer. */
static void interrupt_batch_group(void)
{
    const wchar_t *args[] = {L"cmd", L"/d /c pause"};
    qp_spawn_options options = program_options(args, 2);
    int fds[2];
    int pid;
    int result;

    TRY(result, qp_pipe(fds));
    options.flags = QP_NEW_PROCESS_GROUP;
    options.fds[0] = fds[0];
    pid = program_start(&options);
    windows_share_console_with((DWORD)pid);
    send(pid, QP_SIGINT);
    if (windows_events() != 0) {
        walk_wrong("an event was sent");
    }
    windows_share_console_with(0);
    program_wait(pid, QP_SIGINT);
    descriptor_close(fds[0]);
    descriptor_close(fds[1]);
}

static void interrupt_group_on_console(void)
{
    int pid = start(QP_NEW_PROCESS_GROUP);

    windows_share_console_with((DWORD)pid);
    send(pid, QP_SIGINT);
    send(-pid, QP_SIGBREAK);
    if (windows_events() != 2) {
        walk_wrong("%ld events were sent", windows_events());
    }
    windows_share_console_with(0);
    send(pid, QP_SIGKILL);
    program_wait_either(pid, QP_SIGKILL, QP_SIGBREAK);
}

static void stop_group(void)
{
    int pid = start(QP_NEW_PROCESS_GROUP);

    if (pid > 0) {
        stop_and_continue(pid, -pid);
        send(-pid, QP_SIGKILL);
        program_wait(pid, QP_SIGKILL);
    }
}

/* ---- Processes that the library did not start ---------------------------------------------- */

static HANDLE start_stranger(int *pid)
{
    wchar_t line[MAX_PATH + 20];
    STARTUPINFOW startup = {.cb = sizeof(startup)};
    PROCESS_INFORMATION process;

    swprintf(line, sizeof(line) / sizeof(line[0]), L"\"%ls\" 60000", sleep_program);
    if (!CreateProcessW(sleep_program, line, NULL, NULL, FALSE, 0, NULL, NULL, &startup,
                        &process)) {
        walk_wrong("no stranger");
        return NULL;
    }
    CloseHandle(process.hThread);
    *pid = (int)process.dwProcessId;
    return process.hProcess;
}

static void end_stranger(int signal)
{
    int pid;
    HANDLE process = start_stranger(&pid);
    DWORD code = 0;

    if (process == NULL) {
        return;
    }
    send(pid, 0);
    send(pid, signal);
    if (WaitForSingleObject(process, 10000) != WAIT_OBJECT_0 ||
        !GetExitCodeProcess(process, &code) || code != 128 + (DWORD)signal) {
        walk_wrong("exit code %lu", code);
        TerminateProcess(process, 1);
    }
    CloseHandle(process);
}

static void terminate_stranger(void)
{
    end_stranger(QP_SIGTERM);
}

static void kill_stranger(void)
{
    end_stranger(QP_SIGKILL);
}

static void stop_stranger(void)
{
    int pid;
    HANDLE process = start_stranger(&pid);

    if (process != NULL) {
        stop_and_continue(pid, pid);
        TerminateProcess(process, 1);
        WaitForSingleObject(process, INFINITE);
        CloseHandle(process);
    }
}

static void nobody(void)
{
    /* No number of a process is that high. */
    int result = qp_kill(0x7ffffff0, 0);

    if (result != -ESRCH) {
        walk_told(result);
        result = qp_kill(0x7ffffff0, 0);
    }
    if (result != -ESRCH) {
        walk_wrong("there is somebody: %d", result);
    }
}

static const scenario scenarios[] = {
    {"terminate", terminate, while_waiting, 0},
    {"kill", kill_at_once, while_waiting, 0},
    {"ending", end_what_is_ending, while_waiting, 0},
    {"protected", end_what_is_protected, while_marking, 0},
    {"stop", stop_child, while_waiting, 0},
    {"stop-told", stop_told, while_waiting, 0},
    {"terminate-group", terminate_group, while_marking, 0},
    {"kill-group", kill_group, while_marking, 0},
    {"interrupt-group", interrupt_group, while_marking, 0},
    {"interrupt-batch-group", interrupt_batch_group, while_waiting, 0},
    {"interrupt-group-on-console", interrupt_group_on_console, while_marking, 0},
    {"stop-group", stop_group, while_marking, 0},
    {"terminate-stranger", terminate_stranger, NULL, 0},
    {"kill-stranger", kill_stranger, NULL, 0},
    {"stop-stranger", stop_stranger, NULL, 0},
    {"nobody", nobody, NULL, 0},
};

const subject subject_kill = {"kill", prepare, NULL, scenarios,
                              sizeof(scenarios) / sizeof(scenarios[0])};
