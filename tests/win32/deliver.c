/*
 * Signals from process to process: what the target's handler sees, what its parent sees, what the
 * sender is told.
 */
#include "../core/test.h"
#include "support/signal_target.h"

#include <errno.h>
#include <stdio.h>
#include <windows.h>

static const int deliverable[] = {QP_SIGINT,  QP_SIGTERM, QP_SIGHUP,  QP_SIGQUIT,
                                  QP_SIGUSR1, QP_SIGUSR2, QP_SIGBREAK};

static signal_target start(const wchar_t *format, int signal)
{
    wchar_t script[64];

    _snwprintf(script, COUNT(script), format, signal);
    return signal_target_start(script, 0);
}

/* The exit code is the target's own, not 128 + signal. */
static void handler_runs(int signal)
{
    signal_target target = start(L"h%drwe7", signal);

    CHECK_INT(qp_kill(target.pid, signal), 0);
    CHECK_INT(signal_target_next(&target), 'a' + signal);
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

/* A handler may well exit with the code that a signal would give. */
static void exit_code_is_kept(void)
{
    signal_target target = start(L"h%drwe143", QP_SIGTERM);

    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(signal_target_end(&target), status_exited(143));
}

static void ignored_is_ignored(int signal)
{
    signal_target target = start(L"i%drp300e5", signal);

    CHECK_INT(qp_kill(target.pid, signal), 0);
    CHECK_INT(signal_target_end(&target), status_exited(5));
}

/* Listens, because of another signal, but has no handler for this one. */
static void default_action_of_listener(int signal)
{
    signal_target target = start(L"h%drs", signal == QP_SIGUSR2 ? QP_SIGUSR1 : QP_SIGUSR2);

    CHECK_INT(qp_kill(target.pid, signal), 0);
    CHECK_INT(signal_target_end(&target), status_signaled(signal));
}

static void default_action_of_others(int signal)
{
    signal_target target = start(L"rs", signal);

    CHECK_INT(qp_kill(target.pid, signal), 0);
    CHECK_INT(signal_target_end(&target), status_signaled(signal));
}

static void handler_can_be_taken_back(void)
{
    signal_target target = start(L"h%drp1d15rs", QP_SIGTERM);

    CHECK_INT(signal_target_next(&target), 'r');
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(signal_target_end(&target), status_signaled(QP_SIGTERM));
}

/* Other programs see 128 + signal. */
static void shows_exit_code(void)
{
    signal_target target = start(L"h%drs", QP_SIGUSR1);
    HANDLE process =
        OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE, FALSE, (DWORD)target.pid);
    DWORD code = 0;

    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    WaitForSingleObject(process, INFINITE);
    GetExitCodeProcess(process, &code);
    CHECK_INT(code, 143);
    CloseHandle(process);
    signal_target_end(&target);
}

static void kill_needs_no_cooperation(void)
{
    signal_target target = start(L"h%dh1h2h3h10h12rl", QP_SIGTERM);

    CHECK_INT(qp_kill(target.pid, QP_SIGKILL), 0);
    CHECK_INT(signal_target_end(&target), status_signaled(QP_SIGKILL));
}

/* The target's threads are all at work: its listener takes the signal all the same. Without an
 * answer each would take a second; on a busy machine some do. */
static void busy_target_takes_it(void)
{
    signal_target target = start(L"h%drl", QP_SIGTERM);
    int answered = 0;
    int i;

    for (i = 0; i < 20 && !answered; i++) {
        ULONGLONG before = GetTickCount64();
        CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
        answered = GetTickCount64() - before < 900;
    }
    CHECK(answered);
    CHECK_INT(qp_kill(target.pid, QP_SIGKILL), 0);
    CHECK_INT(signal_target_end(&target), status_signaled(QP_SIGKILL));
}

static void ended_target_is_no_error(void)
{
    signal_target target = start(L"h%dre0", QP_SIGTERM);

    while (signal_target_next(&target) != 0) {
    }
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    Sleep(200);
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(signal_target_end(&target), status_exited(0));
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), -ESRCH);
}

#define LONGEST_DEATH_MS 20000

/* In Wine's NtTerminateProcess a process may wait for ever for the lock of its memory, which a
 * thread held that the server has ended. */
static int is_stuck_in_wine(const signal_target *target, ULONGLONG since)
{
    if (GetTickCount64() - since < LONGEST_DEATH_MS ||
        GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") == NULL) {
        return 0;
    }
    printf("note: a target never ends under Wine\n");
    qp_kill(target->pid, QP_SIGKILL);
    qp_waitpid(target->pid, 0, NULL);
    return 1;
}

/* Targets that end just while they are sent something. One whose listener is gone and whose end
 * takes longer than the sender's patience cannot be asked; it is not ended in place of that. */
static void dying_targets(void)
{
    int i;

    for (i = 0; i < 40; i++) {
        signal_target target = start(L"h10rp%de9", i / 4);
        ULONGLONG since = GetTickCount64();
        qp_status status = 0;
        int result;
        int stuck;
        do {
            result = qp_kill(target.pid, QP_SIGUSR1);
            CHECK(result == 0 || result == -EAGAIN);
            stuck = is_stuck_in_wine(&target, since);
        } while (!stuck && qp_waitpid(target.pid, QP_WNOHANG, &status) == 0);
        CHECK(stuck || status == status_exited(9));
        qp_close(target.fd);
    }
}

/* A letter that is said when the whole group is gone: the pipe's end. */
/* Who handles the signal is not ended with the rest, however long that takes. */
static void group_leader_has_handler(void)
{
    signal_target leader = signal_target_start(L"h15rxwp500e7", QP_NEW_PROCESS_GROUP);

    CHECK_INT(signal_target_next(&leader), 'r');
    CHECK_INT(qp_kill(-leader.pid, QP_SIGTERM), 0);
    CHECK_INT(signal_target_next(&leader), 'a' + QP_SIGTERM);
    CHECK_INT(signal_target_next(&leader), 0);
    CHECK_INT(signal_target_end(&leader), status_exited(7));
}

static void group_member_has_handler(void)
{
    signal_target leader = signal_target_start(L"rys", QP_NEW_PROCESS_GROUP);

    CHECK_INT(signal_target_next(&leader), 'r');
    CHECK_INT(qp_kill(-leader.pid, QP_SIGTERM), 0);
    CHECK_INT(signal_target_next(&leader), 'a' + QP_SIGTERM);
    CHECK_INT(signal_target_next(&leader), 0);
    CHECK_INT(signal_target_end(&leader), status_signaled(QP_SIGTERM));
}

int main(int argc, char **argv)
{
    size_t i;

    signal_target_run(argc, argv);
    for (i = 0; i < COUNT(deliverable); i++) {
        handler_runs(deliverable[i]);
        ignored_is_ignored(deliverable[i]);
        default_action_of_listener(deliverable[i]);
        default_action_of_others(deliverable[i]);
    }
    exit_code_is_kept();
    handler_can_be_taken_back();
    shows_exit_code();
    kill_needs_no_cooperation();
    busy_target_takes_it();
    ended_target_is_no_error();
    dying_targets();
    group_leader_has_handler();
    group_member_has_handler();
    return test_end("deliver");
}
