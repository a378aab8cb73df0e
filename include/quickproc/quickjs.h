/*
 * The QuickJS module: quickproc's functions for scripts. It needs quickjs.h of quickjs-ng 0.16 or
 * later, or of the original QuickJS, 2025-04-26 or later; it does not need quickjs-libc.
 *
 * Its functions begin with quickproc_, those of the C library below it with qp_. The module is only
 * linked statically, so header and library are of one version, and its structs need no size.
 */
#ifndef QUICKPROC_QUICKJS_H
#define QUICKPROC_QUICKJS_H

#include "quickproc/types.h"

#include <quickjs.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Registers a module under `module_name` (borrowed) that exports exec, waitpid, kill, pipe, dup,
 * dup2, getpid, open, read, write, close, WNOHANG, the WIF... functions and the signal constants,
 * and those that need events: setReadHandler, setWriteHandler, execAsync, waitpidAsync, signal.
 * NULL with an exception if there is no memory.
 */
JSModuleDef *quickproc_init_module(JSContext *ctx, const char *module_name);

/*
 * Registers a module under `module_name` (borrowed) that exports run, runAsync, spawn, pipeline and
 * the rest of types/subprocess.d.ts. It imports the module `os`: register that one first, either
 * the module above or another that has its functions. NULL with an exception if `os` cannot be
 * imported, or there is no memory.
 */
JSModuleDef *quickproc_init_subprocess(JSContext *ctx, const char *module_name);

/* ---- Events ------------------------------------------------------------------------------ */

/*
 * Handlers and promises need a host that dispatches events: it waits until there is something to
 * dispatch, then calls quickproc_dispatch on the runtime's thread. In a runtime without enabled
 * events, such as that of a Worker, the functions that need them throw a TypeError.
 *
 * A host with a loop of its own, in short:
 *
 *     quickproc_enable_events(ctx, NULL);
 *     ... run the script ...
 *     while (quickproc_activity(ctx) == QUICKPROC_ACTIVE) {
 *         while ((result = quickproc_dispatch(ctx)) != 0) {
 *             if (result < 0) {
 *                 ... report JS_GetException(ctx) ...
 *             }
 *         }
 *         quickproc_wait(ctx, 0xffffffff);
 *     }
 *
 * A host that also waits for other things uses quickproc_events_handle instead; a program with
 * windows gives it to MsgWaitForMultipleObjects.
 */

enum {
    QUICKPROC_IDLE,    /* nothing can happen */
    QUICKPROC_PASSIVE, /* something can happen, but a loop with nothing else to do may end */
    QUICKPROC_ACTIVE   /* something is expected: keep the loop running */
};

typedef struct quickproc_host {
    /*
     * Called when the script begins or stops waiting for something, with one of the values above.
     * It runs on the runtime's thread, inside the script's calls and quickproc_dispatch. Return 0,
     * or -1 with an exception, which the script's call then throws. NULL: the host calls
     * quickproc_activity.
     */
    int (*set_activity)(JSContext *ctx, int activity, void *opaque);
    /*
     * Called when there is something to dispatch, and not again before quickproc_dispatch has
     * returned 0. It must call neither quickproc nor QuickJS (see types.h). NULL: the host waits.
     */
    qp_notify_callback *notify;
    void *opaque;
} quickproc_host;

/*
 * Enables events for the runtime of `ctx`, once, on the thread that will dispatch them. `host`
 * (NULL: no functions) is copied. Freeing the context ends the events: whatever the script still
 * waits for is forgotten, and programs that it started keep running. 0, or -1 with an exception.
 */
int quickproc_enable_events(JSContext *ctx, const quickproc_host *host);

/*
 * Runs at most one handler, or settles one promise, and then runs all pending jobs. 1: something
 * was run, and there may be more; 0: there is nothing for now; -1: the handler or a job has left an
 * exception in the context (JS_GetException), and there may be more.
 */
int quickproc_dispatch(JSContext *ctx);

/* A manual-reset event (HANDLE), borrowed, signalled as long as there may be something to dispatch.
 * NULL if events are not enabled, or the system has no handle left. */
void *quickproc_events_handle(JSContext *ctx);

/*
 * Waits until there may be something to dispatch, for a host whose loop waits for nothing else. No
 * other thread takes part (see qp_events_wait in events.h). 1: there may be something; 0: nothing
 * within `timeout_ms` (0xffffffff: no limit), or it woke early for no reason; or -errno.
 */
int quickproc_wait(JSContext *ctx, uint32_t timeout_ms);

/* Replaces the notify function. NULL: the host waits. */
void quickproc_set_notify(JSContext *ctx, qp_notify_callback *notify, void *opaque);

/* QUICKPROC_IDLE, QUICKPROC_PASSIVE or QUICKPROC_ACTIVE. */
int quickproc_activity(JSContext *ctx);

#ifdef __cplusplus
}
#endif

#endif
