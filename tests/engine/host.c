/*
 * A host without quickjs-libc, for the engine that it is compiled with: evaluates a script as a
 * module, with `os`, `subprocess` and `print`, and dispatches events until none can come.
 *
 *   host file.js
 */
#include <quickproc/quickjs.h>

#include <windows.h>

#include <stdio.h>
#include <stdlib.h>

static JSValue print(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    const char *text = argc > 0 ? JS_ToCString(ctx, argv[0]) : NULL;

    (void)this_val;
    if (text == NULL) {
        return JS_EXCEPTION;
    }
    puts(text);
    JS_FreeCString(ctx, text);
    return JS_UNDEFINED;
}

/* Returns 1, for an exit code. */
static int report(JSContext *ctx)
{
    JSValue error = JS_GetException(ctx);
    JSValue stack = JS_GetPropertyStr(ctx, error, "stack");
    const char *message = JS_ToCString(ctx, error);
    const char *where = JS_ToCString(ctx, stack);

    printf("%s\n%s", message != NULL ? message : "?", where != NULL ? where : "");
    JS_FreeCString(ctx, where);
    JS_FreeCString(ctx, message);
    JS_FreeValue(ctx, stack);
    JS_FreeValue(ctx, error);
    return 1;
}

static char *read_file(const char *name, size_t *length)
{
    FILE *file = fopen(name, "rb");
    char *text = calloc(1, 65536);

    if (file == NULL || text == NULL) {
        perror(name);
        exit(2);
    }
    *length = fread(text, 1, 65535, file);
    fclose(file);
    return text;
}

static int dispatch(JSContext *ctx)
{
    int failed = 0;
    int result;

    do {
        result = quickproc_dispatch(ctx);
        failed |= result < 0 && report(ctx);
    } while (result != 0);
    while (quickproc_activity(ctx) == QUICKPROC_ACTIVE) {
        WaitForSingleObject(quickproc_events_handle(ctx), INFINITE);
        do {
            result = quickproc_dispatch(ctx);
            failed |= result < 0 && report(ctx);
        } while (result != 0);
    }
    return failed;
}

/* The promise of a module that failed has nobody who looks at it. */
static int settled(JSContext *ctx, JSValue promise)
{
    int failed = 0;

    if (JS_PromiseState(ctx, promise) == JS_PROMISE_REJECTED) {
        JS_Throw(ctx, JS_PromiseResult(ctx, promise));
        failed = report(ctx);
    } else if (JS_PromiseState(ctx, promise) == JS_PROMISE_PENDING) {
        puts("the script waits for what cannot come");
        failed = 1;
    }
    JS_FreeValue(ctx, promise);
    return failed;
}

static int register_all(JSContext *ctx)
{
    if (quickproc_init_module(ctx, "os") == NULL ||
        quickproc_init_subprocess(ctx, "subprocess") == NULL) {
        return -1;
    }
    return quickproc_enable_events(ctx, NULL);
}

static int run(JSContext *ctx, const char *name)
{
    JSValue global = JS_GetGlobalObject(ctx);
    JSValue value;
    size_t length;
    char *text = read_file(name, &length);
    int failed;

    JS_SetPropertyStr(ctx, global, "print", JS_NewCFunction(ctx, print, "print", 1));
    JS_FreeValue(ctx, global);
    if (register_all(ctx) < 0) {
        return report(ctx);
    }
    value = JS_Eval(ctx, text, length, name, JS_EVAL_TYPE_MODULE);
    free(text);
    failed = JS_IsException(value) ? report(ctx) : 0;
    failed |= dispatch(ctx);
    return failed | settled(ctx, value);
}

/* A context that registers all and does nothing: what it leaves in the runtime must not be in the
 * next one's way. */
static int register_only(JSRuntime *rt)
{
    JSContext *ctx = JS_NewContext(rt);
    int failed = register_all(ctx) < 0 ? report(ctx) : 0;

    JS_FreeContext(ctx);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = argc == 2 ? 0 : 2;

    for (int round = 0; failed == 0 && round < 2; round++) {
        JSRuntime *rt = JS_NewRuntime();
        JSContext *ctx = JS_NewContext(rt);
        failed = register_only(rt);
        failed |= run(ctx, argv[1]);
        JS_FreeContext(ctx);
        JS_FreeRuntime(rt);
    }
    return failed;
}
