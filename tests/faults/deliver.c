/* Signals that are handled: sent to a process that listens, and arriving in one that begins to. */
#include "support/listing.h"
#include "support/on_windows.h"
#include "support/programs.h"
#include "support/walk.h"

#include <quickproc/signal.h>
#include <stdio.h>

/* ---- A process that listens: this program, started again --------------------------------- */

static HANDLE arrival_event(DWORD pid)
{
    wchar_t name[64];

    swprintf(name, sizeof(name) / sizeof(name[0]), L"quickproc-faults-%lu", pid);
    return CreateEventW(NULL, FALSE, FALSE, name);
}

static void on_signal(void *event)
{
    qp_signals_take();
    SetEvent(event);
}

/* Tells of each SIGUSR1, until it is ended. */
int deliver_target(void)
{
    qp_signals_set_notify(on_signal, arrival_event(GetCurrentProcessId()));
    if (qp_signal_set(QP_SIGUSR1, QP_SIGNAL_HANDLED) < 0) {
        return 1;
    }
    SetEvent(arrival_event(GetCurrentProcessId()));
    Sleep(INFINITE);
    return 0;
}

static int target;
static HANDLE arrived;

/* In the first run, which has no faults. */
static void need_target(void)
{
    static wchar_t self[MAX_PATH];
    const wchar_t *args[] = {self, L"target"};
    qp_spawn_options options = program_options(args, 2);

    if (target != 0) {
        return;
    }
    GetModuleFileNameW(NULL, self, MAX_PATH);
    options.flags = QP_NEW_PROCESS_GROUP;
    target = program_start(&options);
    arrived = arrival_event((DWORD)target);
    WaitForSingleObject(arrived, 60000);
}

static void end(void)
{
    if (target > 0) {
        qp_kill(target, QP_SIGKILL);
        program_reap(target);
        CloseHandle(arrived);
    }
}

static void deliver_to(int pid)
{
    int result;

    /* An earlier one may have come twice. */
    ResetEvent(arrived);
    TRY(result, qp_kill(pid, QP_SIGUSR1));
    if (result == 0 && WaitForSingleObject(arrived, 10000) != WAIT_OBJECT_0) {
        walk_wrong("the signal does not arrive");
    }
}

static void to_child(void)
{
    need_target();
    deliver_to(target);
}

static void to_group(void)
{
    need_target();
    deliver_to(-target);
}

/* ---- Pipes that others have made ---------------------------------------------------------- */

/* Names that lead to files (promises.c sees what is opened), among those of the target. */
static void hostile_names(void)
{
    need_target();
    listing_set(LISTING_HOSTILE);
    deliver_to(target);
    listing_set(LISTING_OF_SYSTEM);
}

/* The signal cannot be sent, which is no reason to end the target. */
static void refused(int pid, int expected)
{
    int result = qp_kill(pid, QP_SIGUSR1);

    if (result != expected) {
        walk_told(result);
        result = qp_kill(pid, QP_SIGUSR1);
    }
    if (result != expected) {
        walk_wrong("%d", result);
    }
}

static void endless_names(void)
{
    need_target();
    listing_set(LISTING_ENDLESS);
    refused(target, -EAGAIN);
    if (listing_names() > 100) {
        walk_wrong("%ld names were looked at", listing_names());
    }
    listing_set(LISTING_OF_SYSTEM);
    deliver_to(target);
}

/*
 * A target that is stopped, and all its pipes have a client: it has the signal already. The second
 * time that the sender looks it sees no pipe before its time is over.
 */
static void slow_names(void)
{
    HANDLE held[8];
    int result;
    int count;

    need_target();
    listing_set(LISTING_HOSTILE);
    deliver_to(target);
    TRY(result, qp_kill(target, QP_SIGSTOP));
    count = listing_hold(held, 8);
    listing_set(LISTING_SLOW);
    result = qp_kill(target, QP_SIGUSR1);
    if (result != 0) {
        walk_told(result);
        listing_set(LISTING_SLOW);
        result = qp_kill(target, QP_SIGUSR1);
    }
    if (result != 0 || count == 0) {
        walk_wrong("%d, with %d pipes held", result, count);
    }
    listing_set(LISTING_OF_SYSTEM);
    while (count > 0) {
        CloseHandle(held[--count]);
    }
    TRY(result, qp_kill(target, QP_SIGCONT));
}

/* It does not listen; that cannot be seen. */
static void forbidden_names(void)
{
    const wchar_t *args[] = {program_path(L"sleep"), L"60000"};
    qp_spawn_options options = program_options(args, 2);
    int pid = program_start(&options);
    int result;

    if (pid <= 0) {
        return;
    }
    listing_set(LISTING_FORBIDDEN);
    refused(pid, -EACCES);
    listing_set(LISTING_OF_SYSTEM);
    TRY(result, qp_kill(pid, QP_SIGUSR1));
    program_wait(pid, result == 0 ? QP_SIGUSR1 : 0);
}

/* ---- A process that begins to listen ------------------------------------------------------ */

/* Another process of this user. */
int deliver_send(int pid)
{
    return qp_kill(pid, QP_SIGHUP) < 0;
}

static int send_from_elsewhere(void)
{
    wchar_t self[MAX_PATH];
    wchar_t line[64];
    STARTUPINFOW startup = {.cb = sizeof(startup)};
    PROCESS_INFORMATION process;
    DWORD code = 1;

    GetModuleFileNameW(NULL, self, MAX_PATH);
    swprintf(line, sizeof(line) / sizeof(line[0]), L"faults send %lu", GetCurrentProcessId());
    if (!CreateProcessW(self, line, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process)) {
        return 0;
    }
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    return code == 0;
}

