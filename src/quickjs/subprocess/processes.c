/*
 * What runs on this machine, and single processes that are held.
 */
#include "quickproc/processes.h"

#include "quickjs/events/async.h"
#include "quickjs/subprocess/native.h"
#include "quickjs/subprocess/results.h"
#include "quickjs/values/engine.h"
#include "quickjs/values/option.h"

#include <errno.h>

/* ---- Lists ------------------------------------------------------------------------------- */

/* Frees the list. */
static JSValue new_list(JSContext *ctx, qp_process_list *list)
{
    JSValue array = JS_NewArray(ctx);
    qp_process_entry entry;
    uint32_t count = 0;

    for (size_t i = 0;
         !JS_IsException(array) && qp_process_list_get(list, i, &entry, sizeof(entry)) == 0; i++) {
        if (qp__push(ctx, array, &count, qp__new_process(ctx, &entry)) < 0) {
            JS_FreeValue(ctx, array);
            array = JS_EXCEPTION;
        }
    }
    qp_process_list_free(list);
    return array;
}

/* processes(): [[pid, ppid, name, path or null, milliseconds since 1970 or 0], ...] */
QP__JS_FUNCTION(qp__js_processes)
{
    qp_process_list *list = NULL;

    (void)this_val;
    (void)argc;
    (void)argv;
    return qp_process_list_new(&list) < 0 ? JS_ThrowOutOfMemory(ctx) : new_list(ctx, list);
}

/* ---- Holding one ------------------------------------------------------------------------- */

/* A process in the hands of a script. */
typedef struct held {
    qp_process *process; /* owned */
    qp__waiter *waiter;  /* while its end is waited for; it keeps the object */
} held;

static void finalize_held(JSRuntime *rt, JSValue value)
{
    JSClassID class_id;
    held *one = JS_GetAnyOpaque(value, &class_id);

    if (one != NULL) {
        qp_process_close(one->process);
        js_free_rt(rt, one);
    }
}

int qp__held_class_new(JSRuntime *rt, JSClassID *class_id)
{
    static const JSClassDef def = {"Process", .finalizer = finalize_held};
    static JSClassID shared;

    return qp__new_class(rt, &def, &shared, class_id);
}

/* hold(pid): the process, or the errno */
QP__JS_FUNCTION_DATA(qp__js_hold)
{
    JSValue object;
    held *one;
    int32_t pid;
    int error;

    (void)this_val;
    (void)argc;
    (void)magic;
    if (JS_ToInt32(ctx, &pid, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    object = JS_NewObjectClass(ctx, qp__carried_class(data));
    one = JS_IsException(object) ? NULL : js_mallocz(ctx, sizeof(*one));
    if (one == NULL) {
        JS_FreeValue(ctx, object);
        return JS_EXCEPTION;
    }
    JS_SetOpaque(object, one);
    error = qp_process_open(pid, &one->process);
    if (error < 0) {
        JS_FreeValue(ctx, object);
        return JS_NewInt32(ctx, -error);
    }
    return object;
}

/* ---- One that is held -------------------------------------------------------------------- */

/* describe(process): as of processes(), or the errno */
static JSValue describe(JSContext *ctx, held *one)
{
    qp_process_entry entry;
    int error = qp_process_get(one->process, &entry, sizeof(entry));

    return error < 0 ? JS_NewInt32(ctx, -error) : qp__new_process(ctx, &entry);
}

/* usage(process): see qp__new_usage; or the errno */
static JSValue usage(JSContext *ctx, held *one)
{
    qp_usage own;
    qp_usage tree;
    int error = qp_process_usage(one->process, &own, sizeof(own));
    int of_tree = error < 0 ? error : qp_process_tree_usage(one->process, &tree, sizeof(tree));

    /* Wine forgets the memory of a process some time after its end: between the two, it may be. */
    if (of_tree == 0 && tree.peak_bytes < own.peak_bytes) {
        tree.peak_bytes = own.peak_bytes;
    }
    return error < 0 ? JS_NewInt32(ctx, -error)
                     : qp__new_usage(ctx, &own, of_tree < 0 ? NULL : &tree);
}

/* status(process): how it has ended, as of waitpid; null: it runs */
static JSValue status(JSContext *ctx, held *one)
{
    qp_status ended = 0;
    int result = qp_process_wait(one->process, 0, &ended);

    if (result < 0) {
        return JS_ThrowOutOfMemory(ctx);
    }
    return result == 0 ? JS_NULL : JS_NewInt64(ctx, ended);
}

/* tree(process): as processes() */
static JSValue tree(JSContext *ctx, held *one)
{
    qp_process_list *list = NULL;

    return qp_process_tree(one->process, &list) < 0 ? JS_ThrowOutOfMemory(ctx)
                                                    : new_list(ctx, list);
}

/* release(process): lets it go; what waits for its end is forgotten */
static JSValue release(JSContext *ctx, held *one)
{
    qp__async *async = one->waiter == NULL ? NULL : one->waiter->async;

    (void)ctx;
    one->process = qp_process_close(one->process);
    if (one->waiter != NULL) {
        qp__waiter_free(one->waiter);
        one->waiter = NULL;
    }
    return async != NULL && qp__async_update(async) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

typedef JSValue held_function(JSContext *ctx, held *one);

QP__JS_FUNCTION_DATA(qp__js_held)
{
    static held_function *const functions[] = {[QP__DESCRIBE] = describe,
                                               [QP__USAGE] = usage,
                                               [QP__STATUS] = status,
                                               [QP__TREE] = tree,
                                               [QP__RELEASE] = release};
    held *one = JS_GetOpaque2(ctx, argv[0], qp__carried_class(data));

    (void)this_val;
    (void)argc;
    return one == NULL ? JS_EXCEPTION : functions[magic](ctx, one);
}

/* signalProcess(process, signal): 0 or -errno */
QP__JS_FUNCTION_DATA(qp__js_signal_held)
{
    held *one = JS_GetOpaque2(ctx, argv[0], qp__carried_class(data));
    int32_t signal;

    (void)this_val;
    (void)argc;
    (void)magic;
    if (one == NULL || qp__to_integer(ctx, argv[1], "signal", &signal) < 0) {
        return JS_EXCEPTION;
    }
    return JS_NewInt32(ctx, qp_process_kill(one->process, signal));
}

/* ---- Its end ------------------------------------------------------------------------------ */

static void ended(void *opaque)
{
    held *one = opaque;
    qp__waiter *waiter = one->waiter;

    one->waiter = NULL;
    qp__async_call(waiter->async, waiter->function, 0, NULL);
    qp__waiter_free(waiter);
}

/* watch(process, done): the errno; 0: done() is called once, after its end */
QP__JS_FUNCTION_DATA(qp__js_watch_held)
{
    held *one = JS_GetOpaque2(ctx, argv[0], qp__carried_class(data));
    qp__async *async = one == NULL ? NULL : qp__async_get(ctx, "wait");
    qp__waiter *waiter = async == NULL ? NULL : qp__waiter_new(async, argv[1]);
    int error;

    (void)this_val;
    (void)argc;
    (void)magic;
    if (waiter == NULL) {
        return JS_EXCEPTION;
    }
    waiter->result = JS_DupValue(ctx, argv[0]);
    error = qp_process_watch(one->process, async->events, ended, one);
    if (error < 0) {
        qp__waiter_free(waiter);
        return JS_NewInt32(ctx, -error);
    }
    one->waiter = waiter;
    return qp__async_update(async) < 0 ? JS_EXCEPTION : JS_NewInt32(ctx, 0);
}
