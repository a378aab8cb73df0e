/* The ends of children: qp_waitpid, and the promises of it and of qp_exec. */
#include "wait.h"

#include "support/loop.h"
#include "support/programs.h"
#include "support/walk.h"
#include "support/on_windows.h"

#include <quickproc/signal.h>

#include <stdint.h>

static const wchar_t *exit_program;

void wait_prepare(void)
{
    exit_program = program_path(L"exit");
}

static qp_status exited(int code)
{
    return (qp_status)code * 256;
}

static int start(const wchar_t *code, uint32_t flags)
{
    const wchar_t *args[] = {exit_program, code};
    qp_spawn_options options = program_options(args, 2);

    options.flags = flags;
    return program_start(&options);
}

/* Until one has ended. */
static int wait_any(int pid, int options, qp_status *status)
{
    int result = 0;

    while (result == 0) {
        result = walk_told(qp_waitpid(pid, options, status));
        if (result < 0 && result != -ECHILD) {
            result = walk_again(qp_waitpid(pid, options, status), "qp_waitpid");
        }
        if (result == 0) {
            Sleep(1);
        }
    }
    return result;
}

/* Two children, by a wait that means both. */
static void wait_both(int meant, int options, uint32_t flags)
{
    int pids[2];
    int i;

    pids[0] = start(L"1", flags);
    pids[1] = start(L"2", flags);
    for (i = 0; i < 2 && pids[0] > 0 && pids[1] > 0; i++) {
        qp_status status = -1;
        int pid = wait_any(meant, options, &status);
        int which = pid == pids[0] ? 0 : 1;

        if (pid != pids[which] || status != exited(which + 1)) {
            walk_wrong("reaped %d with %lld, of %d and %d", pid, (long long)status, pids[0],
                       pids[1]);
        }
    }
}

static void wait_any_blocking(void)
{
    wait_both(-1, 0, 0);
}

static void wait_any_polling(void)
{
    wait_both(-1, QP_WNOHANG, 0);
}

static void wait_own_group(void)
{
    wait_both(0, 0, 0);
}

static void wait_any_leader(void)
{
    wait_both(-1, 0, QP_NEW_PROCESS_GROUP);
}

static void wait_one(int is_group, int options)
{
    int pid = start(L"3", is_group ? QP_NEW_PROCESS_GROUP : 0);
    qp_status status = -1;
    int reaped = pid < 0 ? pid : wait_any(is_group ? -pid : pid, options, &status);

    if (reaped != pid || (pid > 0 && status != exited(3))) {
        walk_wrong("reaped %d with %lld, not %d", reaped, (long long)status, pid);
    }
}

static void wait_polling(void)
{
    wait_one(0, QP_WNOHANG);
}

static void wait_group(void)
{
    wait_one(1, 0);
}

static void wait_nobody(void)
{
    qp_status status = 0;

    if (qp_waitpid(-1, 0, &status) != -ECHILD || qp_waitpid(4, 0, &status) != -ECHILD ||
        status != QP_STATUS_NO_CHILD) {
        walk_wrong("there is a child");
    }
}

/* ---- Promises ---------------------------------------------------------------------------- */

typedef struct promise {
    int done;
    int pid;
    qp_status status;
} promise;

static void on_done(void *opaque, int pid, qp_status status)
{
    promise *made = opaque;

    made->done++;
    made->pid = pid;
    made->status = status;
}

static void expect_promise(const promise *made, int pid, qp_status status)
{
    if (made->done != 1 || made->pid != pid || made->status != status) {
        walk_wrong("told %d times: %d with %lld, not %d with %lld", made->done, made->pid,
                   (long long)made->status, pid, (long long)status);
    }
}

/* For the child itself, or for any. */
static void wait_async_for(int any)
{
    qp_events *events = loop_new();
    promise made = {0, 0, 0};
    qp_pending *pending;
    int pid = start(L"4", 0);
    int result;

    TRY(result, qp_waitpid_async(events, any ? -1 : pid, on_done, &made, &pending));
    if (result == 0) {
        loop_until(events, &made.done);
        expect_promise(&made, pid, exited(4));
    }
    qp_events_free(events);
}

static void wait_async(void)
{
    wait_async_for(0);
}

static void wait_async_any(void)
{
    wait_async_for(1);
}

