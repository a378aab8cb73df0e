#include "quickjs/subprocess/results.h"

int qp__push(JSContext *ctx, JSValueConst array, uint32_t *count, JSValue value)
{
    if (JS_IsException(value)) {
        return -1;
    }
    return JS_DefinePropertyValueUint32(ctx, array, (*count)++, value, JS_PROP_C_W_E);
}

/* [errno, Win32 error]: nothing was started. */
JSValue qp__new_failure(JSContext *ctx, int error, uint32_t reason)
{
    JSValue array = JS_NewArray(ctx);
    uint32_t count = 0;

    if (!JS_IsException(array) && (qp__push(ctx, array, &count, JS_NewInt32(ctx, -error)) < 0 ||
                                   qp__push(ctx, array, &count, JS_NewInt64(ctx, reason)) < 0)) {
        JS_FreeValue(ctx, array);
        array = JS_EXCEPTION;
    }
    return array;
}

JSValue qp__new_buffer(JSContext *ctx, const void *bytes, size_t length)
{
    return JS_NewArrayBufferCopy(ctx, bytes == NULL ? (const uint8_t *)"" : bytes, length);
}
