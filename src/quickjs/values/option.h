/*
 * One property of an options object. Each returns 1 when it was given, 0 when it is undefined (the
 * result stays as it was), -1 with an exception.
 */
#ifndef QP_QUICKJS_VALUES_OPTION_H
#define QP_QUICKJS_VALUES_OPTION_H

#include "quickproc/quickjs.h"
#include "quickproc/types.h"

/* *value is the caller's to free when it was given. */
int qp__option_get(JSContext *ctx, JSValueConst options, const char *name, JSValue *value);
int qp__option_bool(JSContext *ctx, JSValueConst options, const char *name, int *result);
int qp__option_int32(JSContext *ctx, JSValueConst options, const char *name, int32_t *result);
/* *result is js_free'd by the caller. */
int qp__option_text(JSContext *ctx, JSValueConst options, const char *name, qp_char **result);
/* Milliseconds, rounded up. RangeError for NaN and below 0; as long as 49 days and longer is for
 * ever (UINT32_MAX); null is as if it were not there. */
int qp__option_ms(JSContext *ctx, JSValueConst options, const char *name, uint32_t *result);

#endif
