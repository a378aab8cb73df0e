/*
 * Globals that scripts for browsers and Node expect, and that are exports of our modules:
 * AbortController and AbortSignal of `subprocess`, the timers of `os`. A module is loaded when a
 * global of it is first read, so that a script that needs none starts as fast as before.
 */
#ifndef QP_QJS_ENGINE_LAZY_GLOBALS_H
#define QP_QJS_ENGINE_LAZY_GLOBALS_H

#include <quickjs.h>

/* 0; -1 with an exception. */
int qp__lazy_globals_add(JSContext *ctx, JSValueConst global);

#endif
