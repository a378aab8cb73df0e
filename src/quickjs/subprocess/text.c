/*
 * Text and bytes, by code page.
 */
#include "quickjs/subprocess/native.h"

#include "quickjs/subprocess/results.h"
#include "quickjs/values/engine.h"
#include "quickjs/values/text.h"
#include "quickproc/subprocess.h"
#include "win32/program/code_page.h"

#include <errno.h>

/* oemCodePage(own console), ansiCodePage() */
QP__JS_FUNCTION_MAGIC(qp__js_code_page)
{
    (void)this_val;
    (void)argc;
    return JS_NewUint32(ctx, magic == QP__ANSI ? qp__ansi_code_page()
                                               : qp__oem_code_page(JS_ToBool(ctx, argv[0]) > 0));
}

static JSValue throw_code_page(JSContext *ctx, int error, uint32_t code_page)
{
    if (error == -ENOMEM) {
        return JS_ThrowOutOfMemory(ctx);
    }
    return JS_ThrowTypeError(ctx, "code page %u is not installed", (unsigned int)code_page);
}

/* decode(buffer, offset, length, code page) */
QP__JS_FUNCTION(qp__js_decode)
{
    uint64_t offset;
    uint64_t length;
    uint32_t code_page;
    qp_char *units;
    size_t count;
    size_t size;
    uint8_t *bytes;
    int error;

    (void)this_val;
    (void)argc;
    if (JS_ToIndex(ctx, &offset, argv[1]) < 0 || JS_ToIndex(ctx, &length, argv[2]) < 0 ||
        JS_ToUint32(ctx, &code_page, argv[3]) < 0) {
        return JS_EXCEPTION;
    }
    bytes = JS_GetArrayBuffer(ctx, &size, argv[0]);
    if (bytes == NULL) {
        return JS_EXCEPTION;
    }
    if (offset > size || length > size - offset) {
        return JS_ThrowRangeError(ctx, "decode: outside of the buffer");
    }
    if (code_page == QP__UTF8) {
        return JS_NewStringLen(ctx, (const char *)bytes + offset, (size_t)length);
    }
    error = qp__decode(code_page, bytes + offset, (size_t)length, &units, &count);
    return error < 0 ? throw_code_page(ctx, error, code_page) : qp__js_text_take(ctx, units, count);
}

static JSValue encode_utf8(JSContext *ctx, JSValueConst string)
{
    size_t length;
    const char *bytes = JS_ToCStringLen(ctx, &length, string);
    JSValue buffer = bytes == NULL ? JS_EXCEPTION : qp__new_buffer(ctx, bytes, length);

    JS_FreeCString(ctx, bytes);
    return buffer;
}

/* encode(string, code page) */
QP__JS_FUNCTION(qp__js_encode)
{
    uint32_t code_page;
    qp_char *units;
    char *bytes = NULL;
    JSValue buffer;
    size_t count;
    size_t length;
    int error;

    (void)this_val;
    (void)argc;
    if (JS_ToUint32(ctx, &code_page, argv[1]) < 0) {
        return JS_EXCEPTION;
    }
    if (code_page == QP__UTF8) {
        return encode_utf8(ctx, argv[0]);
    }
    units = qp__string_units(ctx, &count, argv[0]);
    if (units == NULL) {
        return JS_EXCEPTION;
    }
    error = qp__encode(code_page, units, count, &bytes, &length);
    buffer =
        error < 0 ? throw_code_page(ctx, error, code_page) : qp__new_buffer(ctx, bytes, length);
    qp_free(bytes);
    js_free(ctx, units);
    return buffer;
}
