#include "quickjs/subprocess/results.h"

#include "quickjs/values/engine.h"

#include <wchar.h>

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

static JSValue new_numbers(JSContext *ctx, const qp_usage *usage)
{
    const uint64_t numbers[] = {usage->elapsed_ms, usage->user_ms,    usage->system_ms,
                                usage->peak_bytes, usage->read_bytes, usage->written_bytes};
    JSValue array = JS_NewArray(ctx);
    uint32_t count = 0;

    while (!JS_IsException(array) && count < sizeof(numbers) / sizeof(numbers[0])) {
        if (qp__push(ctx, array, &count, JS_NewInt64(ctx, (int64_t)numbers[count])) < 0) {
            JS_FreeValue(ctx, array);
            array = JS_EXCEPTION;
        }
    }
    return array;
}

JSValue qp__new_usage(JSContext *ctx, const qp_usage *own, const qp_usage *tree)
{
    JSValue array = own == NULL ? JS_NULL : JS_NewArray(ctx);
    uint32_t count = 0;

    if (JS_IsObject(array) &&
        (qp__push(ctx, array, &count, new_numbers(ctx, own)) < 0 ||
         qp__push(ctx, array, &count, tree == NULL ? JS_NULL : new_numbers(ctx, tree)) < 0)) {
        JS_FreeValue(ctx, array);
        array = JS_EXCEPTION;
    }
    return array;
}

static JSValue new_text(JSContext *ctx, const qp_char *text)
{
    return text == NULL ? JS_NULL : qp__string_new(ctx, text, wcslen(text));
}

JSValue qp__new_process(JSContext *ctx, const qp_process_entry *entry)
{
    JSValue array = JS_NewArray(ctx);
    uint32_t count = 0;

    if (!JS_IsException(array) &&
        (qp__push(ctx, array, &count, JS_NewInt32(ctx, entry->pid)) < 0 ||
         qp__push(ctx, array, &count, JS_NewInt32(ctx, entry->parent_pid)) < 0 ||
         qp__push(ctx, array, &count, new_text(ctx, entry->name)) < 0 ||
         qp__push(ctx, array, &count, new_text(ctx, entry->path)) < 0 ||
         qp__push(ctx, array, &count, JS_NewInt64(ctx, (int64_t)entry->start_time_ms)) < 0)) {
        JS_FreeValue(ctx, array);
        array = JS_EXCEPTION;
    }
    return array;
}
