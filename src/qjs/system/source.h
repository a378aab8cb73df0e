/*
 * Reading whole files: scripts, modules, and for std.loadFile.
 */
#ifndef QP_QJS_SYSTEM_SOURCE_H
#define QP_QJS_SYSTEM_SOURCE_H

#include <quickjs.h>

/*
 * The contents of the file with this full path (as of qp__file_path), NUL-terminated; `size` is
 * without the NUL. For the caller to js_free; NULL with *error = -errno, no exception.
 */
uint8_t *qp__source_read(JSContext *ctx, const wchar_t *path, size_t *size, int *error);

/*
 * The same for a name in UTF-8, with the C runtime's errno set where the result is NULL: what
 * js_module_load of quickjs-libc calls.
 */
uint8_t *qp__source_load(JSContext *ctx, size_t *size, const char *name);

/* All that is left of standard input. */
uint8_t *qp__source_load_stdin(JSContext *ctx, size_t *size);

#endif
