/*
 * Thousands of signals, many senders: the target stays alive and nothing is left behind on either
 * side.
 */
#include "../children/handle_count.h"
#include "../core/test.h"
#include "support/signal_target.h"

static signal_target start(const wchar_t *format, int signal)
{
    wchar_t script[64];

    _snwprintf(script, COUNT(script), format, signal);
    return signal_target_start(script, 0);
}

static int read_number(const signal_target *target)
{
    int number = 0;
    int letter;

    while ((letter = signal_target_next(target)) >= '0') {
        number = number * 10 + letter - '0';
    }
    return number;
}

/* 10,000 signals, or as many as a loaded machine sends in 20 seconds. */
static void flood_is_coalesced(void)
{
    signal_target target = start(L"h15h%drcp300e0", QP_SIGUSR1);
    unsigned long own_before;
    unsigned long before;
    ULONGLONG started;
    ULONGLONG ms;
    int failures = 0;
    int sent = 0;
    int seen;

    failures += qp_kill(target.pid, QP_SIGUSR1) != 0;
    own_before = handle_count((DWORD)qp_getpid());
    before = handle_count((DWORD)target.pid);
    started = GetTickCount64();
    while (sent < 10000 && GetTickCount64() - started < 20000) {
        failures += qp_kill(target.pid, QP_SIGUSR1) != 0;
        sent++;
    }
    ms = GetTickCount64() - started;
    CHECK_INT(failures, 0);
    CHECK_INT(handle_count((DWORD)qp_getpid()), own_before);
    /* Fewer when the first signal was still being taken care of at the first count. */
    CHECK(handle_count((DWORD)target.pid) <= before);
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    seen = read_number(&target);
    CHECK(seen > 0 && seen <= sent + 1);
    CHECK_INT(signal_target_end(&target), status_exited(0));
    printf("%d signals in %lu ms, %d seen\n", sent, (unsigned long)ms, seen);
}

typedef struct sending {
    int pid;
    int failures;
} sending;

static DWORD WINAPI send_many(void *opaque)
{
    sending *own = opaque;
    int i;

    for (i = 0; i < 60; i++) {
        own->failures += qp_kill(own->pid, i % 2 ? QP_SIGUSR1 : QP_SIGUSR2) != 0;
    }
    return 0;
}

/* More senders at once than the target has pipes. */
static void senders_do_not_disturb_each_other(void)
{
    enum { SENDERS = 20 };
    signal_target target = start(L"h15h10h%drce3", QP_SIGUSR2);
    sending senders[SENDERS];
    HANDLE threads[SENDERS];
    int i;

    for (i = 0; i < SENDERS; i++) {
        senders[i] = (sending){target.pid, 0};
        threads[i] = CreateThread(NULL, 0, send_many, &senders[i], 0, NULL);
    }
    WaitForMultipleObjects(SENDERS, threads, TRUE, INFINITE);
    for (i = 0; i < SENDERS; i++) {
        CHECK_INT(senders[i].failures, 0);
        CloseHandle(threads[i]);
    }
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK(read_number(&target) > 0);
    CHECK_INT(signal_target_end(&target), status_exited(3));
}

int main(int argc, char **argv)
{
    signal_target_run(argc, argv);
    flood_is_coalesced();
    senders_do_not_disturb_each_other();
    return test_end("deliver-many");
}
