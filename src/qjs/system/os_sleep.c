#include "qjs/system/os_sleep.h"

#include "qjs/c_module.h"
#include "quickproc/signal.h"
#include "win32/system/win.h"
#include "quickjs/events/async.h"

/* A Worker has no signals, nor other events. */
static int sleep_for(JSContext *ctx, uint32_t ms)
{
    if (ms > 0 && qp__async_find(ctx) != NULL) {
        return qp_sleep(ms);
    }
    Sleep(ms);
    return 0;
}

static int (*is_interrupted)(JSRuntime *rt);

void qp__os_sleep_set_interrupted(int (*function)(JSRuntime *rt))
{
    is_interrupted = function;
}

/* What the engine itself throws, when it asks whether it shall go on. */
static JSValue throw_interrupted(JSContext *ctx)
{
    JSValue error;

    JS_ThrowInternalError(ctx, "interrupted");
    error = JS_GetException(ctx);
    JS_SetUncatchableError(ctx, error);
    return JS_Throw(ctx, error);
}

/* As quickjs-libc reads the number. 0 or -EINTR; at the prompt Ctrl+C stops the script. */
static JSValue js_sleep(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    int64_t ms;
    int result;

    (void)this_val;
    (void)argc;
    if (JS_ToInt64(ctx, &ms, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    ms = ms < 0 ? 0 : ms > INT32_MAX ? INT32_MAX : ms;
    result = sleep_for(ctx, (uint32_t)ms);
    if (result < 0 && is_interrupted != NULL && is_interrupted(JS_GetRuntime(ctx))) {
        return throw_interrupted(ctx);
    }
    return JS_NewInt32(ctx, result);
}

static const JSCFunctionListEntry funcs[] = {JS_CFUNC_DEF("sleep", 1, js_sleep)};

QP__DEFINE_MODULE(qp__init_os_sleep, funcs)
