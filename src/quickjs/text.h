/*
 * JavaScript strings as NUL-terminated UTF-16, without UTF-8 in between: lone surrogates survive.
 */
#ifndef QP_QUICKJS_TEXT_H
#define QP_QUICKJS_TEXT_H

#include "quickproc/quickjs.h"
#include "quickproc/types.h"

/*
 * ToString(value), NUL-terminated; js_free it. NULL with an exception: what toString threw,
 * TypeError for an embedded NUL, out of memory. `what` names the value in that TypeError ("argument
 * 2", "cwd").
 */
qp_char *qp__js_text(JSContext *ctx, JSValueConst value, const char *what);

#endif
