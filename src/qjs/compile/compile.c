#include "qjs/compile/compile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "qjs/compile/write_program.h"
#include "qjs/engine/evaluate.h"
#include "qjs/engine/modules.h"
#include "qjs/engine/normalize.h"
#include "qjs/system/file_path.h"
#include "quickjs/values/text.h"

/* ---- What a module imports --------------------------------------------------------------- */

typedef struct import_list {
    JSValue array;
    uint32_t length;
    int failed;
} import_list;

static void add_import(JSContext *ctx, const char *base, const char *name, const char *full,
                       void *opaque)
{
    import_list *list = opaque;
    JSValue parts[3] = {JS_NewString(ctx, base), JS_NewString(ctx, name), JS_NewString(ctx, full)};

    if (JS_DefinePropertyValueUint32(ctx, list->array, list->length++,
                                     JS_NewArrayFrom(ctx, 3, parts), JS_PROP_C_W_E) < 0) {
        list->failed = 1;
    }
}

static JSValue js_imports(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    import_list list = {JS_NewArray(ctx), 0, 0};
    int is_module = JS_ToBool(ctx, argv[2]);
    const char *name = JS_ToCString(ctx, argv[1]);
    size_t size;
    const char *source = JS_ToCStringLen(ctx, &size, argv[0]);
    JSValue compiled = JS_EXCEPTION;

    (void)this_val;
    (void)argc;
    if (name != NULL && source != NULL) {
        qp__modules_record(add_import, &list);
        compiled = JS_Eval(ctx, source, size, name,
                           JS_EVAL_FLAG_COMPILE_ONLY |
                               (is_module ? JS_EVAL_TYPE_MODULE : JS_EVAL_TYPE_GLOBAL));
        qp__modules_record(NULL, NULL);
    }
    JS_FreeCString(ctx, name);
    JS_FreeCString(ctx, source);
    if (JS_IsException(compiled) || list.failed) {
        JS_FreeValue(ctx, list.array);
        list.array = JS_EXCEPTION;
    }
    JS_FreeValue(ctx, compiled);
    return list.array;
}

static JSValue js_is_module(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    const char *name = JS_ToCString(ctx, argv[0]);
    size_t size;
    const char *source = JS_ToCStringLen(ctx, &size, argv[1]);
    JSValue result = JS_EXCEPTION;

    (void)this_val;
    (void)argc;
    if (name != NULL && source != NULL) {
        result = JS_NewBool(ctx, qp__evaluate_is_module(name, source, size));
    }
    JS_FreeCString(ctx, name);
    JS_FreeCString(ctx, source);
    return result;
}

static JSValue js_normalize(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    const char *base = JS_ToCString(ctx, argv[0]);
    const char *name = JS_ToCString(ctx, argv[1]);
    JSValue result = JS_EXCEPTION;
    char *full = NULL;

    (void)this_val;
    (void)argc;
    if (base != NULL && name != NULL) {
        full = js_malloc(ctx, qp__normalize_room(base, name));
    }
    if (full != NULL) {
        qp__normalize(full, base, name);
        result = JS_NewString(ctx, full);
    }
    js_free(ctx, full);
    JS_FreeCString(ctx, base);
    JS_FreeCString(ctx, name);
    return result;
}

/* ---- Writing ----------------------------------------------------------------------------- */

/* The whole of what js_write reads, so that one place frees it. */
typedef struct written {
    qp__text exe;
    qp__text out;
    qp__resource *resources;
    size_t count;
    int windowed;
} written;

static int read_uint16(JSContext *ctx, JSValue value, uint16_t *number)
{
    uint32_t wide = 0;
    int result = JS_ToUint32(ctx, &wide, value);

    JS_FreeValue(ctx, value);
    *number = (uint16_t)wide;
    return result;
}

/* Its name or number. */
static int read_name(JSContext *ctx, JSValue value, qp__resource *resource)
{
    int result = 0;

    if (JS_IsString(value)) {
        resource->name = qp__js_text(ctx, value, "the name");
        result = resource->name != NULL ? 0 : -1;
        JS_FreeValue(ctx, value);
        return result;
    }
    return read_uint16(ctx, value, &resource->id);
}

/* The array keeps the buffer alive, and nothing runs that could detach it. */
static int read_resource(JSContext *ctx, JSValue entry, qp__resource *resource)
{
    JSValue buffer = JS_GetPropertyUint32(ctx, entry, 3);
    int result = -1;

    resource->bytes = JS_GetArrayBuffer(ctx, &resource->size, buffer);
    if (resource->bytes != NULL &&
        read_uint16(ctx, JS_GetPropertyUint32(ctx, entry, 0), &resource->type) == 0 &&
        read_name(ctx, JS_GetPropertyUint32(ctx, entry, 1), resource) == 0 &&
        read_uint16(ctx, JS_GetPropertyUint32(ctx, entry, 2), &resource->language) == 0) {
        result = 0;
    }
    JS_FreeValue(ctx, buffer);
    JS_FreeValue(ctx, entry);
    return result;
}

static int read_resources(JSContext *ctx, JSValueConst array, written *plan)
{
    int64_t length = 0;

    if (JS_GetLength(ctx, array, &length) < 0) {
        return -1;
    }
    plan->resources = js_mallocz(ctx, ((size_t)length + 1) * sizeof(*plan->resources));
    if (plan->resources == NULL) {
        return -1;
    }
    for (; plan->count < (size_t)length; plan->count++) {
        if (read_resource(ctx, JS_GetPropertyUint32(ctx, array, (uint32_t)plan->count),
                          &plan->resources[plan->count]) < 0) {
            return -1;
        }
    }
    return 0;
}

