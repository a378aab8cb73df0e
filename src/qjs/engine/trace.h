/*
 * The option --trace: each allocation of the engine in a line, as quickjs-ng's `qjs` prints them.
 */
#ifndef QP_QJS_ENGINE_TRACE_H
#define QP_QJS_ENGINE_TRACE_H

#include <quickjs.h>

/* A runtime whose allocations are printed on standard output; NULL when there is no memory. */
JSRuntime *qp__trace_new_runtime(void);

#endif
