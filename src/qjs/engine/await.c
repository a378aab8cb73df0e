#include "qjs/engine/await.h"

#include <quickjs-libc.h>

#include "qjs/loop/loop.h"
#include "qjs/loop/wake.h"

/* Of the main thread, which alone evaluates modules here. */
static int settled;

/* A job that fails is what ends js_std_loop. */
static JSValue stop_loop(JSContext *ctx, int argc, JSValueConst *argv)
{
    (void)argc;
    (void)argv;
    settled = 1;
    return JS_Throw(ctx, JS_UNDEFINED);
}

static JSValue on_settled(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    (void)argv;
    return JS_EnqueueJob(ctx, stop_loop, 0, NULL) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

static int stop_when_settled(JSContext *ctx, JSValueConst promise)
{
    JSValue function = JS_NewCFunction(ctx, on_settled, "", 0);
    JSValue arguments[2] = {function, function};
    JSAtom then = JS_NewAtom(ctx, "then");
    JSValue derived = JS_Invoke(ctx, promise, then, 2, (JSValueConst *)arguments);
    int failed = JS_IsException(derived);

    JS_FreeValue(ctx, derived);
    JS_FreeAtom(ctx, then);
    JS_FreeValue(ctx, function);
    return failed ? -1 : 0;
}

/* Runs the loop until the promise is settled, be it by the handler of a signal. 0; -1 with an
 * exception.
 */
static int run_loop(JSContext *ctx, JSValueConst promise)
{
    int failed;

    settled = 0;
    if (stop_when_settled(ctx, promise) < 0 || qp__wake_hold(ctx, 1) < 0) {
        return -1;
    }
    failed = qp__loop_run(ctx);
    qp__wake_hold(ctx, -1);
    if (settled) {
        JS_FreeValue(ctx, JS_GetException(ctx));
        return 0;
    }
    if (!failed) {
        JS_ThrowTypeError(ctx, "top-level await: nothing is left that could resolve it");
    }
    return -1;
}

JSValue qp__await(JSContext *ctx, JSValue promise)
{
    if (JS_PromiseState(ctx, promise) == JS_PROMISE_PENDING && run_loop(ctx, promise) < 0) {
        JS_FreeValue(ctx, promise);
        return JS_EXCEPTION;
    }
    return js_std_await(ctx, promise);
}