/* 0; -errno; QP__THROWN. */
static int read_path(JSContext *ctx, JSValueConst object, const char *name, qp__text *path)
{
    JSValue value = JS_GetPropertyStr(ctx, object, name);
    int result = JS_IsException(value) ? QP__THROWN : qp__file_path_js(ctx, path, value);

    JS_FreeValue(ctx, value);
    return result;
}

static int read_plan(JSContext *ctx, JSValueConst object, written *plan)
{
    JSValue windowed = JS_GetPropertyStr(ctx, object, "windowed");
    JSValue resources = JS_GetPropertyStr(ctx, object, "resources");
    int result = read_path(ctx, object, "exe", &plan->exe);

    if (result == 0) {
        result = read_path(ctx, object, "out", &plan->out);
    }
    plan->windowed = JS_ToBool(ctx, windowed) > 0;
    if (result == 0 && read_resources(ctx, resources, plan) < 0) {
        result = QP__THROWN;
    }
    JS_FreeValue(ctx, windowed);
    JS_FreeValue(ctx, resources);
    return result;
}

static void free_plan(JSContext *ctx, written *plan)
{
    for (size_t i = 0; plan->resources != NULL && i <= plan->count; i++) {
        js_free(ctx, (void *)plan->resources[i].name);
    }
    js_free(ctx, plan->resources);
    qp__text_dispose(&plan->exe);
    qp__text_dispose(&plan->out);
}

static JSValue js_write(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    const char *doing = "reading the names";
    JSValue failure[2];
    written plan = {0};
    int result;

    (void)this_val;
    (void)argc;
    qp__text_init(&plan.exe);
    qp__text_init(&plan.out);
    result = read_plan(ctx, argv[0], &plan);
    if (result == 0) {
        qp__program_plan program = {plan.exe.units, plan.out.units, plan.windowed, plan.resources,
                                    plan.count};
        result = qp__write_program(&program, &doing);
    }
    free_plan(ctx, &plan);
    if (result == QP__THROWN) {
        return JS_EXCEPTION;
    }
    failure[0] = JS_NewInt32(ctx, result);
    failure[1] = JS_NewString(ctx, doing);
    return result == 0 ? JS_NewInt32(ctx, 0) : JS_NewArrayFrom(ctx, 2, failure);
}

/* ---- The request ------------------------------------------------------------------------- */

/* Of the main thread, for the time of qp__compile. */
static const qp__options *asked;

static int define(JSContext *ctx, JSValueConst object, const char *name, JSValue value)
{
    return JS_DefinePropertyValueStr(ctx, object, name, value, JS_PROP_C_W_E);
}

static JSValue text_or_undefined(JSContext *ctx, const char *text)
{
    return text != NULL ? JS_NewString(ctx, text) : JS_UNDEFINED;
}

static JSValue new_infos(JSContext *ctx)
{
    JSValue array = JS_NewArray(ctx);

    for (int i = 0; i < asked->info_count; i++) {
        JS_DefinePropertyValueUint32(ctx, array, (uint32_t)i, JS_NewString(ctx, asked->infos[i]),
                                     JS_PROP_C_W_E);
    }
    return array;
}

static JSValue new_request(JSContext *ctx)
{
    JSValue object = JS_NewObject(ctx);

    if (asked == NULL) {
        return object; /* a script imports the module */
    }
    define(ctx, object, "file", JS_NewString(ctx, asked->compile));
    define(ctx, object, "out", JS_NewString(ctx, asked->out));
    define(ctx, object, "exe", text_or_undefined(ctx, asked->exe));
    define(ctx, object, "icon", text_or_undefined(ctx, asked->icon));
    define(ctx, object, "infos", new_infos(ctx));
    define(ctx, object, "windowed", JS_NewBool(ctx, asked->no_console));
    define(ctx, object, "isModule",
           asked->type == QP__SOURCE_DETECT ? JS_UNDEFINED
                                            : JS_NewBool(ctx, asked->type == QP__SOURCE_MODULE));
    define(ctx, object, "std", JS_NewBool(ctx, asked->load_std));
    define(ctx, object, "memoryLimit", JS_NewInt64(ctx, asked->memory_limit_bytes));
    define(ctx, object, "stackSize", JS_NewInt64(ctx, asked->stack_size_bytes));
    return object;
}

static const JSCFunctionListEntry funcs[] = {
    JS_CFUNC_DEF("imports", 3, js_imports),
    JS_CFUNC_DEF("isModule", 2, js_is_module),
    JS_CFUNC_DEF("normalize", 2, js_normalize),
    JS_CFUNC_DEF("write", 1, js_write),
};

static int fill(JSContext *ctx, JSModuleDef *module)
{
    JSValue request = new_request(ctx);

    return JS_SetModuleExport(ctx, module, "request", request) < 0
               ? -1
               : JS_SetModuleExportList(ctx, module, funcs, sizeof(funcs) / sizeof(funcs[0]));
}

JSModuleDef *qp__init_compile(JSContext *ctx, const char *name)
{
    JSModuleDef *module = JS_NewCModule(ctx, name, fill);

    if (module != NULL) {
        JS_AddModuleExport(ctx, module, "request");
        JS_AddModuleExportList(ctx, module, funcs, sizeof(funcs) / sizeof(funcs[0]));
    }
    return module;
}

int qp__compile(JSContext *ctx, const qp__options *options)
{
    static const char source[] = "import 'quickproc:compile';\n";

    asked = options;
    return qp__evaluate(ctx, source, sizeof(source) - 1, "<compile>", QP__SOURCE_MODULE);
}
