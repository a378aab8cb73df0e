/*
 * The globals AbortController and AbortSignal: those of the module `subprocess`, which is loaded
 * when one of them is first read.
 */
#ifndef QP_QJS_ENGINE_LAZY_GLOBALS_H
#define QP_QJS_ENGINE_LAZY_GLOBALS_H

#include <quickjs.h>

/* 0; -1 with an exception. */
int qp__lazy_globals_add(JSContext *ctx, JSValueConst global);

#endif
