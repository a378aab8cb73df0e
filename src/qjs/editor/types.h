/*
 * The option --types: declarations for editors, so that they complete and check scripts.
 *
 * The module `quickproc:type-texts`: each file of types/ as a string, by its name without .d.ts.
 */
#ifndef QP_QJS_EDITOR_TYPES_H
#define QP_QJS_EDITOR_TYPES_H

#include <quickjs.h>

JSModuleDef *qp__init_type_texts(JSContext *ctx, const char *name);

/* Writes them into the folder that scriptArgs names. 0; -1 with the reason on standard error. */
int qp__types_write(JSContext *ctx);

#endif
