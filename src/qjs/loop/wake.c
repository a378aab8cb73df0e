#include "qjs/loop/wake.h"

#include <quickjs-libc.h>

#include "qjs/c_module.h"
#include "quickproc/quickjs.h"
#include "win32/system/win.h"

/* How long a turn goes on while there is always something: messages of Workers wait meanwhile. */
#define TURN_MS 8

/* Auto-reset. Made before the Worker that waits for it; never closed, as the Worker never ends. */
static HANDLE bell;

/* The main thread's: the function of js/wake.js, undefined until that is loaded. */
static JSValue listen;
static int listening;

/* Promises that were rejected, and nobody has handled it yet. The loop ends the process for them.
 */
static int unhandled;

static volatile LONG rung; /* and no turn was taken since */
static int timers;         /* that were run meanwhile, outside of turns */
static int in_turn;

/* On any thread. */
static void ring(void *opaque)
{
    (void)opaque;
    InterlockedExchange(&rung, 1);
    SetEvent(bell);
}

/* js/wake.js calls attach. */
static int load(JSContext *ctx)
{
    JSValue promise = JS_LoadModule(ctx, "", "quickproc:wake");

    if (JS_PromiseState(ctx, promise) == JS_PROMISE_REJECTED) {
        JS_Throw(ctx, JS_PromiseResult(ctx, promise));
    }
    JS_FreeValue(ctx, promise);
    return JS_IsFunction(ctx, listen) ? 0 : -1;
}

static int set_listening(JSContext *ctx, int on)
{
    JSValue argument = JS_NewBool(ctx, on);
    JSValue result;
    int failed;

    if (on == listening) {
        return 0;
    }
    if (JS_IsUndefined(listen) && load(ctx) < 0) {
        return -1;
    }
    result = JS_Call(ctx, listen, JS_UNDEFINED, 1, (JSValueConst *)&argument);
    failed = JS_IsException(result);
    JS_FreeValue(ctx, result);
    if (failed) {
        return -1;
    }
    listening = on;
    quickproc_set_notify(ctx, on ? ring : NULL, NULL);
    return 0;
}

/* What the loop waits for: events, and other things; Workers are among them. */
static int activity;
static int others;
static int workers;
static JSRuntime *runtime; /* of the main thread */

/* Set by the job that ends quickjs-libc's loop. */
static int stopped;

int qp__wake_has_workers(void)
{
    return workers > 0;
}

int qp__wake_goes_on(void)
{
    return activity == QUICKPROC_ACTIVE || (activity == QUICKPROC_PASSIVE && others > 0);
}

int qp__wake_has_rejection(void)
{
    return unhandled > 0;
}

int qp__wake_was_stopped(JSContext *ctx)
{
    int was_stopped = stopped;

    if (stopped) {
        stopped = 0;
        JS_FreeValue(ctx, JS_GetException(ctx));
    }
    return was_stopped;
}

static int update(JSContext *ctx)
{
    return set_listening(ctx, workers > 0 && qp__wake_goes_on());
}

static int set_activity(JSContext *ctx, int new_activity, void *opaque)
{
    int old_activity = activity;

    (void)opaque;
    activity = new_activity;
    if (update(ctx) < 0) {
        activity = old_activity;
        return -1;
    }
    return 0;
}

int qp__wake_hold(JSContext *ctx, int change)
{
    others += change;
    if (update(ctx) < 0) {
        others -= change;
        return -1;
    }
    return 0;
}

/* A job that fails is what ends js_std_loop. */
static JSValue stop_loop(JSContext *ctx, int argc, JSValueConst *argv)
{
    (void)argc;
    (void)argv;
    if (workers > 0) {
        return JS_UNDEFINED;
    }
    stopped = 1;
    return JS_Throw(ctx, JS_UNDEFINED);
}

/* One more Worker is listened to, or one less. 0; -1 with an exception. */
static int hear(JSContext *ctx, int change)
{
    workers += change;
    if (qp__wake_hold(ctx, change) < 0) {
        workers -= change;
        return -1;
    }
    return workers == 0 ? JS_EnqueueJob(ctx, stop_loop, 0, NULL) : 0;
}

