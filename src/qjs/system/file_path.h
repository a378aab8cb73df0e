/*
 * From the name of a file, as a script or the command line gives it, to what the W functions take,
 * whatever its length.
 */
#ifndef QP_QJS_SYSTEM_FILE_PATH_H
#define QP_QJS_SYSTEM_FILE_PATH_H

#include <quickjs.h>

#include "core/text.h"

/* Appends the full path of `name`, in the \\?\ form where it is long. 0; -ENOENT for ""; -errno. */
int qp__file_path(qp__text *out, const qp_char *name);

/* The same for UTF-8 (lone surrogates as three bytes). */
int qp__file_path_utf8(qp__text *out, const char *name);

/* Takes the \\?\ form off again: how people and scripts know the path. 0 or -errno. */
int qp__file_path_shorten(qp__text *path);

/*
 * Replaces a path as of qp__file_path by the one where the file really is: without links, in the
 * spelling of the folders. 0; -ENOENT; -errno. GetFinalPathNameByHandleW.
 */
int qp__file_path_resolve(qp__text *path);

/* qp__file_path_js: an exception is pending. */
#define QP__THROWN 1

/* qp__file_path of a JavaScript value. 0; -errno; QP__THROWN. */
int qp__file_path_js(JSContext *ctx, qp__text *out, JSValueConst value);

/* A JavaScript string of UTF-16. */
JSValue qp__new_string(JSContext *ctx, const qp_char *units, size_t length);

#endif
