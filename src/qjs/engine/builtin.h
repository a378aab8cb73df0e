/*
 * The modules inside the program: JavaScript from src/qjs/js, and C.
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

/* By its full name; NULL when there is none. */
const qp__builtin *qp__builtin_find(const char *name);

#endif