/* Cancelled: the child is there for others. */
static void wait_async_cancelled(void)
{
    qp_events *events = loop_new();
    promise made = {0, 0, 0};
    qp_pending *pending;
    int pid = start(L"4", 0);
    int result;

    TRY(result, qp_waitpid_async(events, pid, on_done, &made, &pending));
    if (result == 0) {
        qp_pending_cancel(pending);
    }
    qp_events_free(events);
    program_wait(pid, exited(4));
}

static void exec_async(const wchar_t *name, const wchar_t *argument, uint32_t timeout_ms,
                       qp_status expected)
{
    const wchar_t *args[] = {program_path(name), argument};
    qp_spawn_options options = program_options(args, 2);
    qp_exec_options limits = program_limits(timeout_ms);
    qp_events *events = loop_new();
    promise made = {0, 0, 0};
    qp_pending *pending;
    int result;

    TRY(result, qp_exec_async(events, &options, &limits, on_done, &made, &pending));
    if (result == 0) {
        loop_until(events, &made.done);
        expect_promise(&made, made.pid, expected);
    }
    qp_events_free(events);
}

static void exec_async_run(void)
{
    exec_async(L"exit", L"5", QP_NO_TIMEOUT, exited(5));
}

static void exec_async_timeout(void)
{
    exec_async(L"sleep", L"60000", 30, QP_SIGTERM);
}

/* Cancelled: nobody is told, and the program ends by itself. */
static void exec_async_cancelled(void)
{
    const wchar_t *args[] = {exit_program, L"5", L"20"};
    qp_spawn_options options = program_options(args, 3);
    qp_exec_options limits = program_limits(60000);
    qp_events *events = loop_new();
    promise made = {0, 0, 0};
    qp_pending *pending;
    int result;

    TRY(result, qp_exec_async(events, &options, &limits, on_done, &made, &pending));
    if (result == 0) {
        qp_pending_cancel(pending);
    }
    qp_events_free(events);
    if (made.done) {
        walk_wrong("told of what was cancelled");
    }
}

static const exemption while_promised[] = {
    WAITS,
    {"*", 0, "the owner looks again until it is known how the program ended"},
    {NULL, 0, NULL}};

static const exemption first_wait[] = {
    WAITS,
    {"WaitForSingleObject", 0, "what could not be seen at once a thread tells"},
    {NULL, 0, NULL}};

/* Ends that are noticed in another order than that of the starts, but happened at the same time. */
static void wait_equal_times(void)
{
    const wchar_t *args[] = {program_path(L"sleep"), L"60000"};
    qp_spawn_options options = program_options(args, 2);
    int pids[3];
    int result;
    int i;

    windows_end_at_once(1);
    TRY(result, qp_signal_set(QP_SIGCHLD, QP_SIGNAL_HANDLED));
    for (i = 0; i < 3; i++) {
        pids[i] = program_start(&options);
    }
    for (i = 2; i >= 0; i--) {
        TRY(result, qp_kill(pids[i], QP_SIGKILL));
        while (!(qp_signals_take() & (uint32_t)1 << QP_SIGCHLD)) {
            Sleep(1);
        }
    }
    for (i = 0; i < 3; i++) {
        TRY(result, qp_waitpid(-1, 0, NULL));
        if (result != pids[i] && !walk_is_about("GetProcessTimes")) {
            walk_wrong("number %d is %d, not %d", i, result, pids[i]);
        }
    }
    windows_end_at_once(0);
}

const scenario wait_scenarios[WAIT_SCENARIOS] = {
    {"first-any", wait_any_blocking, first_wait, 1},
    {"any", wait_any_blocking, while_waiting, 0},
    {"equal-times", wait_equal_times, while_promised, 1},
    {"async", wait_async, while_promised, 0},
    {"exec-async", exec_async_run, while_promised, 0},
    /* Of the way in which a thread waits the next ones show nothing more. */
    {"any-polling", wait_any_polling, while_waiting, 0},
    {"any-leader", wait_any_leader, while_waiting, 0},
    {"own-group", wait_own_group, while_waiting, 0},
    {"polling", wait_polling, NULL, 0},
    {"group", wait_group, while_waiting, 0},
    {"nobody", wait_nobody, NULL, 0},
    {"async-any", wait_async_any, while_promised, 0},
    {"async-cancelled", wait_async_cancelled, while_waiting, 0},
    {"exec-async-timeout", exec_async_timeout, while_promised, 0},
    {"exec-async-cancelled", exec_async_cancelled, while_promised, 0},
};

const subject subject_wait = {"wait", wait_prepare, NULL, wait_scenarios, WAIT_SCENARIOS};
