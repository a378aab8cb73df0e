/*
 * A timeout's milliseconds are rounded up: a part of one must not become 0, which is no timeout.
 */
#include "../core/test.h"

#include <quickproc/quickjs.h>

#include "quickjs/values/option.h"

/* `expected` 0: as if it were not given. */
static void check_timeout(JSContext *ctx, double given, uint32_t expected)
{
    JSValue options = JS_NewObject(ctx);
    uint32_t ms = 0;

    JS_SetPropertyStr(ctx, options, "timeout", JS_NewFloat64(ctx, given));
    CHECK_INT(qp__option_timeout(ctx, options, "timeout", &ms), expected > 0);
    CHECK_INT(ms, expected);
    JS_FreeValue(ctx, options);
}

int main(void)
{
    JSRuntime *rt = JS_NewRuntime();
    JSContext *ctx = rt == NULL ? NULL : JS_NewContext(rt);

    if (ctx == NULL) {
        abort();
    }
    check_timeout(ctx, 0, 0);
    check_timeout(ctx, 0.001, 1);
    check_timeout(ctx, 1, 1);
    check_timeout(ctx, 1.5, 2);
    check_timeout(ctx, 4294967293.5, 4294967294u);
    check_timeout(ctx, 1e300, UINT32_MAX);
    JS_FreeContext(ctx);
    JS_FreeRuntime(rt);
    return test_end("option");
}
