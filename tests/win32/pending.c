/*
 * Programs and children whose end is waited for without blocking.
 */
#include "../core/test.h"

#include "support/loop.h"

#include <quickproc/events.h>

#include <stdio.h>
#include <wchar.h>
#include <windows.h>

static qp_events *events;

typedef struct noted {
    int calls;
    int pid;
    qp_status status;
} noted;

static void note(void *opaque, int pid, qp_status status)
{
    noted *outcome = opaque;

    outcome->calls++;
    outcome->pid = pid;
    outcome->status = status;
}

static int exec_async(const wchar_t *name, const wchar_t *argument, uint32_t timeout_ms,
                      noted *outcome, qp_pending **pending)
{
    wchar_t path[MAX_PATH];
    const wchar_t *args[] = {path, argument};
    qp_spawn_options options;
    qp_exec_options limits;

    swprintf(path, MAX_PATH, L"%ls\\%ls.exe", _wgetenv(L"QP_TEST_CHILDREN"), name);
    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = argument == NULL ? 1 : 2;
    qp_exec_options_init(&limits, sizeof(limits));
    limits.timeout_ms = timeout_ms;
    return qp_exec_async(events, &options, &limits, note, outcome, pending);
}

static void executes(void)
{
    noted outcome = {0};
    qp_pending *pending;
    qp_status status;

    CHECK_INT(exec_async(L"exit", L"259", QP_NO_TIMEOUT, &outcome, &pending), 0);
    CHECK(qp_events_is_active(events));
    /* It is nobody else's. */
    CHECK_INT(qp_waitpid(-1, QP_WNOHANG, &status), -ECHILD);
    CHECK_INT(loop_until_idle(events, 20000), 1);
    CHECK_INT(outcome.calls, 1);
    CHECK(outcome.pid > 0);
    CHECK_INT(qp_wexitstatus(outcome.status), 259);
    CHECK_INT(exec_async(L"no such program", NULL, QP_NO_TIMEOUT, &outcome, &pending), -ENOENT);
    CHECK(!qp_events_is_active(events));
}

static void times_out(void)
{
    noted slow = {0};
    noted quick = {0};
    qp_pending *pending;
    ULONGLONG before = GetTickCount64();

    CHECK_INT(exec_async(L"sleep", L"60000", 300, &slow, &pending), 0);
    CHECK_INT(exec_async(L"exit", L"3", 60000, &quick, &pending), 0);
    loop_until_idle(events, 30000);
    CHECK_INT(slow.status, QP_SIGTERM);
    CHECK_INT(qp_wexitstatus(quick.status), 3);
    CHECK(GetTickCount64() - before < 20000);
}

static void refuses_bad_signal(void)
{
    const wchar_t *args[] = {L"x"};
    qp_exec_options limits = {sizeof(limits), 10, QP_SIGCHLD};
    qp_spawn_options options;
    qp_pending *pending;

    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = 1;
    CHECK_INT(qp_exec_async(events, &options, &limits, note, NULL, &pending), -EINVAL);
    CHECK_INT(qp_exec(&options, &limits, NULL), -EINVAL);
    limits.kill_signal = 99;
    CHECK_INT(qp_exec_async(events, &options, &limits, note, NULL, &pending), -EINVAL);
    CHECK_INT(qp_exec(&options, &limits, NULL), -EINVAL);
}

static void waits_for_children(void)
{
    noted one = {0};
    noted any = {0};
    noted none = {0};
    qp_pending *pending;
    int first = start_child(L"exit", L"1", -1, -1);
    int second = start_child(L"exit", L"2", -1, -1);

    CHECK_INT(qp_waitpid_async(events, second, note, &one, &pending), 0);
    CHECK_INT(loop_until_idle(events, 20000), 1);
    CHECK_INT(one.pid, second);
    CHECK_INT(qp_wexitstatus(one.status), 2);
    CHECK_INT(qp_waitpid_async(events, -1, note, &any, &pending), 0);
    CHECK_INT(loop_until_idle(events, 20000), 1);
    CHECK_INT(any.pid, first);
    CHECK_INT(qp_waitpid_async(events, first, note, &none, &pending), 0);
    CHECK_INT(loop_until_idle(events, 20000), 1);
    CHECK_INT(none.pid, -ECHILD);
    CHECK_INT(none.status, QP_STATUS_NO_CHILD);
    CHECK_INT(qp_waitpid_async(events, INT32_MIN, note, &none, &pending), 0);
    CHECK_INT(loop_until_idle(events, 20000), 1);
    CHECK_INT(none.pid, -ECHILD);
}

/* ---- The order of ends ------------------------------------------------------------------- */

static int order[3];
static int order_count;

static void note_order(void *opaque, int pid, qp_status status)
{
    (void)pid;
    (void)status;
    order[order_count++] = *(int *)opaque;
}

static HANDLE holding;
static HANDLE go_on;

/* Against the rules, so that the thread which tells of the ends comes too late to the next ones. */
static void hold_up(void *unused)
{
    (void)unused;
    SetEvent(holding);
    WaitForSingleObject(go_on, INFINITE);
}

static void end_process(int pid)
{
    HANDLE process = OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, (DWORD)pid);

    TerminateProcess(process, 0);
    WaitForSingleObject(process, INFINITE);
    CloseHandle(process);
}