/* Not SIGTERM, which loads user32.dll where there is no console: Wine starts a process for that. */
static void listen_run(void)
{
    int result;

    TRY(result, qp_signal_set(QP_SIGHUP, QP_SIGNAL_HANDLED));
    if (result == 0 &&
        (!send_from_elsewhere() || !(qp_signals_take() & (uint32_t)1 << QP_SIGHUP))) {
        walk_wrong("the signal does not arrive");
    }
}

/* No pipes: an error, but not where the system forbids them to everybody. */
static void unheard(windows_pipes pipes, int expected)
{
    int result;

    windows_let_pipes(pipes);
    result = qp_signal_set(QP_SIGUSR1, QP_SIGNAL_HANDLED);
    if (result != expected) {
        walk_told(result);
        result = qp_signal_set(QP_SIGUSR1, QP_SIGNAL_HANDLED);
    }
    if (result != expected) {
        walk_wrong("%d", result);
    }
    windows_let_pipes(PIPES_ALLOWED);
}

static void forbidden_pipes(void)
{
    unheard(PIPES_FORBIDDEN, -EACCES);
}

static void contained(void)
{
    unheard(PIPES_CONTAINED, 0);
}

static void to_self(void)
{
    int result;

    TRY(result, qp_signal_set(QP_SIGUSR2, QP_SIGNAL_HANDLED));
    TRY(result, qp_kill(qp_getpid(), QP_SIGUSR2));
    if (!(qp_signals_take() & (uint32_t)1 << QP_SIGUSR2)) {
        walk_wrong("the signal does not arrive");
    }
}

/* What a host asks about signals, and sleeping until one comes. */
static void asked(void)
{
    qp_sleep_interrupt();
    if (qp_sleep(1) != 0 || qp_signal_get(QP_SIGKILL) != QP_SIGNAL_DEFAULT ||
        qp_signal_of_event(CTRL_BREAK_EVENT) != QP_SIGBREAK) {
        walk_wrong("a signal is not what it is");
    }
}

/* The end of a child as a signal. */
static void child_ended(void)
{
    const wchar_t *args[] = {program_path(L"exit"), L"7"};
    qp_spawn_options options = program_options(args, 2);
    int result;
    int pid;
    int i;

    TRY(result, qp_signal_set(QP_SIGCHLD, QP_SIGNAL_HANDLED));
    pid = program_start(&options);
    for (i = 0; pid > 0 && i < 5000 && !(qp_signals_pending() & (uint32_t)1 << QP_SIGCHLD); i++) {
        Sleep(2);
    }
    if (!(qp_signals_take() & (uint32_t)1 << QP_SIGCHLD)) {
        walk_wrong("the end of the child is not told");
    }
    program_wait(pid, (qp_status)7 * 256);
}

static const exemption while_delivering[] = {
    {"ReadFile", 0, "a conversation that went wrong begins anew"},
    {"WriteFile", 0, "a conversation that went wrong begins anew"},
    {"WaitForSingleObject", 0, "only to see whether the target has ended meanwhile"},
    {NULL, 0, NULL}};

static const exemption while_looking_again[] = {
    {"ReadFile", 0, "a conversation that went wrong begins anew"},
    {"WriteFile", 0, "a conversation that went wrong begins anew"},
    {"WaitForSingleObject", 0, "only to see whether the target has ended meanwhile"},
    {"CreateFileW", 0, "it looks again while a pipe is busy"},
    {"FindFirstFileW", 0, "it looks again while a pipe is busy"},
    {"FindNextFileW", 0, "it looks again while a pipe is busy"},
    {NULL, 0, NULL}};

static const exemption while_listening[] = {
    LISTENS,
    {"ReadFile", 0, "the client comes again"},
    {"WriteFile", 0, "the client comes again"},
    {"WaitForSingleObject", 0, "the thread comes to this pipe again"},
    {"SetConsoleCtrlHandler", 0, "an older handler stays, or the next one replaces it"},
    {NULL, 0, NULL}};

static const exemption while_unheard[] = {
    LISTENS,
    {"InitOnceExecuteOnce", -EACCES, "an app container that cannot be recognised is none"},
    {"InitOnceExecuteOnce", 0, "which is what it is told anyway"},
    {"OpenProcessToken", -EACCES, "an app container that cannot be recognised is none"},
    {"OpenProcessToken", 0, "which is what it is told anyway"},
    {"GetTokenInformation", -EACCES, "an app container that cannot be recognised is none"},
    {"GetTokenInformation", 0, "which is what it is told anyway"},
    {NULL, 0, NULL}};

static const exemption while_told[] = {
    WAITS,
    {"WaitForSingleObject", 0, "what could not be seen at once a thread tells"},
    {NULL, 0, NULL}};

static const scenario scenarios[] = {
    {"to-child", to_child, while_delivering, 0},
    {"to-group", to_group, while_delivering, 0},
    {"hostile-names", hostile_names, while_delivering, 0},
    {"endless-names", endless_names, while_delivering, 0},
    {"slow-names", slow_names, while_looking_again, 0},
    {"forbidden-names", forbidden_names, while_marking, 0},
    {"to-self", to_self, while_listening, 1},
    {"asked", asked, NULL, 0},
    {"listen", listen_run, while_listening, 1},
    {"forbidden-pipes", forbidden_pipes, while_unheard, 1},
    {"contained", contained, while_unheard, 1},
    {"child-ended", child_ended, while_told, 1},
};

const subject subject_deliver = {"deliver", NULL, end, scenarios,
                                 sizeof(scenarios) / sizeof(scenarios[0])};
