/*
 * Text and bytes, by code page.
 */
#include "quickjs/subprocess/native.h"

#include "core/characters.h"
#include "quickjs/subprocess/results.h"
#include "quickjs/values/engine.h"
#include "quickjs/values/text.h"
#include "quickproc/subprocess.h"
#include "win32/program/code_page.h"

#include <errno.h>
#include <string.h>

/* Little-endian, as everything on Windows; the system's own functions do not convert it. */
enum { UTF16 = 1200 };

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

/* The arguments buffer, offset, length. NULL with an exception, else what lies there. */
static const uint8_t *read_bytes(JSContext *ctx, JSValueConst *argv, size_t *length)
{
    const uint8_t *bytes;
    uint64_t offset;
    uint64_t wanted;
    size_t size;

    if (JS_ToIndex(ctx, &offset, argv[1]) < 0 || JS_ToIndex(ctx, &wanted, argv[2]) < 0) {
        return NULL;
    }
    bytes = JS_GetArrayBuffer(ctx, &size, argv[0]);
    if (bytes == NULL) {
        return NULL;
    }
    if (offset > size || wanted > size - offset) {
        JS_ThrowRangeError(ctx, "outside the buffer");
        return NULL;
    }
    *length = (size_t)wanted;
    return bytes + offset;
}

/* utf8Valid(buffer, offset, length): so many bytes at the beginning are whole, valid characters. */
QP__JS_FUNCTION(qp__js_utf8_valid)
{
    size_t length;
    const uint8_t *bytes = read_bytes(ctx, argv, &length);

    (void)this_val;
    (void)argc;
    return bytes == NULL ? JS_EXCEPTION : JS_NewInt64(ctx, (int64_t)qp__utf8_valid(bytes, length));
}

/* wholeCharacters(buffer, offset, length, code page) */
QP__JS_FUNCTION(qp__js_whole_characters)
{
    size_t length;
    uint32_t code_page;
    const uint8_t *bytes;

    (void)this_val;
    (void)argc;
    if (JS_ToUint32(ctx, &code_page, argv[3]) < 0) {
        return JS_EXCEPTION;
    }
    bytes = read_bytes(ctx, argv, &length);
    return bytes == NULL
               ? JS_EXCEPTION
               : JS_NewInt64(ctx, (int64_t)qp__whole_characters(code_page, bytes, length));
}

/* An odd byte at the end is half a character: U+FFFD. */
static JSValue decode_utf16(JSContext *ctx, const uint8_t *bytes, size_t length)
{
    size_t count = length / 2 + length % 2;
    qp_char *units = js_malloc(ctx, (count + 1) * sizeof(*units));
    JSValue string;

    if (units == NULL) {
        return JS_EXCEPTION;
    }
    units[length / 2] = 0xFFFD;
    memcpy(units, bytes, length - length % 2);
    string = qp__string_new(ctx, units, count);
    js_free(ctx, units);
    return string;
}

/* The engine's own reading of UTF-8 takes encoded surrogates, and is not the standard's. */
static JSValue decode_utf8(JSContext *ctx, const uint8_t *bytes, size_t length)
{
    size_t size;
    uint8_t *repaired;
    JSValue string;

    if (qp__utf8_valid(bytes, length) == length) {
        return JS_NewStringLen(ctx, (const char *)bytes, length);
    }
    size = qp__utf8_repair(bytes, length, NULL);
    repaired = js_malloc(ctx, size);
    if (repaired == NULL) {
        return JS_EXCEPTION;
    }
    qp__utf8_repair(bytes, length, repaired);
    string = JS_NewStringLen(ctx, (const char *)repaired, size);
    js_free(ctx, repaired);
    return string;
}

/* decode(buffer, offset, length, code page) */
QP__JS_FUNCTION(qp__js_decode)
{
    uint32_t code_page;
    qp_char *units;
    size_t count;
    size_t length;
    const uint8_t *bytes;
    int error;

    (void)this_val;
    (void)argc;
    if (JS_ToUint32(ctx, &code_page, argv[3]) < 0) {
        return JS_EXCEPTION;
    }
    bytes = read_bytes(ctx, argv, &length);
    if (bytes == NULL) {
        return JS_EXCEPTION;
    }
    if (code_page == QP__UTF8) {
        return decode_utf8(ctx, bytes, length);
    }
    if (code_page == UTF16) {
        return decode_utf16(ctx, bytes, length);
    }
    error = qp__decode(code_page, bytes, length, &units, &count);
    return error < 0 ? throw_code_page(ctx, error, code_page) : qp__js_text_take(ctx, units, count);
}

/* Half a surrogate pair has no UTF-8: the engine encodes it all the same, in three bytes that begin
 * with 0xED 0xA0 or more. U+FFFD takes as many. */
static void replace_surrogates(uint8_t *bytes, size_t length)
{
    static const uint8_t replacement[] = {0xEF, 0xBF, 0xBD};
    size_t at = qp__utf8_valid(bytes, length);

    while (at < length) {
        memcpy(bytes + at, replacement, sizeof(replacement));
        at += qp__utf8_valid(bytes + at, length - at);
    }
}

static JSValue encode_utf8(JSContext *ctx, JSValueConst string)
{
    size_t length;
    const char *bytes = JS_ToCStringLen(ctx, &length, string);
    JSValue buffer = bytes == NULL ? JS_EXCEPTION : qp__new_buffer(ctx, bytes, length);
    uint8_t *made = JS_IsException(buffer) ? NULL : JS_GetArrayBuffer(ctx, &length, buffer);

    if (made != NULL) {
        replace_surrogates(made, length);
    }
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
    if (code_page == UTF16) {
        buffer = qp__new_buffer(ctx, units, count * sizeof(*units));
        js_free(ctx, units);
        return buffer;
    }
    error = qp__encode(code_page, units, count, &bytes, &length);
    buffer =
        error < 0 ? throw_code_page(ctx, error, code_page) : qp__new_buffer(ctx, bytes, length);
    qp_free(bytes);
    js_free(ctx, units);
    return buffer;
}
