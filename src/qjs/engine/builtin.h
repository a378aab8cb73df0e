/*
 * The modules inside the program, in JavaScript and C. Which ones there are is for main to say: the
 * loader knows none of them.
 */
#ifndef QP_QJS_ENGINE_BUILTIN_H
#define QP_QJS_ENGINE_BUILTIN_H

#include <stddef.h>

#include <quickjs.h>

/* One of the two is set. */
typedef struct qp__builtin {
    const char *name;
    JSModuleDef *(*init)(JSContext *ctx, const char *name); /* NULL with an exception */
    const char *source;                                     /* NUL-terminated */
    const size_t *source_size;
} qp__builtin;

/* The modules that there are, borrowed for good. Call it before the first context is made. */
void qp__builtin_set(const qp__builtin *list, size_t count);

/* By its full name; NULL when there is none. */
const qp__builtin *qp__builtin_find(const char *name);

#endif
