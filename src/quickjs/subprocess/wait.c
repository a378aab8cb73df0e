/* The end of a child that the module has started. */
#include "quickjs/events/async.h"
#include "quickjs/subprocess/native.h"

static void ended(void *opaque, int pid, qp_status status)
{
    qp__waiter *waiter = opaque;
    JSContext *ctx = waiter->async->ctx;
    JSValue argv[3] = {waiter->result, JS_NewInt32(ctx, pid), JS_NewInt64(ctx, status)};

    qp__async_call(waiter->async, waiter->function, 3, (JSValueConst *)argv);
    qp__waiter_free(waiter);
}

/*
 * wait(pid, done, opaque): done(opaque, pid or -errno, status) is called once, later.
 *
 * A promise would be made of four objects more, for each of what may be thousands of children.
 */
QP__JS_FUNCTION(qp__js_wait_child)
{
    qp__async *async = qp__async_get(ctx, "wait");
    qp__waiter *waiter;
    int32_t pid;

    (void)this_val;
    (void)argc;
    if (async == NULL || JS_ToInt32(ctx, &pid, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    waiter = qp__waiter_new(async, argv[1]);
    if (waiter == NULL) {
        return JS_EXCEPTION;
    }
    waiter->result = JS_DupValue(ctx, argv[2]);
    return qp__waiter_await_child(waiter, pid, ended);
}
