/*
 * Signals to a process that is suspended: they wait in its pipes, and the sender does not wait for
 * long.
 */
#include "../core/test.h"
#include "support/signal_target.h"

static signal_target start(const wchar_t *format, int signal)
{
    wchar_t script[64];

    _snwprintf(script, COUNT(script), format, signal);
    return signal_target_start(script, 0);
}

static void suspended_target_finds_it_later(void)
{
    signal_target target = start(L"h%drwe7", QP_SIGTERM);

    CHECK_INT(qp_kill(target.pid, QP_SIGSTOP), 0);
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(qp_kill(target.pid, QP_SIGCONT), 0);
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGTERM);
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

/* More than there are pipes for: those that have no room are not the target's end. */
static void suspended_target_outlives_many(void)
{
    signal_target target = start(L"h%drwe7", QP_SIGTERM);
    int i;

    CHECK_INT(qp_kill(target.pid, QP_SIGSTOP), 0);
    for (i = 0; i < 10; i++) {
        CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    }
    CHECK_INT(qp_kill(target.pid, QP_SIGCONT), 0);
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGTERM);
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

/* The sender is long gone when the target learns that it has to end. */
static void suspended_target_ends_itself(void)
{
    signal_target target = start(L"h%drs", QP_SIGUSR1);

    CHECK_INT(qp_kill(target.pid, QP_SIGSTOP), 0);
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(qp_kill(target.pid, QP_SIGCONT), 0);
    CHECK_INT(signal_target_end(&target), status_signaled(QP_SIGTERM));
}

static void suspended_target_can_be_killed(void)
{
    signal_target target = start(L"h%drs", QP_SIGTERM);

    CHECK_INT(qp_kill(target.pid, QP_SIGSTOP), 0);
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(qp_kill(target.pid, QP_SIGKILL), 0);
    CHECK_INT(signal_target_end(&target), status_signaled(QP_SIGKILL));
}

int main(int argc, char **argv)
{
    signal_target_run(argc, argv);
    suspended_target_finds_it_later();
    suspended_target_outlives_many();
    suspended_target_ends_itself();
    suspended_target_can_be_killed();
    return test_end("deliver-suspended");
}
