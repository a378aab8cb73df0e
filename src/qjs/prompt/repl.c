#include "qjs/prompt/repl.h"

#include <stdio.h>
#include <string.h>

#include <quickjs-libc.h>

#include "qjs/c_module.h"
#include "qjs/engine/evaluate.h"
#include "qjs/loop/loop.h"
#include "qjs/prompt/console.h"
#include "qjs/system/os_sleep.h"

/* ---- Running scripts --------------------------------------------------------------------- */

/* An interrupted script throws what cannot be caught, so that it really ends; here it has ended. */
static JSValue make_catchable(JSContext *ctx, JSValue value)
{
    if (JS_IsException(value)) {
        JS_ResetUncatchableError(ctx);
    }
    return value;
}

static JSValue eval(JSContext *ctx, JSValueConst source, int flags)
{
    size_t size;
    const char *text = JS_ToCStringLen(ctx, &size, source);
    JSValue value;

    if (text == NULL) {
        return JS_EXCEPTION;
    }
    value = JS_Eval(ctx, text, size, "<repl>",
                    JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_BACKTRACE_BARRIER | flags);
    JS_FreeCString(ctx, text);
    return make_catchable(ctx, value);
}

static JSValue js_evaluate(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv,
                           int flags)
{
    (void)this_val;
    (void)argc;
    qp__console_consume_interrupt();
    return eval(ctx, argv[0], flags);
}

static JSValue js_compile(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    int is_async = argc >= 2 && JS_ToBool(ctx, argv[1]) > 0;
    JSValue value =
        eval(ctx, argv[0], JS_EVAL_FLAG_COMPILE_ONLY | (is_async ? JS_EVAL_FLAG_ASYNC : 0));

    (void)this_val;
    if (JS_IsException(value)) {
        return value;
    }
    JS_FreeValue(ctx, value);
    return JS_UNDEFINED;
}

static JSValue js_protect(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    return make_catchable(ctx, JS_Call(ctx, argv[0], JS_UNDEFINED, 0, NULL));
}

static JSValue js_consume(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)ctx;
    (void)this_val;
    (void)argc;
    (void)argv;
    qp__console_consume_interrupt();
    return JS_UNDEFINED;
}

/* ---- Looking into values ----------------------------------------------------------------- */

static JSValue js_class_of(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    JSAtom name;
    JSValue value;

    (void)this_val;
    (void)argc;
    if (!JS_IsObject(argv[0])) {
        return JS_UNDEFINED;
    }
    if (JS_IsProxy(argv[0])) {
        return JS_NewString(ctx, "Proxy");
    }
    name = JS_GetClassName(JS_GetRuntime(ctx), JS_GetClassID(argv[0]));
    value = JS_AtomToString(ctx, name);
    JS_FreeAtom(ctx, name);
    return value;
}

static JSValue js_promise_state(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    JSPromiseStateEnum state = JS_PromiseState(ctx, argv[0]);
    const char *name = state == JS_PROMISE_FULFILLED  ? "fulfilled"
                       : state == JS_PROMISE_REJECTED ? "rejected"
                                                      : "pending";
    JSValue values[2];

    (void)this_val;
    (void)argc;
    values[0] = JS_NewString(ctx, name);
    values[1] = state == JS_PROMISE_FULFILLED || state == JS_PROMISE_REJECTED
                    ? JS_PromiseResult(ctx, argv[0])
                    : JS_UNDEFINED;
    return JS_NewArrayFrom(ctx, 2, values);
}

static JSValue js_proxy_target(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    return JS_GetProxyTarget(ctx, argv[0]);
}

/* ---- Rejections -------------------------------------------------------------------------- */

static JSValue rejection_handler; /* of the main thread's context; undefined: none */

static void on_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason, bool is_handled,
                         void *opaque)
{
    JSValueConst args[3] = {promise, reason, JS_NewBool(ctx, is_handled)};

    (void)opaque;
    JS_FreeValue(ctx, JS_Call(ctx, rejection_handler, JS_UNDEFINED, 3, args));
}

static JSValue js_on_rejection(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    JS_FreeValue(ctx, rejection_handler);
    rejection_handler = JS_DupValue(ctx, argv[0]);
    return JS_UNDEFINED;
}

static const JSCFunctionListEntry funcs[] = {
    JS_CFUNC_MAGIC_DEF("evaluate", 1, js_evaluate, 0),
    JS_CFUNC_MAGIC_DEF("evaluateAsync", 1, js_evaluate, JS_EVAL_FLAG_ASYNC),
    JS_CFUNC_DEF("compile", 2, js_compile),
    JS_CFUNC_DEF("protect", 1, js_protect),
    JS_CFUNC_DEF("consumeInterrupt", 0, js_consume),
    JS_CFUNC_DEF("onRejection", 1, js_on_rejection),
    JS_CFUNC_DEF("classOf", 1, js_class_of),
    JS_CFUNC_DEF("promiseState", 1, js_promise_state),
    JS_CFUNC_DEF("proxyTarget", 1, js_proxy_target),
};

QP__DEFINE_MODULE(qp__init_repl, funcs)

int qp__repl_run(JSContext *ctx)
{
    static const char source[] = "import 'quickproc:repl';\n";
    JSRuntime *rt = JS_GetRuntime(ctx);
    int result;

    if (qp__console_open() < 0) {
        fputs("quickproc: the prompt cannot be opened\n", stderr);
        return -1;
    }
    rejection_handler = JS_UNDEFINED;
    JS_SetInterruptHandler(rt, qp__console_interrupt, NULL);
    qp__os_sleep_set_interrupted(qp__console_interrupted_sleep);
    JS_SetHostPromiseRejectionTracker(rt, on_rejection, NULL);
    result = qp__evaluate(ctx, source, sizeof(source) - 1, "<prompt>", QP__SOURCE_MODULE);
    /* An error in a timer or in a handler ends the loop, but not the session. */
    while (result == 0 && qp__loop_run(ctx) != 0) {
        js_std_dump_error(ctx);
    }
    JS_SetHostPromiseRejectionTracker(rt, NULL, NULL);
    JS_FreeValue(ctx, rejection_handler);
    return result;
}
