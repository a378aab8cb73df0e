#include "quickjs/events/async.h"

#include "quickjs/values/engine.h"

#include <errno.h>
#include <string.h>

/* The runtimes of this thread that have events; nearly always one. */
static _Thread_local qp__async *enabled;

qp__async *qp__async_find(JSContext *ctx)
{
    JSRuntime *rt = JS_GetRuntime(ctx);
    qp__async *async = enabled;

    while (async != NULL && JS_GetRuntime(async->ctx) != rt) {
        async = async->next;
    }
    return async;
}

qp__async *qp__async_get(JSContext *ctx, const char *function_name)
{
    qp__async *async = qp__async_find(ctx);

    if (async == NULL) {
        JS_ThrowTypeError(ctx, "%s is only available in the main thread", function_name);
    }
    return async;
}

int qp__async_update(qp__async *async)
{
    int activity = qp_events_is_active(async->events) ? QUICKPROC_ACTIVE
                   : async->passive > 0               ? QUICKPROC_PASSIVE
                                                      : QUICKPROC_IDLE;

    if (activity == async->activity || async->host.set_activity == NULL) {
        async->activity = activity;
        return 0;
    }
    if (async->host.set_activity(async->ctx, activity, async->host.opaque) < 0) {
        return -1;
    }
    async->activity = activity;
    return 0;
}

void qp__async_attach(qp__async *async, qp__async_part *part)
{
    part->next = async->parts;
    async->parts = part;
}

/* ---- Waiters ----------------------------------------------------------------------------- */

qp__waiter *qp__waiter_new(qp__async *async, JSValueConst function)
{
    qp__waiter *waiter = js_mallocz(async->ctx, sizeof(*waiter));

    if (waiter == NULL) {
        return NULL;
    }
    waiter->async = async;
    waiter->function = JS_DupValue(async->ctx, function);
    waiter->result = JS_UNDEFINED;
    waiter->next = async->waiters;
    if (async->waiters != NULL) {
        async->waiters->previous = waiter;
    }
    async->waiters = waiter;
    return waiter;
}

static void free_waiter(JSRuntime *rt, qp__waiter *waiter)
{
    qp__async *async = waiter->async;

    *(waiter->previous == NULL ? &async->waiters : &waiter->previous->next) = waiter->next;
    if (waiter->next != NULL) {
        waiter->next->previous = waiter->previous;
    }
    JS_FreeValueRT(rt, waiter->function);
    JS_FreeValueRT(rt, waiter->result);
    js_free_rt(rt, waiter);
}

void qp__waiter_free(qp__waiter *waiter)
{
    free_waiter(JS_GetRuntime(waiter->async->ctx), waiter);
}

JSValue qp__waiter_begun(qp__waiter *waiter)
{
    if (qp__async_update(waiter->async) < 0) {
        qp_pending_cancel(waiter->pending);
        qp__waiter_free(waiter);
        return JS_EXCEPTION;
    }
    return JS_UNDEFINED;
}

JSValue qp__waiter_await_child(qp__waiter *waiter, int pid, qp_done_callback *done)
{
    qp__async *async = waiter->async;

    if (qp_waitpid_async(async->events, pid, done, waiter, &waiter->pending) < 0) {
        qp__waiter_free(waiter);
        return JS_ThrowOutOfMemory(async->ctx);
    }
    return qp__waiter_begun(waiter);
}

void qp__async_call(qp__async *async, JSValueConst function, int argc, JSValueConst *argv)
{
    /* It may be replaced or removed while it runs. */
    JSValue own = JS_DupValue(async->ctx, function);
    JSValue result = JS_Call(async->ctx, own, JS_UNDEFINED, argc, argv);

    async->failed = JS_IsException(result);
    JS_FreeValue(async->ctx, result);
    JS_FreeValue(async->ctx, own);
}

/* ---- The owning object ------------------------------------------------------------------- */

static qp__async *opaque_of(JSValueConst object)
{
    JSClassID class_id;

    return JS_GetAnyOpaque(object, &class_id);
}

