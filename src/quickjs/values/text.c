#include "quickjs/values/text.h"

#include "quickjs/values/engine.h"
#include "quickproc/subprocess.h"

#include <wchar.h>

static int has_nul(const qp_char *units, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++) {
        if (units[i] == 0) {
            return 1;
        }
    }
    return 0;
}

/* `string` is a string: its conversion runs no code of the script. */
static qp_char *copy_string(JSContext *ctx, JSValueConst string, const char *what)
{
    size_t length;
    qp_char *copy = qp__string_units(ctx, &length, string);

    if (copy != NULL && has_nul(copy, length)) {
        JS_ThrowTypeError(ctx, "%s contains a NUL character", what);
        js_free(ctx, copy);
        return NULL;
    }
    return copy;
}

qp_char *qp__js_text(JSContext *ctx, JSValueConst value, const char *what)
{
    qp_char *copy;
    /* JS_ToCString... would replace the exception of an Error's own toString by its message. */
    JSValue string = JS_ToString(ctx, value);

    if (JS_IsException(string)) {
        return NULL;
    }
    copy = copy_string(ctx, string, what);
    JS_FreeValue(ctx, string);
    return copy;
}

JSValue qp__js_text_take(JSContext *ctx, qp_char *units, size_t length)
{
    JSValue string = qp__string_new(ctx, units, length);

    qp_free(units);
    return string;
}

JSValue qp__js_text_take_z(JSContext *ctx, qp_char *units)
{
    return units == NULL ? JS_ThrowOutOfMemory(ctx) : qp__js_text_take(ctx, units, wcslen(units));
}
