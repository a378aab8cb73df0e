#include "quickjs/events/async.h"
#include "quickjs/calls/exec_request.h"
#include "quickjs/calls/calls.h"

#include <errno.h>
#include <string.h>

/* A promise, and the functions that settle it. */
typedef struct capability {
    JSValue object;
    JSValue settle[2]; /* resolve, reject */
} capability;

static int promise_init(JSContext *ctx, capability *promise)
{
    promise->object = JS_NewPromiseCapability(ctx, promise->settle);
    return JS_IsException(promise->object) ? -1 : 0;
}

/* Returns the object, the rest is freed. */
static JSValue promise_finish(JSContext *ctx, capability *promise)
{
    JS_FreeValue(ctx, promise->settle[0]);
    JS_FreeValue(ctx, promise->settle[1]);
    return promise->object;
}

/* `value` is freed; an exception becomes the reason of a rejection. Returns the promise. */
static JSValue promise_settle(JSContext *ctx, capability *promise, JSValue value)
{
    int failed = JS_IsException(value);
    JSValue reason = failed ? JS_GetException(ctx) : value;
    JSValue result =
        JS_Call(ctx, promise->settle[failed], JS_UNDEFINED, 1, (JSValueConst *)&reason);

    JS_FreeValue(ctx, reason);
    JS_FreeValue(ctx, result);
    return promise_finish(ctx, promise);
}

/* `value` is freed. */
static void resolve_waiter(qp__waiter *waiter, JSValue value)
{
    JSContext *ctx = waiter->async->ctx;

    qp__async_call(waiter->async, waiter->function, 1, (JSValueConst *)&value);
    JS_FreeValue(ctx, value);
    qp__waiter_free(waiter);
}

/* ---- execAsync --------------------------------------------------------------------------- */

static void exec_done(void *opaque, int pid, qp_status status)
{
    qp__waiter *waiter = opaque;

    (void)pid;
    resolve_waiter(waiter, JS_NewInt64(waiter->async->ctx, qp__exec_result(status)));
}

/* 0; -errno: nothing was started. */
static int start_exec(qp__waiter *waiter, const qp__exec_request *request)
{
    qp_spawn_options options;
    qp_exec_options limits;

    if (request->unsupported) {
        return -ENOTSUP;
    }
    qp__exec_request_options(request, &options);
    qp__exec_request_limits(request, &limits);
    return qp_exec_async(waiter->async->events, &options, &limits, exec_done, waiter,
                         &waiter->pending);
}

/*
 * JS_UNDEFINED: it runs, and the promise is settled later. Else what to settle the promise with.
 */
static JSValue exec(JSContext *ctx, qp__async *async, JSValueConst resolve,
                    const qp__exec_request *request, int argc, JSValueConst *argv)
{
    qp__waiter *waiter;
    int error;

    /* As for exec: if that throws, nothing was started. */
    if (qp__set_errno(ctx, argc, argv, 0) < 0) {
        return JS_EXCEPTION;
    }
    waiter = qp__waiter_new(async, resolve);
    if (waiter == NULL) {
        return JS_EXCEPTION;
    }
    error = start_exec(waiter, request);
    if (error < 0) {
        qp__waiter_free(waiter);
        return qp__set_errno(ctx, argc, argv, -error) < 0 ? JS_EXCEPTION : JS_NewInt32(ctx, error);
    }
    return qp__waiter_begun(waiter);
}

/* execAsync(args[, options[, errorObj]]) -> promise of what exec returns */
QP__JS_FUNCTION(qp__js_exec_async)
{
    qp__async *async = qp__async_get(ctx, "execAsync");
    qp__exec_request request;
    capability promise;
    JSValue value = JS_EXCEPTION;

    (void)this_val;
    if (async == NULL || promise_init(ctx, &promise) < 0) {
        return JS_EXCEPTION;
    }
    memset(&request, 0, sizeof(request));
    if (qp__exec_request_check(ctx, argc, argv) == 0 &&
        qp__exec_request_read(ctx, &request, argc, argv) == 0) {
        value = exec(ctx, async, promise.settle[0], &request, argc, argv);
    }
    qp__exec_request_dispose(ctx, &request);
    return JS_IsUndefined(value) ? promise_finish(ctx, &promise)
                                 : promise_settle(ctx, &promise, value);
}

/* ---- waitpidAsync ------------------------------------------------------------------------ */

static void wait_done(void *opaque, int pid, qp_status status)
{
    qp__waiter *waiter = opaque;
    JSContext *ctx = waiter->async->ctx;

    qp__set_pair(ctx, waiter->result, qp__wait_result(waiter->pid, pid), status);
    resolve_waiter(waiter, JS_DupValue(ctx, waiter->result));
}

/* As exec above. */
static JSValue wait_later(JSContext *ctx, qp__async *async, JSValueConst resolve, int pid)
{
    qp__waiter *waiter = qp__waiter_new(async, resolve);

    if (waiter == NULL) {
        return JS_EXCEPTION;
    }
    waiter->pid = pid;
    waiter->result = qp__new_pair(ctx);
    if (JS_IsException(waiter->result)) {
        waiter->result = JS_UNDEFINED;
        qp__waiter_free(waiter);
        return JS_EXCEPTION;
    }
    return qp__waiter_await_child(waiter, pid, wait_done);
}

/* waitpidAsync(pid[, block or options]) -> promise of what waitpid returns */
QP__JS_FUNCTION(qp__js_waitpid_async)
{
    qp__async *async = qp__async_get(ctx, "waitpidAsync");
    JSValue value = JS_EXCEPTION;
    capability promise;
    int32_t options;
    int32_t pid;

    (void)this_val;
    if (async == NULL || promise_init(ctx, &promise) < 0) {
        return JS_EXCEPTION;
    }
    if (JS_ToInt32(ctx, &pid, argv[0]) == 0 &&
        qp__read_wait_options(ctx, argc, argv, &options) == 0) {
        value = options & QP_WNOHANG ? qp__waitpid_pair(ctx, pid, QP_WNOHANG)
                                     : wait_later(ctx, async, promise.settle[0], pid);
    }
    return JS_IsUndefined(value) ? promise_finish(ctx, &promise)
                                 : promise_settle(ctx, &promise, value);
}
