#include "qjs/modules.h"

#include <stdio.h>
#include <string.h>

#include <quickjs-libc.h>

#include "qjs/builtin.h"
#include "qjs/normalize.h"
#include "qjs/source.h"

static char *normalize(JSContext *ctx, const char *base, const char *name, void *opaque)
{
    char *full = js_malloc(ctx, qp__normalize_room(base, name));

    (void)opaque;
    if (full != NULL) {
        qp__normalize(full, base, name);
    }
    return full;
}

static JSValue file_url(JSContext *ctx, const char *path)
{
    static const char scheme[] = "file://";
    size_t bytes = sizeof(scheme) + strlen(path);
    char *url = js_malloc(ctx, bytes);
    JSValue value;

    if (url == NULL) {
        return JS_EXCEPTION;
    }
    snprintf(url, bytes, "%s%s", scheme, path);
    value = JS_NewString(ctx, url);
    js_free(ctx, url);
    return value;
}

static JSValue module_url(JSContext *ctx, JSModuleDef *module)
{
    JSAtom atom = JS_GetModuleName(ctx, module);
    const char *name = JS_AtomToCString(ctx, atom);
    JSValue url = JS_EXCEPTION;

    if (name != NULL) {
        /* "C:/folder/file.js" and "qjs:os" stay as they are: this is what quickjs-libc does. */
        url = strchr(name, ':') != NULL ? JS_NewString(ctx, name) : file_url(ctx, name);
    }
    JS_FreeCString(ctx, name);
    JS_FreeAtom(ctx, atom);
    return url;
}

static int define(JSContext *ctx, JSValueConst object, const char *name, JSValue value)
{
    if (JS_IsException(value)) {
        return -1;
    }
    return JS_DefinePropertyValueStr(ctx, object, name, value, JS_PROP_C_W_E);
}

static int set_meta(JSContext *ctx, JSModuleDef *module, bool is_main)
{
    JSValue meta = JS_GetImportMeta(ctx, module);
    int result = -1;

    if (JS_IsException(meta)) {
        return -1;
    }
    if (define(ctx, meta, "url", module_url(ctx, module)) >= 0 &&
        define(ctx, meta, "main", JS_NewBool(ctx, is_main)) >= 0) {
        result = 0;
    }
    JS_FreeValue(ctx, meta);
    return result;
}

int qp__modules_set_meta(JSContext *ctx, JSValueConst module, bool is_main)
{
    return set_meta(ctx, JS_VALUE_GET_PTR(module), is_main);
}

static JSModuleDef *compile(JSContext *ctx, const qp__builtin *builtin)
{
    JSModuleDef *module = NULL;
    JSValue value = JS_Eval(ctx, builtin->source, *builtin->source_size, builtin->name,
                            JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);

    if (!JS_IsException(value)) {
        module = JS_VALUE_GET_PTR(value);
        /* The context's list of modules holds it. */
        JS_FreeValue(ctx, value);
    }
    return module;
}

static bool is_native(const char *name)
{
    size_t length = strlen(name);

    return length >= 4 && strcmp(name + length - 4, ".dll") == 0;
}

static JSModuleDef *load_file(JSContext *ctx, const char *name, JSValueConst attributes)
{
    JSModuleDef *module;

    if (is_native(name)) {
        return js_module_loader(ctx, name, NULL, attributes);
    }
    module = js_module_load(ctx, name, NULL, attributes, qp__source_load);
    /* js_module_load cuts a long name. */
    if (module != NULL && strlen(name) > 200 && set_meta(ctx, module, false) < 0) {
        return NULL;
    }
    return module;
}

static JSModuleDef *load(JSContext *ctx, const char *name, void *opaque, JSValueConst attributes)
{
    const qp__builtin *builtin = qp__builtin_find(name);

    (void)opaque;
    if (builtin == NULL) {
        return load_file(ctx, name, attributes);
    }
    return builtin->init != NULL ? builtin->init(ctx, name) : compile(ctx, builtin);
}

void qp__modules_install(JSRuntime *rt)
{
    JS_SetModuleLoaderFunc2(rt, normalize, load, js_module_check_attributes, NULL);
}
