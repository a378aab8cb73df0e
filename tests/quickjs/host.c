/*
 * A host without quickjs-libc: what quickproc_dispatch runs and reports, several runtimes on one
 * thread, and a host that cannot wait for more: the script's call throws then, and has done
 * nothing.
 */
#include "../core/test.h"

#include <quickproc/quickjs.h>
#include <quickproc/quickproc.h>
#include <windows.h>

/* ---- The host ---------------------------------------------------------------------------- */

typedef struct host_state {
    int activity; /* as told */
    int refuses;
} host_state;

static int set_activity(JSContext *ctx, int activity, void *opaque)
{
    host_state *host = opaque;

    if (host->refuses) {
        JS_ThrowInternalError(ctx, "refused");
        return -1;
    }
    host->activity = activity;
    return 0;
}

static JSContext *new_context(void)
{
    JSRuntime *rt = JS_NewRuntime();
    JSContext *ctx = rt == NULL ? NULL : JS_NewContext(rt);

    if (ctx == NULL) {
        abort();
    }
    return ctx;
}

static void free_context(JSContext *ctx)
{
    JSRuntime *rt = JS_GetRuntime(ctx);

    JS_FreeContext(ctx);
    JS_FreeRuntime(rt);
}

static void evaluate(JSContext *ctx, const char *source, int type)
{
    JSValue value = JS_Eval(ctx, source, strlen(source), "host", type);

    CHECK(!JS_IsException(value));
    JS_FreeValue(ctx, value);
}

/* With `os` as a global variable. */
static void add_os(JSContext *ctx)
{
    CHECK(quickproc_init_module(ctx, "os") != NULL);
    evaluate(ctx, "import * as os from 'os'; globalThis.os = os; globalThis.log = [];",
             JS_EVAL_TYPE_MODULE);
    CHECK_INT(quickproc_dispatch(ctx), 0);
}

static JSContext *new_world(const quickproc_host *host)
{
    JSContext *ctx = new_context();

    CHECK_INT(quickproc_enable_events(ctx, host), 0);
    add_os(ctx);
    return ctx;
}

static void take_text(JSContext *ctx, JSValue value, char *text, size_t size)
{
    const char *string = JS_ToCString(ctx, value);

    snprintf(text, size, "%s", string == NULL ? "?" : string);
    JS_FreeCString(ctx, string);
    JS_FreeValue(ctx, value);
}

/* The expression's value, or what it throws, as text. */
static void says(JSContext *ctx, const char *expression, const char *expected)
{
    JSValue value = JS_Eval(ctx, expression, strlen(expression), "host", JS_EVAL_TYPE_GLOBAL);
    char text[200];

    take_text(ctx, JS_IsException(value) ? JS_GetException(ctx) : value, text, sizeof(text));
    if (!CHECK(strcmp(text, expected) == 0)) {
        printf("    %s: '%s', not '%s'\n", expression, text, expected);
    }
}

/* Until there may be something to dispatch; a thread may have to find that out first. */
static void wait(JSContext *ctx)
{
    HANDLE handle = quickproc_events_handle(ctx);

    if (handle != NULL) {
        WaitForSingleObject(handle, 100);
    }
}

/* quickproc_dispatch reports this exception, soon. */
static void dispatch_throws(JSContext *ctx, const char *expected)
{
    char text[200] = "";
    int result = quickproc_dispatch(ctx);

    for (int tries = 0; result == 0 && tries < 100; tries++) {
        wait(ctx);
        result = quickproc_dispatch(ctx);
    }
    if (CHECK_INT(result, -1)) {
        take_text(ctx, JS_GetException(ctx), text, sizeof(text));
    }
    if (!CHECK(strcmp(text, expected) == 0)) {
        printf("    '%s', not '%s'\n", text, expected);
    }
}

static int is_true(JSContext *ctx, const char *condition)
{
    JSValue value = JS_Eval(ctx, condition, strlen(condition), "host", JS_EVAL_TYPE_GLOBAL);
    int result = JS_ToBool(ctx, value) > 0;

    JS_FreeValue(ctx, value);
    return result;
}

