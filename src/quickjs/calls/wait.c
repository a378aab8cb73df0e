#include "quickjs/calls/calls.h"
#include "quickjs/calls/failed_starts.h"

#include <errno.h>

/* true waits, false does not; numbers are POSIX's option bits; nothing given: waits. */
int qp__read_wait_options(JSContext *ctx, int argc, JSValueConst *argv, int32_t *options)
{
    *options = 0;
    if (argc < 2 || JS_IsUndefined(argv[1])) {
        return 0;
    }
    if (JS_IsBool(argv[1])) {
        *options = JS_ToBool(ctx, argv[1]) ? 0 : QP_WNOHANG;
        return 0;
    }
    return JS_ToInt32(ctx, options, argv[1]);
}

JSValue qp__new_pair(JSContext *ctx)
{
    JSValue pair = JS_NewArray(ctx);

    if (!JS_IsException(pair) && qp__set_pair(ctx, pair, 0, 0) < 0) {
        JS_FreeValue(ctx, pair);
        return JS_EXCEPTION;
    }
    return pair;
}

int qp__set_pair(JSContext *ctx, JSValueConst pair, int64_t first, int64_t second)
{
    if (JS_DefinePropertyValueUint32(ctx, pair, 0, JS_NewInt64(ctx, first), JS_PROP_C_W_E) < 0 ||
        JS_DefinePropertyValueUint32(ctx, pair, 1, JS_NewInt64(ctx, second), JS_PROP_C_W_E) < 0) {
        return -1;
    }
    return 0;
}

int qp__wait_result(int pid, int result)
{
    return result == -ECHILD && qp__failed_start_take(pid) ? pid : result;
}

JSValue qp__waitpid_pair(JSContext *ctx, int pid, int options)
{
    JSValue pair = qp__new_pair(ctx);
    qp_status status;
    int result;

    if (!JS_IsException(pair)) {
        result = qp__wait_result(pid, qp_waitpid(pid, options, &status));
        qp__set_pair(ctx, pair, result, status);
    }
    return pair;
}

/* waitpid(pid[, block or options]) -> [pid, status] */
QP__JS_FUNCTION(qp__js_waitpid)
{
    int32_t pid;
    int32_t options;

    (void)this_val;
    if (JS_ToInt32(ctx, &pid, argv[0]) < 0 ||
        qp__read_wait_options(ctx, argc, argv, &options) < 0) {
        return JS_EXCEPTION;
    }
    return qp__waitpid_pair(ctx, pid, options);
}

/* WIFEXITED(status) and its like */
QP__JS_FUNCTION_MAGIC(qp__js_status_macro)
{
    int64_t status;

    (void)this_val;
    (void)argc;
    if (JS_ToInt64(ctx, &status, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    switch (magic) {
    case QP__WIFEXITED:
        return JS_NewBool(ctx, qp_wifexited(status));
    case QP__WIFSIGNALED:
        return JS_NewBool(ctx, qp_wifsignaled(status));
    case QP__WTERMSIG:
        return JS_NewInt32(ctx, qp_wtermsig(status));
    default:
        return JS_NewInt64(ctx, qp_wexitstatus(status));
    }
}
