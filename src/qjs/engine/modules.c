#include "qjs/engine/modules.h"

#include <stdio.h>
#include <string.h>

#include <quickjs-libc.h>

#include "qjs/engine/builtin.h"
#include "qjs/system/file_path.h"
#include "qjs/engine/normalize.h"
#include "qjs/engine/own_program.h"

static qp__modules_recorder *recorder;
static void *recorder_opaque;

void qp__modules_record(qp__modules_recorder *record, void *opaque)
{
    recorder = record;
    recorder_opaque = opaque;
}

static char *normalize(JSContext *ctx, const char *base, const char *name, void *opaque)
{
    char *full = js_malloc(ctx, qp__normalize_room(base, name));

    (void)opaque;
    if (full != NULL) {
        qp__normalize(full, base, name);
        if (recorder != NULL) {
            recorder(ctx, base, name, full, recorder_opaque);
        }
    }
    return full;
}

/* Not "qjs:os", and not "<cmdline>". */
static bool is_file(const char *name)
{
    const char *colon = strchr(name, ':');

    return name[0] == '/' || (name[0] != '<' && (colon == NULL || colon == name + 1));
}

/* The full path, as on POSIX: a script that takes "file://" off finds what lies beside it. */
static int append_path(qp__text *url, const char *name)
{
    qp__text path;
    int error;

    qp__text_init(&path);
    error = qp__file_path_utf8(&path, name);
    if (error < 0) {
        goto finish;
    }
    error = qp__file_path_shorten(&path);
    if (error < 0) {
        goto finish;
    }
    for (size_t i = 0; i < path.length; i++) {
        qp__text_append_char(url, path.units[i] == L'\\' ? L'/' : path.units[i]);
    }
    error = url->error;
finish:
    qp__text_dispose(&path);
    return error;
}

static JSValue file_url(JSContext *ctx, const char *name)
{
    qp__text url;
    JSValue value;
    int error;

    qp__text_init(&url);
    qp__text_append_ascii(&url, "file://");
    error = append_path(&url, name);
    value = error < 0 ? JS_ThrowInternalError(ctx, "%s: %s", name, strerror(-error))
                      : qp__new_string(ctx, url.units, url.length);
    qp__text_dispose(&url);
    return value;
}

static JSValue shown_url(JSContext *ctx, const char *name)
{
    char url[64];

    if (strchr(name, ':') != NULL) {
        return JS_NewString(ctx, name);
    }
    snprintf(url, sizeof(url), "file://%s", name);
    return JS_NewString(ctx, url);
}

static JSValue module_url(JSContext *ctx, JSModuleDef *module)
{
    JSAtom atom = JS_GetModuleName(ctx, module);
    const char *name = JS_AtomToCString(ctx, atom);
    JSValue url = JS_EXCEPTION;

    if (name != NULL) {
        url = is_file(name) ? file_url(ctx, name) : shown_url(ctx, name);
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

static bool is_missing(JSContext *ctx, const char *name)
{
    size_t size;
    uint8_t *bytes = qp__own_program_load(ctx, &size, name);

    js_free(ctx, bytes);
    return bytes == NULL;
}

/* "fs": quickjs-libc says that a file cannot be loaded, where a script for Node meant a module. */
static void explain_bare_name(JSContext *ctx, const char *name)
{
    if (strpbrk(name, "./\\:") == NULL && is_missing(ctx, name)) {
        JS_FreeValue(ctx, JS_GetException(ctx));
        JS_ThrowReferenceError(ctx,
                               "could not load module '%s': there are bjson, os, std and "
                               "subprocess; the name of a file begins with ./ or ../",
                               name);
    }
}

static JSModuleDef *load_file(JSContext *ctx, const char *name, JSValueConst attributes)
{
    JSModuleDef *module;

    if (is_native(name) && recorder != NULL) {
        JS_ThrowReferenceError(ctx, "%s is a native module", name);
        return NULL;
    }
    if (is_native(name)) {
        return js_module_loader(ctx, name, NULL, attributes);
    }
    module = js_module_load(ctx, name, NULL, attributes, qp__own_program_load);
    if (module == NULL) {
        explain_bare_name(ctx, name);
        return NULL;
    }
    /* js_module_load cuts a long name, and on Windows makes no full path of it. */
    return set_meta(ctx, module, false) < 0 ? NULL : module;
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