static void dispatch_until(JSContext *ctx, const char *condition)
{
    for (int tries = 0; !is_true(ctx, condition) && tries < 100; tries++) {
        CHECK(quickproc_dispatch(ctx) >= 0);
        wait(ctx);
    }
    if (!CHECK(is_true(ctx, condition))) {
        printf("    %s: never\n", condition);
    }
}

static void set_child_folder(JSContext *ctx)
{
    const char *folder = getenv("QP_TEST_CHILDREN");
    JSValue global = JS_GetGlobalObject(ctx);

    JS_SetPropertyStr(ctx, global, "childFolder", JS_NewString(ctx, folder == NULL ? "" : folder));
    JS_FreeValue(ctx, global);
}

/* ---- Jobs -------------------------------------------------------------------------------- */

static JSValue throwing_job(JSContext *ctx, int argc, JSValueConst *argv)
{
    (void)argc;
    (void)argv;
    return JS_ThrowInternalError(ctx, "of the job");
}

static void test_jobs(int with_events)
{
    JSContext *ctx = new_context();

    if (with_events) {
        CHECK_INT(quickproc_enable_events(ctx, NULL), 0);
    }
    add_os(ctx);
    says(ctx, "Promise.resolve().then(() => log.push(1)).then(() => log.push(2)); log.length", "0");
    CHECK_INT(quickproc_dispatch(ctx), 0);
    says(ctx, "log", "1,2");
    CHECK_INT(JS_EnqueueJob(ctx, throwing_job, 0, NULL), 0);
    dispatch_throws(ctx, "InternalError: of the job");
    CHECK_INT(quickproc_dispatch(ctx), 0);
    free_context(ctx);
}

/* ---- Several runtimes -------------------------------------------------------------------- */

static void test_runtimes(void)
{
    JSContext *first = new_world(NULL);
    JSContext *second = new_world(NULL);
    JSContext *without = new_context();

    add_os(without);
    CHECK(quickproc_events_handle(first) != quickproc_events_handle(second));
    CHECK(quickproc_events_handle(without) == NULL);
    says(without, "os.setReadHandler(0, () => {})",
         "TypeError: setReadHandler is only available in the main thread");
    says(without, "os.signal(os.SIGUSR1, null)",
         "TypeError: signal handler can only be set in the main thread");
    says(first, "os.signal(os.SIGUSR1, () => {})", "undefined");
    CHECK_INT(quickproc_activity(first), QUICKPROC_PASSIVE);
    CHECK_INT(quickproc_activity(second), QUICKPROC_IDLE);
    CHECK_INT(quickproc_activity(without), QUICKPROC_IDLE);
    says(second, "os.signal(os.SIGUSR1, () => {})",
         "TypeError: another runtime of this process handles its signals");
    free_context(first);
    says(second, "os.signal(os.SIGUSR1, () => {})", "undefined");
    CHECK_INT(quickproc_activity(second), QUICKPROC_PASSIVE);
    free_context(second);
    free_context(without);
}

/* ---- A host that refuses ----------------------------------------------------------------- */

static void test_refused_handlers(JSContext *ctx, host_state *host)
{
    evaluate(ctx, "globalThis.fds = os.pipe(); globalThis.called = 0;", JS_EVAL_TYPE_GLOBAL);
    host->refuses = 1;
    says(ctx, "os.setReadHandler(fds[0], () => called++)", "InternalError: refused");
    says(ctx, "os.setWriteHandler(fds[1], () => called++)", "InternalError: refused");
    says(ctx, "os.signal(os.SIGUSR1, () => called++)", "InternalError: refused");
    host->refuses = 0;
    CHECK_INT(quickproc_activity(ctx), QUICKPROC_IDLE);
    says(ctx, "os.write(fds[1], new ArrayBuffer(1), 0, 1)", "1");
    says(ctx, "os.exec([childFolder + '\\\\sleep.exe', '100'])", "0");
    CHECK_INT(quickproc_dispatch(ctx), 0);
    says(ctx, "called", "0");
    CHECK_INT(host->activity, QUICKPROC_IDLE);
    /* And for the next one: no count of the refused ones is left. */
    says(ctx, "os.setReadHandler(fds[0], () => { called++; os.setReadHandler(fds[0], null); })",
         "undefined");
    CHECK_INT(host->activity, QUICKPROC_ACTIVE);
    dispatch_until(ctx, "called > 0");
    CHECK_INT(host->activity, QUICKPROC_IDLE);
    says(ctx, "called", "1");
}

