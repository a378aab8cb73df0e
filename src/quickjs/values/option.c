#include "quickjs/values/option.h"

#include "quickjs/values/text.h"

#include <math.h>

int qp__option_get(JSContext *ctx, JSValueConst options, const char *name, JSValue *value)
{
    *value = JS_GetPropertyStr(ctx, options, name);
    if (JS_IsException(*value)) {
        return -1;
    }
    return !JS_IsUndefined(*value);
}

int qp__option_bool(JSContext *ctx, JSValueConst options, const char *name, int *result)
{
    JSValue value;
    int given = qp__option_get(ctx, options, name, &value);

    if (given > 0) {
        *result = JS_ToBool(ctx, value) > 0;
        JS_FreeValue(ctx, value);
    }
    return given;
}

int qp__option_int32(JSContext *ctx, JSValueConst options, const char *name, int32_t *result)
{
    JSValue value;
    int given = qp__option_get(ctx, options, name, &value);

    if (given > 0) {
        given = JS_ToInt32(ctx, result, value) < 0 ? -1 : 1;
        JS_FreeValue(ctx, value);
    }
    return given;
}

int qp__option_text(JSContext *ctx, JSValueConst options, const char *name, qp_char **result)
{
    JSValue value;
    int given = qp__option_get(ctx, options, name, &value);

    if (given > 0) {
        *result = qp__js_text(ctx, value, name);
        JS_FreeValue(ctx, value);
        given = *result == NULL ? -1 : 1;
    }
    return given;
}

static int to_ms(JSContext *ctx, JSValueConst value, const char *name, uint32_t *result)
{
    double ms;

    if (JS_ToFloat64(ctx, &ms, value) < 0) {
        return -1;
    }
    /* NaN, too. */
    if (!(ms >= 0)) {
        JS_ThrowRangeError(ctx, "%s is not a number of milliseconds", name);
        return -1;
    }
    *result = ms >= UINT32_MAX ? UINT32_MAX : (uint32_t)ceil(ms);
    return 1;
}

int qp__option_ms(JSContext *ctx, JSValueConst options, const char *name, uint32_t *result)
{
    JSValue value;
    int given = qp__option_get(ctx, options, name, &value);

    /* As a number it would be no time at all. */
    if (given > 0 && JS_IsNull(value)) {
        given = 0;
    }
    if (given > 0) {
        given = to_ms(ctx, value, name, result);
        JS_FreeValue(ctx, value);
    }
    return given;
}
