/*
 * What a process does with its own signals.
 */
#include "../core/test.h"

#include <quickproc/quickproc.h>
#include <quickproc/signal.h>

#include <windows.h>

static volatile LONG notified;

static void count_notify(void *unused)
{
    (void)unused;
    InterlockedIncrement(&notified);
}

static void own_signals(void)
{
    CHECK_INT(qp_signals_set_notify(count_notify, NULL), 0);
    CHECK_INT(qp_signals_set_notify(count_notify, NULL), -EBUSY);
    CHECK_INT(qp_signal_set(QP_SIGUSR1, QP_SIGNAL_HANDLED), 0);
    CHECK_INT(qp_signal_set(QP_SIGUSR2, QP_SIGNAL_IGNORED), 0);
    CHECK_INT(qp_kill(qp_getpid(), QP_SIGUSR2), 0);
    CHECK_INT(qp_signals_pending(), 0);
    CHECK_INT(qp_kill(qp_getpid(), QP_SIGUSR1), 0);
    CHECK_INT(qp_kill(qp_getpid(), QP_SIGUSR1), 0);
    CHECK_INT(notified, 2);
    CHECK_INT(qp_signals_pending(), 1 << QP_SIGUSR1);
    CHECK_INT(qp_signals_take(), 1 << QP_SIGUSR1);
    CHECK_INT(qp_signals_take(), 0);
    CHECK_INT(qp_signals_set_notify(NULL, NULL), 0);
    CHECK_INT(qp_signals_set_notify(NULL, NULL), 0);
    CHECK_INT(qp_kill(qp_getpid(), QP_SIGUSR1), 0);
    CHECK_INT(notified, 2);
    /* A new notify function is told of what waits already. */
    CHECK_INT(qp_signals_set_notify(count_notify, NULL), 0);
    CHECK_INT(notified, 3);
    /* Ignoring forgets it. */
    CHECK_INT(qp_signal_set(QP_SIGUSR1, QP_SIGNAL_IGNORED), 0);
    CHECK_INT(qp_signals_take(), 0);
    qp_signals_set_notify(NULL, NULL);
    CHECK_INT(qp_signal_set(QP_SIGUSR1, QP_SIGNAL_DEFAULT), 0);
    CHECK_INT(qp_signal_set(QP_SIGUSR2, QP_SIGNAL_DEFAULT), 0);
}

static void refuses(void)
{
    static const int others[] = {QP_SIGKILL, QP_SIGSTOP, QP_SIGCONT, QP_SIGSEGV, QP_SIGFPE,
                                 QP_SIGILL,  QP_SIGABRT, QP_SIGTRAP, QP_SIGALRM, 0,
                                 -1,         6,          23,         32,         64,
                                 INT32_MAX,  INT32_MIN};
    size_t i;

    for (i = 0; i < COUNT(others); i++) {
        CHECK_INT(qp_signal_set(others[i], QP_SIGNAL_HANDLED), -EINVAL);
        CHECK_INT(qp_signal_set(others[i], QP_SIGNAL_IGNORED), -EINVAL);
        CHECK_INT(qp_signal_set(others[i], QP_SIGNAL_DEFAULT), -EINVAL);
    }
    CHECK_INT(qp_signal_set(QP_SIGTERM, (qp_signal_disposition)3), -EINVAL);
    CHECK_INT(qp_signal_set(QP_SIGTERM, (qp_signal_disposition)-1), -EINVAL);
}

int main(void)
{
    own_signals();
    refuses();
    return test_end("signal-own");
}
