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
    CHECK_INT(qp_signal_get(QP_SIGUSR1), QP_SIGNAL_HANDLED);
    CHECK_INT(qp_signal_get(QP_SIGUSR2), QP_SIGNAL_IGNORED);
    CHECK_INT(qp_signal_get(QP_SIGTERM), QP_SIGNAL_DEFAULT);
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
        CHECK_INT(qp_signal_get(others[i]), QP_SIGNAL_DEFAULT);
    }
    CHECK_INT(qp_signal_set(QP_SIGTERM, (qp_signal_disposition)3), -EINVAL);
    CHECK_INT(qp_signal_set(QP_SIGTERM, (qp_signal_disposition)-1), -EINVAL);
}

static void events_are_signals(void)
{
    CHECK_INT(qp_signal_of_event(CTRL_C_EVENT), QP_SIGINT);
    CHECK_INT(qp_signal_of_event(CTRL_BREAK_EVENT), QP_SIGBREAK);
    CHECK_INT(qp_signal_of_event(CTRL_CLOSE_EVENT), QP_SIGHUP);
    CHECK_INT(qp_signal_of_event(CTRL_SHUTDOWN_EVENT), QP_SIGTERM);
    CHECK_INT(qp_signal_of_event(99), 0);
}

static volatile LONG awake;

/* It cannot know when the sleep has begun. */
static DWORD WINAPI interrupt_until_awake(void *unused)
{
    (void)unused;
    while (!awake) {
        qp_sleep_interrupt();
        Sleep(1);
    }
    return 0;
}

static void sleeps_end(void)
{
    HANDLE thread = CreateThread(NULL, 0, interrupt_until_awake, NULL, 0, NULL);

    CHECK_INT(qp_sleep(600000), -EINTR);
    InterlockedExchange(&awake, 1);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CHECK_INT(qp_sleep(0), 0);
    CHECK_INT(qp_sleep(20), 0);
}

int main(void)
{
    own_signals();
    refuses();
    events_are_signals();
    sleeps_end();
    return test_end("signal-own");
}
