/*
 * The module `quickproc:environment`: getenv, setenv, unsetenv and getenviron of std, in UTF-16,
 * as POSIX has them (a variable can be empty). What exec gives to children is the same block.
 */
#ifndef QP_QJS_SYSTEM_ENVIRONMENT_H
#define QP_QJS_SYSTEM_ENVIRONMENT_H

#include <quickjs.h>

JSModuleDef *qp__init_environment(JSContext *ctx, const char *name);

#endif
