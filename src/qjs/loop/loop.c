#include "qjs/loop/loop.h"

#include <quickjs-libc.h>

#include "qjs/loop/wake.h"
#include "quickproc/quickjs.h"
#include "win32/system/win.h"

/* All that are pending. 0; -1 with an exception. */
static int run_jobs(JSContext *ctx)
{
    JSContext *job_ctx;
    int result;

    do {
        result = JS_ExecutePendingJob(JS_GetRuntime(ctx), &job_ctx);
        if (result < 0 && qp__wake_was_stopped(ctx)) {
            result = 1;
        }
    } while (result > 0);
    return result;
}

/* Events in a row that may keep what the system has completed meanwhile waiting. */
#define MOST_EVENTS 32

static void wait_for_events(JSContext *ctx, int delay_ms)
{
    if (quickproc_wait(ctx, delay_ms < 0 ? INFINITE : (DWORD)delay_ms) < 0) {
        Sleep(1); /* no memory to wait */
    }
}

/* Until nothing is left to wait for: 0; or a Worker is listened to: 1. -1 with an exception. */
static int run_without_workers(JSContext *ctx)
{
    int timers = 0;
    int events = 0;

    while (!qp__wake_has_workers()) {
        int delay_ms;
        int result;

        if (run_jobs(ctx) < 0) {
            return -1;
        }
        if (qp__wake_has_rejection()) {
            return js_std_loop(ctx) == 0 ? 0
                                         : -1; /* it looks at them first, and ends the process */
        }
        if (qp__wake_has_workers()) {
            break;
        }
        delay_ms = js_std_loop_once(ctx);
        if (delay_ms == -2) {
            return -1;
        }
        /* Timers come before handlers, but one that is always due must not keep them waiting for
         * ever. */
        if (delay_ms == 0 && ++timers < QP__MOST_TIMERS) {
            continue;
        }
        timers = 0;
        result = quickproc_dispatch(ctx);
        if (result < 0) {
            return -1;
        }
        if (result > 0 && ++events < MOST_EVENTS) {
            continue;
        }
        events = 0;
        if (result == 0 && delay_ms == -1 && !qp__wake_goes_on()) {
            return 0;
        }
        wait_for_events(ctx, result > 0 ? 0 : delay_ms);
    }
    return 1;
}

/* As run_without_workers, until none is listened to. */
static int run_with_workers(JSContext *ctx)
{
    if (js_std_loop(ctx) == 0) {
        return 0;
    }
    return qp__wake_was_stopped(ctx) ? 1 : -1;
}

int qp__loop_run(JSContext *ctx)
{
    int result;

    do {
        result = qp__wake_has_workers() ? run_with_workers(ctx) : run_without_workers(ctx);
    } while (result > 0);
    return result;
}
