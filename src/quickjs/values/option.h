/*
 * One own property of an options object: what a prototype has, which others may have changed, is no
 * option. Each returns 1 when it was given, 0 when it is undefined (the
 * result stays as it was), -1 with an exception.
 */
#ifndef QP_QUICKJS_VALUES_OPTION_H
#define QP_QUICKJS_VALUES_OPTION_H

#include "quickproc/quickjs.h"
#include "quickproc/types.h"

/*
 * Own, enumerable properties of an object whose names are not among `names`, and that are not
 * undefined, are a TypeError that says what was meant; `where` is the function that has the
 * options. Values that are no objects have none. 0; -1 with an exception.
 */
int qp__options_check(JSContext *ctx, JSValueConst options, const char *const *names, size_t count,
                      const char *where);

/* *value is the caller's to free when it was given. */
int qp__option_get(JSContext *ctx, JSValueConst options, const char *name, JSValue *value);
int qp__option_bool(JSContext *ctx, JSValueConst options, const char *name, int *result);
/* By ToInt32, as QuickJS reads descriptors and ids. */
int qp__option_int32(JSContext *ctx, JSValueConst options, const char *name, int32_t *result);
/* One of `count` words, whose value becomes *result; TypeError, which lists them, for another. */
int qp__option_word(JSContext *ctx, JSValueConst options, const char *name,
                    const char *const *words, const int *values, size_t count, int *result);
/* As qp__to_integer. */
int qp__option_integer(JSContext *ctx, JSValueConst options, const char *name, int32_t *result);
/* *result is js_free'd by the caller. */
int qp__option_text(JSContext *ctx, JSValueConst options, const char *name, qp_char **result);
/* Milliseconds until a timeout, rounded up. Not given: undefined, null, 0, and 49 days or more.
 * TypeError for what is no number, RangeError for NaN and below 0. */
int qp__option_timeout(JSContext *ctx, JSValueConst options, const char *name, uint32_t *result);

/* A whole number that a script has given as `name`, beyond 32 bits INT32_MIN or INT32_MAX;
 * TypeError for everything else, after the exception of its valueOf. */
int qp__to_integer(JSContext *ctx, JSValueConst value, const char *name, int32_t *result);

#endif
