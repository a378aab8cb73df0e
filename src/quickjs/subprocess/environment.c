/*
 * This process's environment.
 */
#include "quickjs/subprocess/native.h"

#include "quickjs/subprocess/results.h"
#include "quickjs/values/engine.h"
#include "quickjs/values/text.h"
#include "quickproc/subprocess.h"
#include "win32/program/own_environment.h"

#include <wchar.h>

/* environment(): ["NAME=value", ...] */
QP__JS_FUNCTION(qp__js_environment)
{
    qp_char *block = qp__environment();
    JSValue array = JS_NewArray(ctx);
    const qp_char *entry = block;
    uint32_t count = 0;

    (void)this_val;
    (void)argc;
    (void)argv;
    for (; block != NULL && entry[0] != 0 && !JS_IsException(array); entry += wcslen(entry) + 1) {
        JSValue text = qp__string_new(ctx, entry, wcslen(entry));
        if (qp__push(ctx, array, &count, text) < 0) {
            JS_FreeValue(ctx, array);
            array = JS_EXCEPTION;
        }
    }
    qp_free(block);
    return array;
}

/* sameVariable(name, name) */
QP__JS_FUNCTION(qp__js_same_variable)
{
    qp_char *a = qp__js_text(ctx, argv[0], "a name in env");
    qp_char *b = a == NULL ? NULL : qp__js_text(ctx, argv[1], "a name in env");
    JSValue result = b == NULL ? JS_EXCEPTION : JS_NewBool(ctx, qp__same_variable(a, b));

    (void)this_val;
    (void)argc;
    js_free(ctx, a);
    js_free(ctx, b);
    return result;
}
