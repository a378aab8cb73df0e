/*
 * Running scripts and modules to their end, with uncaught errors on standard error.
 */
#ifndef QP_QJS_ENGINE_EVALUATE_H
#define QP_QJS_ENGINE_EVALUATE_H

#include <quickjs.h>

#include "qjs/options.h"

/* 0; -1 after an uncaught error, which was printed. `name` is for messages and import.meta. */
int qp__evaluate(JSContext *ctx, const char *source, size_t size, const char *name,
                 qp__source_type type);

/* Is a file of this name and contents a module, where nothing says which it is? */
int qp__evaluate_is_module(const char *name, const char *source, size_t size);

/* The same for a file; "-" is standard input. */
int qp__evaluate_file(JSContext *ctx, const char *name, qp__source_type type);

#endif
