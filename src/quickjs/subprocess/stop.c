/* Programs that are asked to end before they are forced; qp_stop says by what. */
#include "quickjs/events/async.h"
#include "quickjs/subprocess/native.h"
#include "quickproc/stop.h"

static const char *const step_names[] = {"exit", "signal", "close", "ctrl-c", "ctrl-break", "kill"};

/* Calls the function with the result and the step's name. */
static void stopped(void *opaque, int result, qp_stop_step step)
{
    qp__waiter *waiter = opaque;
    JSContext *ctx = waiter->async->ctx;
    JSValue argv[2] = {JS_NewInt32(ctx, result), JS_NewString(ctx, step_names[step])};

    qp__async_call(waiter->async, waiter->function, 2, (JSValueConst *)argv);
    JS_FreeValue(ctx, argv[1]);
    qp__waiter_free(waiter);
}

/* stop(pid, signal, killSignal, forceKillAfterMs, done): 0, or -errno: nothing was asked, and
 * `done` is not called. A signal that is null asks by nothing; a time below 0 is never. */
QP__JS_FUNCTION(qp__js_stop)
{
    qp__async *async = qp__async_get(ctx, "stop");
    qp_stop_options options;
    qp_stopping *stopping;
    qp__waiter *waiter;
    int32_t pid;
    int32_t signal;
    int32_t kill_signal;
    int64_t after_ms;
    int error;

    (void)this_val;
    (void)argc;
    if (async == NULL || JS_ToInt32(ctx, &pid, argv[0]) < 0 ||
        JS_ToInt32(ctx, &signal, argv[1]) < 0 || JS_ToInt32(ctx, &kill_signal, argv[2]) < 0 ||
        JS_ToInt64(ctx, &after_ms, argv[3]) < 0) {
        return JS_EXCEPTION;
    }
    qp_stop_options_init(&options, sizeof(options));
    options.signal = signal;
    options.ask = !JS_IsNull(argv[1]);
    options.kill_signal = kill_signal;
    options.force_kill_after_ms =
        after_ms < 0 || after_ms >= QP_NO_TIMEOUT ? QP_NO_TIMEOUT : (uint32_t)after_ms;
    waiter = qp__waiter_new(async, argv[4]);
    if (waiter == NULL) {
        return JS_EXCEPTION;
    }
    error = qp_stop_async(async->events, pid, &options, stopped, waiter, &stopping);
    if (error < 0) {
        qp__waiter_free(waiter);
        return JS_NewInt32(ctx, error);
    }
    if (qp__async_update(async) < 0) {
        qp_stop_cancel(stopping);
        qp__waiter_free(waiter);
        return JS_EXCEPTION;
    }
    return JS_NewInt32(ctx, 0);
}
