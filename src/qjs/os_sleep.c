#include "qjs/os_sleep.h"

#include "qjs/console.h"
#include "qjs/process.h"
#include "win32/signal_sleep.h"

/* A Worker has no signals. */
static int sleep_for(DWORD ms)
{
    if (ms > 0 && qp__process_is_main_thread()) {
        return qp__signal_sleep(ms);
    }
    Sleep(ms);
    return 0;
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
    result = sleep_for((DWORD)ms);
    if (result < 0 && qp__console_interrupted_sleep(JS_GetRuntime(ctx))) {
        return throw_interrupted(ctx);
    }
    return JS_NewInt32(ctx, result);
}

static const JSCFunctionListEntry funcs[] = {JS_CFUNC_DEF("sleep", 1, js_sleep)};

static int init(JSContext *ctx, JSModuleDef *module)
{
    return JS_SetModuleExportList(ctx, module, funcs, sizeof(funcs) / sizeof(funcs[0]));
}

JSModuleDef *qp__init_os_sleep(JSContext *ctx, const char *name)
{
    JSModuleDef *module = JS_NewCModule(ctx, name, init);

    if (module != NULL) {
        JS_AddModuleExportList(ctx, module, funcs, sizeof(funcs) / sizeof(funcs[0]));
    }
    return module;
}