/* The host is told at once, not when it dispatches the next time. */
static void test_removed_handlers(JSContext *ctx, const host_state *host)
{
    says(ctx, "os.setReadHandler(fds[0], () => called++)", "undefined");
    says(ctx, "os.setWriteHandler(fds[1], () => called++)", "undefined");
    says(ctx, "os.setReadHandler(fds[0], null)", "undefined");
    CHECK_INT(host->activity, QUICKPROC_ACTIVE);
    says(ctx, "os.setWriteHandler(fds[1], null)", "undefined");
    CHECK_INT(host->activity, QUICKPROC_IDLE);
    says(ctx, "os.signal(os.SIGUSR1, () => called++)", "undefined");
    CHECK_INT(host->activity, QUICKPROC_PASSIVE);
    says(ctx, "os.signal(os.SIGUSR1, null)", "undefined");
    CHECK_INT(host->activity, QUICKPROC_IDLE);
}

static void test_refused_promises(JSContext *ctx, host_state *host)
{
    evaluate(ctx,
             "globalThis.pid = os.exec([childFolder + '\\\\true.exe'], { block: false });\n"
             "globalThis.why = [];",
             JS_EVAL_TYPE_GLOBAL);
    host->refuses = 1;
    says(ctx,
         "os.execAsync([childFolder + '\\\\true.exe']).catch((e) => why.push(e.message));\n"
         "os.waitpidAsync(pid).catch((e) => why.push(e.message)); 0",
         "0");
    host->refuses = 0;
    CHECK_INT(quickproc_dispatch(ctx), 0);
    says(ctx, "why", "refused,refused");
    CHECK_INT(quickproc_activity(ctx), QUICKPROC_IDLE);
    says(ctx, "os.waitpid(pid, true)[0] === pid", "true");
    says(ctx, "os.exec([childFolder + '\\\\sleep.exe', '100'])", "0");
    CHECK_INT(quickproc_dispatch(ctx), 0);
    CHECK_INT(host->activity, QUICKPROC_IDLE);
}

/* The host is told once more, by the next call; the handler's own exception is not replaced. */
static void test_refused_end(JSContext *ctx, host_state *host)
{
    const char *const handlers[][2] = {
        {"os.setReadHandler(fds[0], null)", "InternalError: refused"},
        {"try { os.setReadHandler(fds[0], null); } catch (e) {} throw new Error('mine')",
         "Error: mine"},
    };
    char source[200];

    for (size_t i = 0; i < COUNT(handlers); i++) {
        test_about = handlers[i][1];
        snprintf(source, sizeof(source), "os.setReadHandler(fds[0], () => { %s; })",
                 handlers[i][0]);
        says(ctx, source, "undefined");
        CHECK_INT(host->activity, QUICKPROC_ACTIVE);
        host->refuses = 1;
        dispatch_throws(ctx, handlers[i][1]);
        host->refuses = 0;
        CHECK_INT(quickproc_dispatch(ctx), 0);
        CHECK_INT(host->activity, QUICKPROC_IDLE);
    }
    test_about = "";
}

static void test_refusing_host(void)
{
    host_state state = {QUICKPROC_IDLE, 0};
    const quickproc_host host = {set_activity, NULL, &state};
    JSContext *ctx = new_world(&host);

    set_child_folder(ctx);
    test_refused_handlers(ctx, &state);
    test_removed_handlers(ctx, &state);
    test_refused_promises(ctx, &state);
    test_refused_end(ctx, &state);
    free_context(ctx);
}

int main(void)
{
    test_jobs(0);
    test_jobs(1);
    test_runtimes();
    test_refusing_host();
    return test_end("host");
}