int qp__wake_enable(JSContext *ctx)
{
    static const quickproc_host host = {set_activity, NULL, NULL};

    listen = JS_UNDEFINED;
    runtime = JS_GetRuntime(ctx);
    bell = CreateEventW(NULL, FALSE, FALSE, NULL);
    if (bell == NULL) {
        JS_ThrowOutOfMemory(ctx);
        return -1;
    }
    return quickproc_enable_events(ctx, &host);
}

void qp__wake_track_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason,
                              bool is_handled, void *opaque)
{
    unhandled += is_handled ? -1 : 1;
    js_std_promise_rejection_tracker(ctx, promise, reason, is_handled, opaque);
}

void qp__wake_disable(JSContext *ctx)
{
    JS_FreeValue(ctx, listen);
    listen = JS_UNDEFINED;
}

/* ---- The module -------------------------------------------------------------------------- */

static JSValue js_attach(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    JS_FreeValue(ctx, listen);
    listen = JS_DupValue(ctx, argv[0]);
    return JS_UNDEFINED;
}

/*
 * What quickjs-libc's loop does between two handlers: the jobs, and each timer that is due, until
 * `end`. 0; -1 with an exception.
 */
static int run_others(JSContext *ctx, ULONGLONG end)
{
    int result;

    do {
        result = js_std_loop_once(ctx);
    } while (result == 0 && GetTickCount64() < end);
    return result == -2 ? -1 : 0;
}

/* As quickproc_dispatch; more than one callback. */
static int take_turn(JSContext *ctx)
{
    ULONGLONG end = GetTickCount64() + TURN_MS;
    int result;

    do {
        result = quickproc_dispatch(ctx);
        if (result > 0 && run_others(ctx, end) < 0) {
            result = -1;
        }
    } while (result > 0 && unhandled == 0 && GetTickCount64() < end);
    return result;
}

/* Is there more, and the bell rung for it? */
static JSValue js_turn(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    int result;

    (void)this_val;
    (void)argc;
    (void)argv;
    InterlockedExchange(&rung, 0);
    timers = 0;
    in_turn++;
    result = take_turn(ctx);
    in_turn--;
    if (result != 0) {
        ring(NULL);
    }
    return result < 0 ? JS_EXCEPTION : JS_NewBool(ctx, result > 0);
}

/* A timer is about to run: must a turn come first? */
static JSValue js_is_overdue(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    (void)argv;
    if (JS_GetRuntime(ctx) != runtime) {
        return JS_FALSE;
    }
    timers += rung && !in_turn;
    return JS_NewBool(ctx, timers >= QP__MOST_TIMERS);
}

static JSValue js_ring(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)ctx;
    (void)this_val;
    (void)argc;
    (void)argv;
    ring(NULL);
    return JS_UNDEFINED;
}

/* hold(change), hear(change) */
static JSValue js_change(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv,
                         int heard)
{
    int32_t change;

    (void)this_val;
    (void)argc;
    if (JS_GetRuntime(ctx) != runtime) {
        return JS_UNDEFINED;
    }
    if (JS_ToInt32(ctx, &change, argv[0]) < 0 || (heard ? hear : qp__wake_hold)(ctx, change) < 0) {
        return JS_EXCEPTION;
    }
    return JS_UNDEFINED;
}

/* On the Worker's thread. */
static JSValue js_wait_for_bell(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    (void)argv;
    return JS_NewBool(ctx, WaitForSingleObject(bell, INFINITE) == WAIT_OBJECT_0);
}

static const JSCFunctionListEntry funcs[] = {
    JS_CFUNC_DEF("attach", 1, js_attach),
    JS_CFUNC_DEF("turn", 0, js_turn),
    JS_CFUNC_DEF("ring", 0, js_ring),
    JS_CFUNC_DEF("waitForBell", 0, js_wait_for_bell),
    JS_CFUNC_MAGIC_DEF("hold", 1, js_change, 0),
    JS_CFUNC_MAGIC_DEF("hear", 1, js_change, 1),
    JS_CFUNC_DEF("isOverdue", 0, js_is_overdue),
};

QP__DEFINE_MODULE(qp__init_wake, funcs)
