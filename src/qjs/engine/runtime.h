/*
 * The engine as a script of the interpreter sees it: its runtimes and contexts, also those of
 * Workers.
 */
#ifndef QP_QJS_ENGINE_RUNTIME_H
#define QP_QJS_ENGINE_RUNTIME_H

#include <quickjs.h>

#include "qjs/options.h"

/* The whole command line, for argv0 and execArgv. Borrowed for good; call it first. */
void qp__runtime_set_argv(int argc, char **argv);

/*
 * A runtime and a context with the loader of modules, the globals gc, navigator, execArgv, argv0
 * and those of lazy_globals.h, and with the limits of `options`. NULL when there is no memory.
 */
JSContext *qp__runtime_new(const qp__options *options);

void qp__runtime_free(JSContext *ctx);

/* The globals of quickjs-libc (print, console), and scriptArgs. 0; -1 with an exception. */
int qp__runtime_add_script_args(JSContext *ctx, int argc, char **argv);

#endif
