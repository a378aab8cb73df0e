/*
 * The modules that the interpreter has.
 */
#ifndef QP_QJS_BUILTINS_H
#define QP_QJS_BUILTINS_H

#include "qjs/engine/builtin.h"

extern const qp__builtin qp__builtins[];
extern const size_t qp__builtin_count;

#endif
