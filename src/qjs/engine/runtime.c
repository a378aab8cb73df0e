#include "qjs/engine/runtime.h"

#include <stdio.h>

#include <quickjs-libc.h>

#include "qjs/engine/console_object.h"
#include "qjs/engine/lazy_globals.h"
#include "qjs/engine/modules.h"
#include "qjs/engine/trace.h"
#include "qjs/loop/wake.h"
#include "win32/system/win.h"

/* Set before the first context is made, never changed: Workers read them from other threads. */
static int process_argc;
static char **process_argv;

void qp__runtime_set_argv(int argc, char **argv)
{
    process_argc = argc;
    process_argv = argv;
}

static JSValue js_gc(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    (void)argv;
    JS_RunGC(JS_GetRuntime(ctx));
    return JS_UNDEFINED;
}

static JSValue js_user_agent(JSContext *ctx, JSValueConst this_val)
{
    char text[64];

    (void)this_val;
    snprintf(text, sizeof(text), "quickjs-ng/%s", JS_GetVersion());
    return JS_NewString(ctx, text);
}

static const JSCFunctionListEntry navigator_funcs[] = {
    JS_CGETSET_DEF2("userAgent", js_user_agent, NULL, JS_PROP_CONFIGURABLE | JS_PROP_ENUMERABLE),
    JS_PROP_STRING_DEF("[Symbol.toStringTag]", "Navigator", JS_PROP_CONFIGURABLE),
};

static const JSCFunctionListEntry global_funcs[] = {
    JS_CFUNC_DEF("gc", 0, js_gc),
};

static JSValue new_strings(JSContext *ctx, int count, char **strings)
{
    JSValue array = JS_NewArray(ctx);

    for (int i = 0; i < count && !JS_IsException(array); i++) {
        if (JS_DefinePropertyValueUint32(ctx, array, (uint32_t)i, JS_NewString(ctx, strings[i]),
                                         JS_PROP_C_W_E) < 0) {
            JS_FreeValue(ctx, array);
            array = JS_EXCEPTION;
        }
    }
    return array;
}

static int add_navigator(JSContext *ctx, JSValueConst global)
{
    JSValue prototype = JS_NewObject(ctx);
    JSValue navigator = JS_EXCEPTION;

    if (!JS_IsException(prototype)) {
        JS_SetPropertyFunctionList(ctx, prototype, navigator_funcs,
                                   sizeof(navigator_funcs) / sizeof(navigator_funcs[0]));
        navigator = JS_NewObjectProto(ctx, prototype);
    }
    JS_FreeValue(ctx, prototype);
    return JS_DefinePropertyValueStr(ctx, global, "navigator", navigator,
                                     JS_PROP_CONFIGURABLE | JS_PROP_ENUMERABLE);
}

static int add_globals(JSContext *ctx)
{
    JSValue global = JS_GetGlobalObject(ctx);
    const char *name = process_argc > 0 ? process_argv[0] : "";
    int result = -1;

    JS_SetPropertyFunctionList(ctx, global, global_funcs,
                               sizeof(global_funcs) / sizeof(global_funcs[0]));
    if (JS_SetPropertyStr(ctx, global, "execArgv", new_strings(ctx, process_argc, process_argv)) >=
            0 &&
        JS_SetPropertyStr(ctx, global, "argv0", JS_NewString(ctx, name)) >= 0 &&
        add_navigator(ctx, global) >= 0 && qp__console_object_expect(ctx, global) >= 0 &&
        qp__lazy_globals_add(ctx, global) >= 0) {
        result = 0;
    }
    JS_FreeValue(ctx, global);
    return result;
}

/* Also how quickjs-libc makes the context of a Worker. */
static JSContext *new_context(JSRuntime *rt)
{
    JSContext *ctx = JS_NewContext(rt);

    if (ctx == NULL) {
        return NULL;
    }
    qp__modules_install(rt);
    if (add_globals(ctx) < 0) {
        JS_FreeContext(ctx);
        return NULL;
    }
    return ctx;
}

/*
 * Engines check their own stack limit, not the thread's: a limit beyond the real stack would end in
 * a crash instead of a RangeError. Some of the stack is needed below the last check.
 */
static size_t fitting_stack(int64_t wanted_bytes)
{
    const ULONG_PTR reserve = (ULONG_PTR)256 * 1024;
    ULONG_PTR low;
    ULONG_PTR high;
    size_t most;

    GetCurrentThreadStackLimits(&low, &high);
    most = (size_t)(high - low > 2 * reserve ? high - low - reserve : (high - low) / 2);
    return wanted_bytes > 0 && (uint64_t)wanted_bytes < most ? (size_t)wanted_bytes : most;
}

static void apply_limits(JSRuntime *rt, const qp__options *options)
{
    if (options->memory_limit_bytes >= 0) {
        JS_SetMemoryLimit(rt, (size_t)options->memory_limit_bytes);
    }
    if (options->stack_size_bytes >= 0) {
        JS_SetMaxStackSize(rt, fitting_stack(options->stack_size_bytes));
    }
    if (options->dump_flags != 0) {
        JS_SetDumpFlags(rt, options->dump_flags);
    }
}

JSContext *qp__runtime_new(const qp__options *options)
{
    JSRuntime *rt = options->trace_memory ? qp__trace_new_runtime() : JS_NewRuntime();
    JSContext *ctx;

    if (rt == NULL) {
        return NULL;
    }
    apply_limits(rt, options);
    js_std_set_worker_new_context_func(new_context);
    js_std_init_handlers(rt);
    ctx = new_context(rt);
    if (ctx != NULL && qp__wake_enable(ctx) < 0) {
        JS_FreeContext(ctx);
        ctx = NULL;
    }
    if (ctx == NULL) {
        js_std_free_handlers(rt);
        JS_FreeRuntime(rt);
        return NULL;
    }
    JS_SetHostPromiseRejectionTracker(rt, qp__wake_track_rejection, NULL);
    return ctx;
}

void qp__runtime_free(JSContext *ctx)
{
    JSRuntime *rt = JS_GetRuntime(ctx);

    qp__wake_disable(ctx);
    js_std_free_handlers(rt);
    JS_FreeContext(ctx);
    JS_FreeRuntime(rt);
}

int qp__runtime_add_script_args(JSContext *ctx, int argc, char **argv)
{
    JSValue global = JS_GetGlobalObject(ctx);
    int result;

    js_std_add_helpers(ctx, -1, NULL);
    result = JS_SetPropertyStr(ctx, global, "scriptArgs", new_strings(ctx, argc, argv));
    JS_FreeValue(ctx, global);
    return result < 0 ? -1 : 0;
}
