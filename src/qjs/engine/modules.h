/*
 * Which modules a script can import: `std`, `os` and `bjson` (also as `qjs:std` …), made when they
 * are first asked for, and files.
 */
#ifndef QP_QJS_ENGINE_MODULES_H
#define QP_QJS_ENGINE_MODULES_H

#include <quickjs.h>

/*
 * Makes this the module loader of a runtime. quickjs-libc puts its own into the runtime of each
 * Worker just before it makes the Worker's context, so: once for each context.
 */
void qp__modules_install(JSRuntime *rt);

/*
 * Calls `record` for each import that is resolved, until it is NULL. Meanwhile native modules are
 * refused: loading them would run their code. Main thread only.
 */
typedef void qp__modules_recorder(JSContext *ctx, const char *base, const char *name,
                                  const char *full, void *opaque);
void qp__modules_record(qp__modules_recorder *record, void *opaque);

/*
 * import.meta.url and import.meta.main of a compiled module, as quickjs-libc sets them on POSIX:
 * "file://" and the full path, whatever its length. 0; -1 with an exception.
 */
int qp__modules_set_meta(JSContext *ctx, JSValueConst module, bool is_main);

#endif
