/*
 * The module `quickproc:os-sleep`: `sleep(ms)` of `os`, which a signal ends on the main thread, as
 * on POSIX. quickjs-libc's sleeps on.
 */
#ifndef QP_QJS_SYSTEM_OS_SLEEP_H
#define QP_QJS_SYSTEM_OS_SLEEP_H

#include <quickjs.h>

/* For the prompt: asked after each sleep that a signal ended, on the main thread; other than 0
 * stops the script. */
void qp__os_sleep_set_interrupted(int (*function)(JSRuntime *rt));

JSModuleDef *qp__init_os_sleep(JSContext *ctx, const char *name);

#endif
