/*
 * The main thread's loop: js_std_loop, with events in it.
 *
 * quickjs-libc's own loop waits on Windows for timers and for messages of Workers. As long as the
 * script listens to no Worker, the loop here does it instead: jobs and timers by quickjs-libc, then
 * one wait for events and the next timer, then one event. With a Worker to listen to,
 * quickjs-libc's loop runs, and wake.h brings the events into it.
 */
#ifndef QP_QJS_LOOP_LOOP_H
#define QP_QJS_LOOP_LOOP_H

#include <quickjs.h>

/* Until nothing is left to wait for: 0; not 0 with an exception, as js_std_loop. */
int qp__loop_run(JSContext *ctx);

#endif
