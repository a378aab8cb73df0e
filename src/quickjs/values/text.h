/*
 * JavaScript strings as NUL-terminated UTF-16, without UTF-8 in between: lone surrogates survive.
 */
#ifndef QP_QUICKJS_VALUES_TEXT_H
#define QP_QUICKJS_VALUES_TEXT_H

#include "quickproc/quickjs.h"
#include "quickproc/types.h"

/*
 * ToString(value), NUL-terminated; js_free it. NULL with an exception: what toString threw,
 * TypeError for an embedded NUL, out of memory. `what` names the value in that TypeError ("argument
 * 2", "cwd").
 */
qp_char *qp__js_text(JSContext *ctx, JSValueConst value, const char *what);

/*
 * A string of `length` units, or up to the NUL, that the library gave; qp_free frees them. An
 * exception when there is no memory, which is also what NULL means in qp__js_text_take_z.
 */
JSValue qp__js_text_take(JSContext *ctx, qp_char *units, size_t length);
JSValue qp__js_text_take_z(JSContext *ctx, qp_char *units);

#endif
