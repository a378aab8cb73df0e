#include "qjs/engine/lazy_globals.h"

#include <stdio.h>

static const struct {
    const char *name;
    const char *module;
} lazy[] = {
    {"AbortController", "qjs:subprocess"},
    {"AbortSignal", "qjs:subprocess"},
    {"clearInterval", "qjs:os"},
    {"clearTimeout", "qjs:os"},
    {"setInterval", "qjs:os"},
    {"setTimeout", "qjs:os"},
};

/* What the first read and an assignment leave behind: a property as the other globals are. */
static int define(JSContext *ctx, int which, JSValue value)
{
    JSValue global = JS_GetGlobalObject(ctx);
    int result = JS_DefinePropertyValueStr(ctx, global, lazy[which].name, value,
                                           JS_PROP_CONFIGURABLE | JS_PROP_WRITABLE);

    JS_FreeValue(ctx, global);
    return result;
}

/* Throws what the promise of a module was rejected with. Nothing in ours awaits: it has run. */
static int check(JSContext *ctx, JSValue promise)
{
    int result = JS_IsException(promise) ? -1 : 0;

    if (result == 0 && JS_PromiseState(ctx, promise) == JS_PROMISE_REJECTED) {
        JS_Throw(ctx, JS_PromiseResult(ctx, promise));
        result = -1;
    }
    JS_FreeValue(ctx, promise);
    return result;
}

/* By a module that exports it again: import() would answer later. */
static JSValue load(JSContext *ctx, int which)
{
    char source[80];
    int size = snprintf(source, sizeof(source), "export { %s } from '%s';\n", lazy[which].name,
                        lazy[which].module);
    JSValue module = JS_Eval(ctx, source, (size_t)size, "<globals>",
                             JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
    JSValue namespace;
    JSValue value;

    if (JS_IsException(module) || check(ctx, JS_EvalFunction(ctx, JS_DupValue(ctx, module))) < 0) {
        JS_FreeValue(ctx, module);
        return JS_EXCEPTION;
    }
    namespace = JS_GetModuleNamespace(ctx, JS_VALUE_GET_PTR(module));
    value = JS_GetPropertyStr(ctx, namespace, lazy[which].name);
    JS_FreeValue(ctx, namespace);
    JS_FreeValue(ctx, module);
    return value;
}

static JSValue js_get(JSContext *ctx, JSValueConst this_val, int which)
{
    JSValue value = load(ctx, which);

    (void)this_val;
    if (!JS_IsException(value) && define(ctx, which, JS_DupValue(ctx, value)) < 0) {
        JS_FreeValue(ctx, value);
        return JS_EXCEPTION;
    }
    return value;
}

static JSValue js_set(JSContext *ctx, JSValueConst this_val, JSValueConst value, int which)
{
    (void)this_val;
    return define(ctx, which, JS_DupValue(ctx, value)) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

#define LAZY(name, which) JS_CGETSET_MAGIC_DEF(name, js_get, js_set, which)

static const JSCFunctionListEntry globals[] = {
    LAZY("AbortController", 0), LAZY("AbortSignal", 1), LAZY("clearInterval", 2),
    LAZY("clearTimeout", 3),    LAZY("setInterval", 4), LAZY("setTimeout", 5),
};

int qp__lazy_globals_add(JSContext *ctx, JSValueConst global)
{
    return JS_SetPropertyFunctionList(ctx, global, globals, sizeof(globals) / sizeof(globals[0])) <
                   0
               ? -1
               : 0;
}
