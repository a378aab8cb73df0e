#include "qjs/engine/console_object.h"

#include <stdio.h>
#include <string.h>

#include "qjs/system/stream.h"

/* Bytes to be written at once: lines of several processes must not mix. */
typedef struct line {
    char *bytes; /* js_malloc */
    size_t size;
} line;

static int append(JSContext *ctx, line *text, const char *bytes, size_t size)
{
    char *grown = js_realloc(ctx, text->bytes, text->size + size);

    if (grown == NULL) {
        return -1;
    }
    memcpy(grown + text->size, bytes, size);
    text->bytes = grown;
    text->size += size;
    return 0;
}

/* As console.log shows it, which never throws. */
static int append_value(JSContext *ctx, line *text, JSValueConst value)
{
    static const char fallback[] = "<exception>";
    size_t size;
    const char *bytes = JS_ToCStringLen(ctx, &size, value);
    int result;

    if (bytes == NULL) {
        JS_FreeValue(ctx, JS_GetException(ctx));
        return append(ctx, text, fallback, sizeof(fallback) - 1);
    }
    result = append(ctx, text, bytes, size);
    JS_FreeCString(ctx, bytes);
    return result;
}

static JSValue js_error(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    line text = {NULL, 0};
    int result = 0;

    (void)this_val;
    for (int i = 0; result == 0 && i < argc; i++) {
        if (i > 0) {
            result = append(ctx, &text, " ", 1);
        }
        if (result == 0) {
            result = append_value(ctx, &text, argv[i]);
        }
    }
    if (result == 0) {
        result = append(ctx, &text, "\n", 1);
    }
    if (result == 0) {
        qp__stream_fwrite(text.bytes, 1, text.size, stderr);
    }
    js_free(ctx, text.bytes);
    return result == 0 ? JS_UNDEFINED : JS_EXCEPTION;
}

static const JSCFunctionListEntry errors[] = {
    JS_CFUNC_DEF2("error", 1, js_error, JS_PROP_C_W_E),
    JS_CFUNC_DEF2("warn", 1, js_error, JS_PROP_C_W_E),
};

/* Under another name, what `log` is. */
static int add_alias(JSContext *ctx, JSValueConst console, const char *name)
{
    return JS_DefinePropertyValueStr(ctx, console, name, JS_GetPropertyStr(ctx, console, "log"),
                                     JS_PROP_C_W_E);
}

static int complete(JSContext *ctx, JSValueConst console)
{
    if (JS_SetPropertyFunctionList(ctx, console, errors, sizeof(errors) / sizeof(errors[0])) < 0 ||
        add_alias(ctx, console, "info") < 0) {
        return -1;
    }
    return add_alias(ctx, console, "debug");
}

/* From here on it is a property as any other. */
static JSValue js_set(JSContext *ctx, JSValueConst this_val, JSValueConst console)
{
    JSValue global = JS_GetGlobalObject(ctx);
    int result = JS_IsObject(console) ? complete(ctx, console) : 0;

    (void)this_val;
    if (result >= 0) {
        result = JS_DefinePropertyValueStr(ctx, global, "console", JS_DupValue(ctx, console),
                                           JS_PROP_C_W_E);
    }
    JS_FreeValue(ctx, global);
    return result < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

static const JSCFunctionListEntry expected[] = {
    JS_CGETSET_DEF2("console", NULL, js_set, JS_PROP_CONFIGURABLE | JS_PROP_ENUMERABLE),
};

int qp__console_object_expect(JSContext *ctx, JSValueConst global)
{
    return JS_SetPropertyFunctionList(ctx, global, expected, 1) < 0 ? -1 : 0;
}
