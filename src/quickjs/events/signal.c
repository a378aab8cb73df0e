/*
 * Threads: everything here runs on the runtime's, but on_notify, which may run on any.
 */
#include "quickjs/events/async.h"
#include "quickjs/events/handlers.h"
#include "quickproc/signal.h"

#include <errno.h>

#define SIGNALS 32

typedef struct signal_handlers {
    qp__async_part part;
    qp__async *async;
    qp_event *event;
    uint32_t due; /* arrived, the handler has not run yet */
    int count;    /* handlers */
    /* In the order in which their signals got handlers first. */
    struct {
        int signal;
        JSValue function; /* owned */
    } handlers[SIGNALS];
} signal_handlers;

static uint32_t bit(int signal)
{
    return (uint32_t)1 << signal;
}

static void on_notify(void *event)
{
    qp_event_post(event);
}

/*
 * One handler a turn, as in quickjs-libc's loop on POSIX: promise jobs and other handlers have
 * their turn in between.
 */
static void run_handler(void *opaque)
{
    signal_handlers *signals = opaque;
    int i = 0;

    signals->due |= qp_signals_take();
    while (i < signals->count && !(signals->due & bit(signals->handlers[i].signal))) {
        i++;
    }
    if (i == signals->count) {
        signals->due = 0;
        return;
    }
    signals->due &= ~bit(signals->handlers[i].signal);
    if (signals->due != 0) {
        qp_event_post(signals->event);
    }
    qp__async_call(signals->async, signals->handlers[i].function, 0, NULL);
}

/* ---- The table --------------------------------------------------------------------------- */

static int find(const signal_handlers *signals, int signal)
{
    int i = 0;

    while (i < signals->count && signals->handlers[i].signal != signal) {
        i++;
    }
    return i < signals->count ? i : -1;
}

static void remove_handler(signal_handlers *signals, int signal)
{
    int i = find(signals, signal);
    JSValue removed;

    signals->due &= ~bit(signal);
    if (i < 0) {
        return;
    }
    removed = signals->handlers[i].function;
    signals->count--;
    for (; i < signals->count; i++) {
        signals->handlers[i] = signals->handlers[i + 1];
    }
    JS_FreeValue(signals->async->ctx, removed);
}

static void put_handler(signal_handlers *signals, int signal, JSValueConst function)
{
    JSContext *ctx = signals->async->ctx;
    int i = find(signals, signal);
    JSValue replaced = JS_UNDEFINED;

    if (i < 0) {
        i = signals->count++;
        signals->handlers[i].signal = signal;
    } else {
        replaced = signals->handlers[i].function;
    }
    signals->handlers[i].function = JS_DupValue(ctx, function);
    JS_FreeValue(ctx, replaced);
}

/* ---- Its life ---------------------------------------------------------------------------- */

static void mark_signals(const qp__async_part *part, JSRuntime *rt, JS_MarkFunc *mark_func)
{
    const signal_handlers *signals = (const signal_handlers *)part;

    for (int i = 0; i < signals->count; i++) {
        JS_MarkValue(rt, signals->handlers[i].function, mark_func);
    }
}

/* Signals that had a handler take their default action again. */
static void free_signals(qp__async_part *part, JSRuntime *rt)
{
    signal_handlers *signals = (signal_handlers *)part;

    qp_signals_set_notify(NULL, NULL);
    qp_event_free(signals->event);
    for (int i = 0; i < signals->count; i++) {
        qp_signal_set(signals->handlers[i].signal, QP_SIGNAL_DEFAULT);
        JS_FreeValueRT(rt, signals->handlers[i].function);
    }
    js_free_rt(rt, signals);
}

static signal_handlers *new_signals(JSContext *ctx, qp__async *async)
{
    signal_handlers *signals = js_mallocz(ctx, sizeof(*signals));

    if (signals == NULL) {
        return NULL;
    }
    signals->part.mark = mark_signals;
    signals->part.free = free_signals;
    signals->async = async;
    if (qp_event_new(async->events, run_handler, signals, &signals->event) < 0) {
        js_free(ctx, signals);
        JS_ThrowOutOfMemory(ctx);
        return NULL;
    }
    if (qp_signals_set_notify(on_notify, signals->event) < 0) {
        qp_event_free(signals->event);
        js_free(ctx, signals);
        JS_ThrowTypeError(ctx, "another runtime of this process handles its signals");
        return NULL;
    }
    qp__async_attach(async, &signals->part);
    return signals;
}

/* ---- The function ------------------------------------------------------------------------ */

/* NULL with an exception. */
static signal_handlers *get_signals(JSContext *ctx, qp__async *async)
{
    qp__async_part *part = async->parts;

    while (part != NULL && part->mark != mark_signals) {
        part = part->next;
    }
    return part == NULL ? new_signals(ctx, async) : (signal_handlers *)part;
}

static qp_signal_disposition disposition_of(JSValueConst handler)
{
    return JS_IsNull(handler)        ? QP_SIGNAL_DEFAULT
           : JS_IsUndefined(handler) ? QP_SIGNAL_IGNORED
                                     : QP_SIGNAL_HANDLED;
}

/* The loop is to be woken while there are handlers. 0; -1 with an exception. */
static int update(signal_handlers *signals, int had_any)
{
    signals->async->passive += (signals->count > 0) - had_any;
    return qp__async_update(signals->async);
}

static int set_handler(signal_handlers *signals, int signal, JSValueConst handler)
{
    int had_any = signals->count > 0;

    if (disposition_of(handler) == QP_SIGNAL_HANDLED) {
        put_handler(signals, signal, handler);
    } else {
        remove_handler(signals, signal);
    }
    if (update(signals, had_any) < 0 && !had_any) {
        qp_signal_set(signal, QP_SIGNAL_DEFAULT);
        remove_handler(signals, signal);
        signals->async->passive--;
        return -1;
    }
    return 0;
}

/*
 * signal(number, function, null (default) or undefined (ignore)). As on POSIX, a signal that cannot
 * be handled, or that there is none of, is no error.
 */
QP__JS_FUNCTION(qp__js_signal)
{
    qp__async *async = qp__async_find(ctx);
    signal_handlers *signals;
    uint32_t number;
    int error;

    (void)this_val;
    (void)argc;
    if (async == NULL) {
        return JS_ThrowTypeError(ctx, "signal handler can only be set in the main thread");
    }
    if (JS_ToUint32(ctx, &number, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    if (number >= 64) {
        return JS_ThrowRangeError(ctx, "invalid signal number");
    }
    if (!JS_IsNull(argv[1]) && !JS_IsUndefined(argv[1]) && !JS_IsFunction(ctx, argv[1])) {
        return JS_ThrowTypeError(ctx, "not a function");
    }
    signals = get_signals(ctx, async);
    if (signals == NULL) {
        return JS_EXCEPTION;
    }
    error = qp_signal_set((int)number, disposition_of(argv[1]));
    if (error != -EINVAL && set_handler(signals, (int)number, argv[1]) < 0) {
        return JS_EXCEPTION;
    }
    if (error == 0 || error == -EINVAL) {
        return JS_UNDEFINED;
    }
    /* It is set, but may not arrive. */
    if (error == -ENOMEM || error == -EMFILE) {
        return JS_ThrowOutOfMemory(ctx);
    }
    return JS_ThrowTypeError(ctx, "signal %u cannot arrive from other processes: error %d", number,
                             error);
}
