/*
 * The names of options.
 */
#include "quickjs/subprocess/native.h"

#include "quickjs/values/engine.h"
#include "quickjs/values/option.h"

/* More than any function has. */
#define MOST_NAMES 64

/* 0; -1 with an exception. */
static int read_name(JSContext *ctx, JSValueConst array, uint32_t index, const char **name)
{
    JSValue value = JS_GetPropertyUint32(ctx, array, index);

    *name = JS_IsException(value) ? NULL : JS_ToCString(ctx, value);
    JS_FreeValue(ctx, value);
    return *name == NULL ? -1 : 0;
}

/* checkOptions(options, [names], function's name): throws for a name that is not among them. */
QP__JS_FUNCTION(qp__js_check_options)
{
    const char *names[MOST_NAMES];
    const char *where = JS_ToCString(ctx, argv[2]);
    uint32_t count = 0;
    int64_t length = 0;
    int error = where == NULL ? -1 : qp__get_length(ctx, argv[1], &length);

    (void)this_val;
    (void)argc;
    while (error == 0 && count < length && count < MOST_NAMES) {
        error = read_name(ctx, argv[1], count, &names[count]);
        count += error == 0;
    }
    if (error == 0) {
        error = qp__options_check(ctx, argv[0], names, count, where);
    }
    while (count > 0) {
        JS_FreeCString(ctx, names[--count]);
    }
    JS_FreeCString(ctx, where);
    return error < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}