/* However late that is, and whichever of them was started first. */
static void tells_in_order_of_ends(void)
{
    static int names[3] = {0, 1, 2};
    qp_pending *pending;
    int pids[3];

    holding = CreateEventW(NULL, TRUE, FALSE, NULL);
    go_on = CreateEventW(NULL, TRUE, FALSE, NULL);
    for (int i = 0; i < 3; i++) {
        pids[i] = start_child(L"sleep", L"60000", -1, -1);
        CHECK_INT(qp_waitpid_async(events, pids[i], note_order, &names[i], &pending), 0);
    }
    CHECK_INT(loop_for(events, 50), 0);
    qp_events_set_notify(events, hold_up, NULL);
    end_process(pids[0]);
    WaitForSingleObject(holding, INFINITE);
    end_process(pids[2]);
    Sleep(50);
    end_process(pids[1]);
    SetEvent(go_on);
    qp_events_set_notify(events, NULL, NULL);
    CHECK_INT(loop_until_idle(events, 20000), 3);
    CHECK_INT(order[0], 0);
    CHECK_INT(order[1], 2);
    CHECK_INT(order[2], 1);
    CloseHandle(holding);
    CloseHandle(go_on);
}

/* ---- Several who wait -------------------------------------------------------------------- */

typedef struct waiter {
    int pid;
    int result;
    qp_status status;
} waiter;

static DWORD WINAPI wait_blocking(void *opaque)
{
    waiter *blocking = opaque;

    blocking->result = qp_waitpid(blocking->pid, 0, &blocking->status);
    return 0;
}

/* A thread that blocks and the loop want the same child: exactly one gets it, the other is told. */
static void contends(void)
{
    int got_by_thread = 0;

    for (int i = 0; i < 100; i++) {
        noted outcome = {0};
        waiter blocked = {0};
        qp_pending *pending;
        HANDLE thread;

        blocked.pid = start_child(L"exit", L"5", -1, -1);
        CHECK(blocked.pid > 0);
        thread = CreateThread(NULL, 0, wait_blocking, &blocked, 0, NULL);
        if (i % 2 == 0) {
            qp_waitpid_async(events, blocked.pid, note, &outcome, &pending);
        } else {
            qp_waitpid_async(events, -1, note, &outcome, &pending);
        }
        loop_until_idle(events, 20000);
        WaitForSingleObject(thread, INFINITE);
        CloseHandle(thread);
        CHECK_INT(outcome.calls, 1);
        CHECK((outcome.pid == blocked.pid) + (blocked.result == blocked.pid) == 1);
        CHECK((outcome.pid == -ECHILD) + (blocked.result == -ECHILD) == 1);
        got_by_thread += blocked.result > 0;
    }
    printf("contended: the thread got %d of 100\n", got_by_thread);
}

/* Many at once, with the pool's threads telling of them. */
static void waits_for_many(void)
{
    enum { MANY = 100 };
    static noted outcomes[MANY];
    qp_pending *pending;
    wchar_t code[8];
    int pid;

    memset(outcomes, 0, sizeof(outcomes));
    for (int i = 0; i < MANY; i++) {
        swprintf(code, 8, L"%d", i);
        if (i % 2 == 0) {
            CHECK_INT(exec_async(L"exit", code, 60000, &outcomes[i], &pending), 0);
        } else {
            pid = start_child(L"exit", code, -1, -1);
            CHECK_INT(qp_waitpid_async(events, pid, note, &outcomes[i], &pending), 0);
        }
    }
    CHECK_INT(loop_until_idle(events, 60000), MANY);
    for (int i = 0; i < MANY; i++) {
        CHECK_INT(outcomes[i].calls, 1);
        CHECK_INT(qp_wexitstatus(outcomes[i].status), i);
    }
}

static void cancels(void)
{
    noted outcome = {0};
    qp_pending *wait;
    qp_pending *exec;
    qp_status status;
    int pid = start_child(L"exit", L"4", -1, -1);

    CHECK_INT(qp_waitpid_async(events, pid, note, &outcome, &wait), 0);
    CHECK_INT(exec_async(L"exit", L"4", 60000, &outcome, &exec), 0);
    qp_pending_cancel(wait);
    qp_pending_cancel(exec);
    CHECK(!qp_events_is_active(events));
    CHECK_INT(loop_for(events, 500), 0);
    CHECK_INT(qp_waitpid(pid, 0, &status), pid);
    /* What ended before it is cancelled. */
    CHECK_INT(exec_async(L"exit", L"4", QP_NO_TIMEOUT, &outcome, &exec), 0);
    Sleep(500);
    qp_pending_cancel(exec);
    CHECK_INT(outcome.calls, 0);
}

int main(void)
{
    unsigned handles;

    qp_events_new(&events);
    executes();
    times_out();
    tells_in_order_of_ends();
    contends();
    waits_for_many();
    handles = count_handles();
    refuses_bad_signal();
    waits_for_children();
    cancels();
    times_out();
    waits_for_many();
    for (int i = 0; i < 100 && count_handles() > handles; i++) {
        Sleep(20);
    }
    CHECK(count_handles() <= handles);
    exec_async(L"sleep", L"1000", 100, &(noted){0}, &(qp_pending *){NULL});
    events = qp_events_free(events);
    CHECK(events == NULL);
    return test_end("pending");
}
