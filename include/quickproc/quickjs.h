/*
 * The QuickJS module: quickproc's functions for scripts. Needs quickjs.h of quickjs-ng 0.16 or
 * later, not quickjs-libc.
 */
#ifndef QUICKPROC_QUICKJS_H
#define QUICKPROC_QUICKJS_H

#include <quickjs.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Registers a module under `module_name` (borrowed) that exports exec, waitpid, kill, pipe, dup,
 * dup2, getpid, open, read, write, close, WNOHANG, the WIF... functions and the signal constants.
 * NULL with an exception when there is no memory.
 */
JSModuleDef *quickproc_init_module(JSContext *ctx, const char *module_name);

#ifdef __cplusplus
}
#endif

#endif
