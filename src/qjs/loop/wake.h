/*
 * Events in quickjs-libc's loop (js_std_loop), which is used as it is while a Worker is listened
 * to; and what the main thread's loop goes on for.
 *
 * Three threads have a part in it:
 *   - a thread that finds something to dispatch rings a bell;
 *   - the thread of js/wake_thread.js, a Worker, waits for the bell and posts a message;
 *   - the main thread gets the message in its loop and takes a turn (js/wake.js).
 *
 * The module `quickproc:wake-native`:
 *   attach(listen)   listen(true): messages are wanted from now on; listen(false): they are not
 *   turn()           runs handlers for a while, and between two of them what the loop would run
 *   ring()           rings the bell
 *   waitForBell()    blocks until it rings
 *   hold(change)     as qp__wake_hold; does nothing in Workers
 *   hear(change)     the same for a Worker that is listened to
 */
#ifndef QP_QJS_LOOP_WAKE_H
#define QP_QJS_LOOP_WAKE_H

#include <quickjs.h>

JSModuleDef *qp__init_wake(JSContext *ctx, const char *name);

/* Enables events in the main thread's context. 0; -1 with an exception. */
int qp__wake_enable(JSContext *ctx);
/* Before the context is freed. */
void qp__wake_disable(JSContext *ctx);

/*
 * +1: the loop has one more thing besides events to go on for; -1: one less. While there is any,
 * events that do not keep the loop going (QUICKPROC_PASSIVE) wake it. 0; -1 with an exception.
 */
int qp__wake_hold(JSContext *ctx, int change);

/* Timers in a row that may keep an event waiting: one that takes longer than its interval is always
 * due. */
#define QP__MOST_TIMERS 32

/* Is a Worker listened to? */
int qp__wake_has_workers(void);
/* Is there anything else than timers and jobs to go on for? */
int qp__wake_goes_on(void);
/* Was a promise rejected that nobody handles? */
int qp__wake_has_rejection(void);
/* Did the exception in the context only end quickjs-libc's loop, because no Worker is listened to
 * any more? Then it is taken away. */
int qp__wake_was_stopped(JSContext *ctx);

/* A JSHostPromiseRejectionTracker, quickjs-libc's: a turn ends when something was rejected, as the
 * loop looks at it then. */
void qp__wake_track_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason,
                              bool is_handled, void *opaque);

#endif
