/*
 * What a runtime waits for: the handlers and promises behind setReadHandler, setWriteHandler,
 * execAsync and waitpidAsync.
 *
 * Threads: one, the runtime's. Other threads only ever reach the qp_events below, which calls back
 * on this one, inside quickproc_dispatch.
 *
 * Ownership: the context that events were enabled for owns an object, hidden as the prototype of a
 * class of its own, which owns all of this. So the garbage collector sees what the handlers hold,
 * and everything goes with the context.
 */
#ifndef QP_QUICKJS_EVENTS_ASYNC_H
#define QP_QUICKJS_EVENTS_ASYNC_H

#include "quickproc/events.h"
#include "quickproc/quickjs.h"

/* What belongs to the garbage collector's list of a qp__async: a JavaScript function that will be
 * called, or not. */
typedef struct qp__waiter {
    struct qp__async *async;
    struct qp__waiter *previous;
    struct qp__waiter *next;
    JSValue function; /* owned */
    JSValue result; /* of a promise, owned: what is made before the wait, so that it can be told */
    qp_pending *pending; /* of a promise */
    int pid;             /* of a promise: what is waited for */
    int is_handler;      /* of a descriptor */
    int fd;              /* of a handler */
    int writes;          /* of a handler: it is one for writing */
} qp__waiter;

/*
 * Something that goes with a qp__async, and that this file knows nothing else of. First in the
 * struct of whatever it is.
 */
typedef struct qp__async_part {
    /* For the garbage collector: what it holds. */
    void (*mark)(const struct qp__async_part *part, JSRuntime *rt, JS_MarkFunc *mark_func);
    /* Called before the events are freed. */
    void (*free)(struct qp__async_part *part, JSRuntime *rt);
    struct qp__async_part *next;
} qp__async_part;

typedef struct qp__async {
    JSContext *ctx; /* that owns this */
    qp_events *events;
    quickproc_host host;
    qp__waiter *waiters;
    qp__async_part *parts;
    int activity;           /* what the host knows */
    int passive;            /* so many want events that do not keep the loop alive */
    int failed;             /* a callback has left an exception */
    struct qp__async *next; /* of this thread */
} qp__async;

/* NULL when no events are enabled for the context's runtime. */
qp__async *qp__async_find(JSContext *ctx);

/* The same with a TypeError that says where `function_name` is available. */
qp__async *qp__async_get(JSContext *ctx, const char *function_name);

/*
 * After a change of what is being waited for: tells the host, if that makes a difference to it. 0;
 * -1 with its exception.
 */
int qp__async_update(qp__async *async);

/* `part` goes with the events from here on. */
void qp__async_attach(qp__async *async, qp__async_part *part);

/* A waiter for `function` (not yet owned). NULL with an exception. */
qp__waiter *qp__waiter_new(qp__async *async, JSValueConst function);
/* Also frees the function. */
void qp__waiter_free(qp__waiter *waiter);

/*
 * `pending` has just begun: tells the host. JS_UNDEFINED; or an exception, and it was cancelled and
 * the waiter freed.
 */
JSValue qp__waiter_begun(qp__waiter *waiter);
/* The same for the end of the child `pid`, which is yet to be waited for. `done` frees the waiter.
 */
JSValue qp__waiter_await_child(qp__waiter *waiter, int pid, qp_done_callback *done);

/* Calls `function`, from a callback of qp_events. */
void qp__async_call(qp__async *async, JSValueConst function, int argc, JSValueConst *argv);

#endif
