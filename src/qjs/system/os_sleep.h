/*
 * The module `quickproc:os-sleep`: `sleep(ms)` of `os`, which a signal ends on the main thread, as
 * on POSIX. quickjs-libc's sleeps on.
 */
#ifndef QP_QJS_SYSTEM_OS_SLEEP_H
#define QP_QJS_SYSTEM_OS_SLEEP_H

#include <quickjs.h>

JSModuleDef *qp__init_os_sleep(JSContext *ctx, const char *name);

#endif
