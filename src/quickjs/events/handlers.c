#include "quickjs/events/handlers.h"

#include "quickjs/events/async.h"

#include <errno.h>
#include <string.h>

static qp__waiter *find_handler(const qp__async *async, int fd, int writes)
{
    qp__waiter *waiter = async->waiters;

    while (waiter != NULL &&
           (!waiter->is_handler || waiter->fd != fd || waiter->writes != writes)) {
        waiter = waiter->next;
    }
    return waiter;
}

static void call_handler(void *opaque)
{
    const qp__waiter *handler = opaque;

    qp__async_call(handler->async, handler->function, 0, NULL);
}

static void remove_handler(qp__async *async, int fd, int writes)
{
    qp__waiter *handler = find_handler(async, fd, writes);

    if (handler != NULL) {
        (writes ? qp_unwatch_writable : qp_unwatch_readable)(async->events, fd);
        qp__waiter_free(handler);
    }
}

static void replace_function(qp__waiter *handler, JSValueConst function)
{
    JSContext *ctx = handler->async->ctx;
    JSValue replaced = handler->function;

    handler->function = JS_DupValue(ctx, function);
    JS_FreeValue(ctx, replaced);
}

/* 0; -1 with an exception. */
static int add_handler(JSContext *ctx, qp__async *async, int fd, int writes, JSValueConst function)
{
    qp__waiter *handler = qp__waiter_new(async, function);
    int error;

    if (handler == NULL) {
        return -1;
    }
    handler->is_handler = 1;
    handler->fd = fd;
    handler->writes = writes;
    error =
        (writes ? qp_watch_writable : qp_watch_readable)(async->events, fd, call_handler, handler);
    if (error < 0) {
        qp__waiter_free(handler);
        JS_ThrowTypeError(ctx, "cannot watch descriptor %d for %s: %s", fd,
                          writes ? "writing" : "reading", strerror(-error));
        return -1;
    }
    if (qp__async_update(async) < 0) {
        remove_handler(async, fd, writes);
        return -1;
    }
    return 0;
}

/* setReadHandler(fd, func or null), setWriteHandler(fd, func or null) */
QP__JS_FUNCTION_MAGIC(qp__js_set_handler)
{
    qp__async *async = qp__async_get(ctx, magic ? "setWriteHandler" : "setReadHandler");
    qp__waiter *handler;
    int32_t fd;

    (void)this_val;
    (void)argc;
    if (async == NULL || JS_ToInt32(ctx, &fd, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    if (JS_IsNull(argv[1])) {
        remove_handler(async, fd, magic);
        return qp__async_update(async) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
    }
    if (!JS_IsFunction(ctx, argv[1])) {
        return JS_ThrowTypeError(ctx, "not a function");
    }
    handler = find_handler(async, fd, magic);
    if (handler != NULL) {
        replace_function(handler, argv[1]);
        return JS_UNDEFINED;
    }
    return add_handler(ctx, async, fd, magic, argv[1]) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}
