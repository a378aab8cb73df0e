/* A program with an engine of its own and quickproc's module in it: no quickjs-libc. */
#include <quickproc/quickjs.h>

#include <stdio.h>
#include <string.h>

static const char source[] = "import { exec } from 'os'; globalThis.code = exec(['cmd', '/c', "
                             "'echo of the child & exit 42']);";

int main(void)
{
    JSRuntime *rt = JS_NewRuntime();
    JSContext *ctx = JS_NewContext(rt);
    JSValue global = JS_GetGlobalObject(ctx);
    JSValue code;
    int32_t result = 1;

    quickproc_init_module(ctx, "os");
    JS_FreeValue(ctx, JS_Eval(ctx, source, strlen(source), "script", JS_EVAL_TYPE_MODULE));
    code = JS_GetPropertyStr(ctx, global, "code");
    JS_ToInt32(ctx, &result, code);
    JS_FreeValue(ctx, code);
    JS_FreeValue(ctx, global);
    JS_FreeContext(ctx);
    JS_FreeRuntime(rt);
    return result;
}
