#include "quickjs/values/engine.h"

#include "core/utf16.h"

#include <string.h>

/*
 * By way of UTF-8, the generalised one: a lone surrogate is three bytes, so nothing is lost. The
 * original QuickJS knows no other way, and quickjs-ng's JS_ToCStringLenUTF16 reads beside the
 * string, before 0.17, when it is a long part of one that is not in Latin-1.
 */
qp_char *qp__string_units(JSContext *ctx, size_t *length, JSValueConst string)
{
    size_t bytes_length;
    const char *bytes = JS_ToCStringLen(ctx, &bytes_length, string);
    qp_char *units = NULL;
    qp__text text;

    if (bytes == NULL) {
        return NULL;
    }
    qp__text_init(&text);
    qp__text_append_utf8(&text, (const uint8_t *)bytes, bytes_length);
    JS_FreeCString(ctx, bytes);
    if (text.error != 0) {
        JS_ThrowOutOfMemory(ctx);
    } else {
        units = js_malloc(ctx, (text.length + 1) * sizeof(*units));
    }
    if (units != NULL) {
        memcpy(units, text.units, (text.length + 1) * sizeof(*units));
        *length = text.length;
    }
    qp__text_dispose(&text);
    return units;
}

/* Not every version of the engines has a function for it. */
void qp__free_property_names(JSContext *ctx, JSPropertyEnum *names, uint32_t count)
{
    uint32_t i;

    for (i = 0; i < count; i++) {
        JS_FreeAtom(ctx, names[i].atom);
    }
    js_free(ctx, names);
}

#ifdef QUICKJS_NG

JSValue qp__string_new(JSContext *ctx, const qp_char *units, size_t length)
{
    return JS_NewStringUTF16(ctx, (const uint16_t *)units, length);
}

/* Not by recursion: a script can stack up any number of proxies. */
int qp__is_array(JSContext *ctx, JSValueConst value)
{
    JSValue target = JS_DupValue(ctx, value);
    int result;

    while (JS_IsProxy(target)) {
        JSValue next = JS_GetProxyTarget(ctx, target);
        JS_FreeValue(ctx, target);
        target = next;
    }
    result = JS_IsArray(target);
    JS_FreeValue(ctx, target);
    return result;
}

int qp__get_length(JSContext *ctx, JSValueConst object, int64_t *length)
{
    return JS_GetLength(ctx, object, length);
}

int qp__new_class(JSRuntime *rt, const JSClassDef *def, JSClassID *shared, JSClassID *id)
{
    (void)shared;
    *id = 0;
    JS_NewClassID(rt, id);
    return JS_NewClass(rt, *id, def);
}

#else

/*
 * The engine takes UTF-8 only, but the generalised one: a lone surrogate is three bytes, so nothing
 * is lost.
 */
JSValue qp__string_new(JSContext *ctx, const qp_char *units, size_t length)
{
    uint8_t *bytes = length > SIZE_MAX / 3 - 1 ? NULL : js_malloc(ctx, length * 3 + 1);
    JSValue string;

    if (bytes == NULL) {
        return JS_ThrowOutOfMemory(ctx);
    }
    string = JS_NewStringLen(ctx, (const char *)bytes, qp__utf8_from_utf16(bytes, units, length));
    js_free(ctx, bytes);
    return string;
}

int qp__is_array(JSContext *ctx, JSValueConst value)
{
    return JS_IsArray(ctx, value);
}

/* ToLength: NaN and what is negative are 0. */
int qp__get_length(JSContext *ctx, JSValueConst object, int64_t *length)
{
    const double most = 9007199254740991.0;
    JSValue value = JS_GetPropertyStr(ctx, object, "length");
    double number;
    int result = JS_IsException(value) ? -1 : JS_ToFloat64(ctx, &number, value);

    JS_FreeValue(ctx, value);
    if (result == 0) {
        *length = (int64_t)(number >= most ? most : number > 0 ? number : 0);
    }
    return result < 0 ? -1 : 0;
}

int qp__new_class(JSRuntime *rt, const JSClassDef *def, JSClassID *shared, JSClassID *id)
{
    *id = JS_NewClassID(shared);
    return JS_IsRegisteredClass(rt, *id) ? 0 : JS_NewClass(rt, *id, def);
}

#endif
