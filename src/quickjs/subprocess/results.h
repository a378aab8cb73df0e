/*
 * What the functions of the native half give to its scripts: arrays and bytes.
 */
#ifndef QP_QUICKJS_SUBPROCESS_RESULTS_H
#define QP_QUICKJS_SUBPROCESS_RESULTS_H

#include "quickproc/processes.h"
#include "quickproc/quickjs.h"

/* The next element of `array`; `value` is freed, and may be an exception. 0 or more; -1 with an
 * exception. */
int qp__push(JSContext *ctx, JSValueConst array, uint32_t *count, JSValue value);

/* [errno, Win32 error]: nothing was started. `error` is negative. */
JSValue qp__new_failure(JSContext *ctx, int error, uint32_t reason);

/* An ArrayBuffer with a copy of the bytes; NULL is allowed where there are none. */
JSValue qp__new_buffer(JSContext *ctx, const void *bytes, size_t length);

/* [its own, its tree's or null], each an array of the members of qp_usage in their order; null
 * without `own`. */
JSValue qp__new_usage(JSContext *ctx, const qp_usage *own, const qp_usage *tree);

/* [pid, ppid, name, path or null, milliseconds since 1970 or 0] */
JSValue qp__new_process(JSContext *ctx, const qp_process_entry *entry);

#endif
