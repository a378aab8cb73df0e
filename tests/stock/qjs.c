/*
 * A bare quickjs-ng interpreter: the engine and its own std, os and bjson modules, nothing of this
 * project.
 *
 *   stock-qjs file.js [argument…]      stock-qjs -e expression
 */
#include <quickjs-libc.h>
#include <quickjs.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static JSContext *new_context(JSRuntime *rt)
{
    JSContext *ctx = JS_NewContext(rt);
    if (ctx) {
        js_init_module_std(ctx, "qjs:std");
        js_init_module_os(ctx, "qjs:os");
        js_init_module_bjson(ctx, "qjs:bjson");
        js_init_module_std(ctx, "std");
        js_init_module_os(ctx, "os");
        js_init_module_bjson(ctx, "bjson");
    }
    return ctx;
}

static int eval(JSContext *ctx, const char *code, size_t length, const char *name)
{
    JSValue value =
        JS_Eval(ctx, code, length, name, JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
    if (!JS_IsException(value)) {
        js_module_set_import_meta(ctx, value, true, true);
        value = JS_EvalFunction(ctx, value);
    }
    value = js_std_await(ctx, value);
    if (JS_IsException(value)) {
        js_std_dump_error(ctx);
        return 1;
    }
    JS_FreeValue(ctx, value);
    return js_std_loop(ctx) ? 1 : 0;
}

static int eval_file(JSContext *ctx, const char *name)
{
    size_t length;
    uint8_t *code = js_load_file(ctx, &length, name);
    if (!code) {
        perror(name);
        return 1;
    }
    int result = eval(ctx, (const char *)code, length, name);
    js_free(ctx, code);
    return result;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: stock-qjs file.js [argument...] | -e expression\n");
        return 2;
    }
    JSRuntime *rt = JS_NewRuntime();
    js_std_set_worker_new_context_func(new_context);
    js_std_init_handlers(rt);
    JS_SetModuleLoaderFunc2(rt, NULL, js_module_loader, js_module_check_attributes, NULL);
    JSContext *ctx = new_context(rt);
    int expression = argc > 2 && strcmp(argv[1], "-e") == 0;
    js_std_add_helpers(ctx, argc - 1, argv + 1);
    int result =
        expression ? eval(ctx, argv[2], strlen(argv[2]), "<cmdline>") : eval_file(ctx, argv[1]);
    js_std_free_handlers(rt);
    JS_FreeContext(ctx);
    JS_FreeRuntime(rt);
    return result;
}