static void mark(JSRuntime *rt, JSValueConst object, JS_MarkFunc *mark_func)
{
    const qp__async *async = opaque_of(object);
    const qp__waiter *waiter = async == NULL ? NULL : async->waiters;
    const qp__async_part *part = async == NULL ? NULL : async->parts;

    for (; waiter != NULL; waiter = waiter->next) {
        JS_MarkValue(rt, waiter->function, mark_func);
        JS_MarkValue(rt, waiter->result, mark_func);
    }
    for (; part != NULL; part = part->next) {
        part->mark(part, rt, mark_func);
    }
}

static void finalize(JSRuntime *rt, JSValueConst object)
{
    qp__async *async = opaque_of(object);
    qp__async **link = &enabled;

    if (async == NULL) {
        return;
    }
    while (*link != NULL && *link != async) {
        link = &(*link)->next;
    }
    if (*link != NULL) {
        *link = async->next;
    }
    /* Nothing calls back from here on. */
    while (async->parts != NULL) {
        qp__async_part *part = async->parts;
        async->parts = part->next;
        part->free(part, rt);
    }
    qp_events_free(async->events);
    while (async->waiters != NULL) {
        free_waiter(rt, async->waiters);
    }
    js_free_rt(rt, async);
}

static const JSClassDef class_def = {
    .class_name = "QuickprocEvents",
    .finalizer = finalize,
    .gc_mark = mark,
};

/* Hides `async`, which belongs to the context then. */
static int hide(JSContext *ctx, qp__async *async)
{
    static JSClassID shared;
    JSClassID class_id;
    JSValue object;

    if (qp__new_class(JS_GetRuntime(ctx), &class_def, &shared, &class_id) < 0) {
        JS_ThrowOutOfMemory(ctx);
        return -1;
    }
    object = JS_NewObjectProtoClass(ctx, JS_NULL, class_id);
    if (JS_IsException(object)) {
        return -1;
    }
    JS_SetOpaque(object, async);
    JS_SetClassProto(ctx, class_id, object);
    return 0;
}

/* ---- For the host ------------------------------------------------------------------------ */

int quickproc_enable_events(JSContext *ctx, const quickproc_host *host)
{
    qp__async *async = js_mallocz(ctx, sizeof(*async));

    if (async == NULL) {
        return -1;
    }
    async->ctx = ctx;
    if (host != NULL) {
        async->host = *host;
    }
    if (qp_events_new(&async->events) < 0) {
        js_free(ctx, async);
        JS_ThrowOutOfMemory(ctx);
        return -1;
    }
    if (hide(ctx, async) < 0) {
        qp_events_free(async->events);
        js_free(ctx, async);
        return -1;
    }
    async->next = enabled;
    enabled = async;
    if (async->host.notify != NULL) {
        qp_events_set_notify(async->events, async->host.notify, async->host.opaque);
    }
    return 0;
}

void *quickproc_events_handle(JSContext *ctx)
{
    const qp__async *async = qp__async_find(ctx);

    return async == NULL ? NULL : qp_events_handle(async->events);
}

int quickproc_wait(JSContext *ctx, uint32_t timeout_ms)
{
    const qp__async *async = qp__async_find(ctx);

    return async == NULL ? -EINVAL : qp_events_wait(async->events, timeout_ms);
}

void quickproc_set_notify(JSContext *ctx, void (*notify)(void *), void *opaque)
{
    const qp__async *async = qp__async_find(ctx);

    if (async != NULL) {
        qp_events_set_notify(async->events, notify, opaque);
    }
}

int quickproc_activity(JSContext *ctx)
{
    const qp__async *async = qp__async_find(ctx);

    return async == NULL ? QUICKPROC_IDLE : async->activity;
}

/* All that are pending. 0; -1 with an exception. */
static int run_jobs(JSContext *ctx)
{
    JSContext *job_ctx;
    int result;

    do {
        result = JS_ExecutePendingJob(JS_GetRuntime(ctx), &job_ctx);
    } while (result > 0);
    return result;
}

int quickproc_dispatch(JSContext *ctx)
{
    qp__async *async = qp__async_find(ctx);
    int result;

    if (async == NULL) {
        return run_jobs(ctx);
    }
    async->failed = 0;
    result = qp_events_dispatch(async->events);
    if (async->failed || run_jobs(ctx) < 0) {
        async->failed = 0;
        result = -1;
    }
    /* Its own exception must not replace the handler's. */
    if (result >= 0 && qp__async_update(async) < 0) {
        result = -1;
    }
    return result;
}
