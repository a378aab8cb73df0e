/*
 * The module `subprocess`: js/subprocess.js, what that is built of, and the native half.
 */
#include "embedded.h"
#include "quickjs/subprocess/native.h"

#define NATIVE_NAME "quickproc:subprocess"

static const JSCFunctionListEntry functions[] = {
    JS_CFUNC_DEF("spawn", 2, qp__js_spawn),
    JS_CFUNC_MAGIC_DEF("which", 2, qp__js_preview, QP__WHICH),
    JS_CFUNC_MAGIC_DEF("commandLine", 2, qp__js_preview, QP__COMMAND_LINE),
    JS_CFUNC_MAGIC_DEF("interpreter", 2, qp__js_preview, QP__INTERPRETER),
    JS_CFUNC_DEF("isDirectory", 1, qp__js_is_directory),
    JS_CFUNC_DEF("errorText", 3, qp__js_error_text),
    JS_CFUNC_DEF("systemShell", 0, qp__js_system_shell),
    JS_CFUNC_DEF("environment", 0, qp__js_environment),
    JS_CFUNC_DEF("sameVariable", 2, qp__js_same_variable),
    JS_CFUNC_MAGIC_DEF("oemCodePage", 1, qp__js_code_page, QP__OEM),
    JS_CFUNC_MAGIC_DEF("ansiCodePage", 0, qp__js_code_page, QP__ANSI),
    JS_CFUNC_DEF("decode", 4, qp__js_decode),
    JS_CFUNC_DEF("encode", 2, qp__js_encode),
    JS_CFUNC_DEF("utf8Valid", 3, qp__js_utf8_valid),
    JS_CFUNC_DEF("wholeCharacters", 4, qp__js_whole_characters),
    JS_CFUNC_DEF("checkOptions", 3, qp__js_check_options),
};

#define FUNCTION_COUNT ((int)(sizeof(functions) / sizeof(functions[0])))

static int export_with_class(JSContext *ctx, JSModuleDef *module, const char *name,
                             JSCFunctionData *function, int length, JSClassID class_id)
{
    JSValue data[1] = {JS_NewInt32(ctx, (int32_t)class_id)};
    JSValue value = JS_NewCFunctionData(ctx, function, length, 0, 1, data);

    return JS_IsException(value) ? -1 : JS_SetModuleExport(ctx, module, name, value);
}

static int init_native(JSContext *ctx, JSModuleDef *module)
{
    JSClassID class_id;

    if (qp__run_class_new(JS_GetRuntime(ctx), &class_id) < 0 ||
        export_with_class(ctx, module, "start", qp__js_start, 8, class_id) < 0 ||
        export_with_class(ctx, module, "finish", qp__js_finish, 1, class_id) < 0 ||
        export_with_class(ctx, module, "pid", qp__js_pid, 1, class_id) < 0) {
        return -1;
    }
    return JS_SetModuleExportList(ctx, module, functions, FUNCTION_COUNT);
}

static int add_native(JSContext *ctx)
{
    JSModuleDef *module = JS_NewCModule(ctx, NATIVE_NAME, init_native);

    if (module == NULL) {
        return -1;
    }
    JS_AddModuleExport(ctx, module, "start");
    JS_AddModuleExport(ctx, module, "finish");
    JS_AddModuleExport(ctx, module, "pid");
    return JS_AddModuleExportList(ctx, module, functions, FUNCTION_COUNT);
}

/* What js/subprocess.js is put together from; each after those that it imports, which are looked
 * for at once. */
#define PART(name)                                                                                 \
    {                                                                                              \
        NATIVE_NAME "-" #name, qp__js_subprocess_##name, &qp__js_subprocess_##name##_size          \
    }

static const struct {
    const char *name;
    const char *source;
    const size_t *size;
} parts[] = {
    PART(values), PART(environment), PART(errors), PART(promises), PART(abort),    PART(signals),
    PART(text),   PART(fds),         PART(notice), PART(streams),  PART(options),  PART(source),
    PART(sink),   PART(input),       PART(ending), PART(run),      PART(pipeline), PART(output),
    PART(child),  PART(spawn),       PART(find),   PART(command),  PART(run_all),
};

static JSModuleDef *add_script(JSContext *ctx, const char *name, const char *source, size_t size)
{
    JSModuleDef *module = NULL;
    JSValue value =
        JS_Eval(ctx, source, size, name, JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);

    if (!JS_IsException(value)) {
        module = JS_VALUE_GET_PTR(value);
        /* The context's list of modules holds it. */
        JS_FreeValue(ctx, value);
    }
    return module;
}

static int add_parts(JSContext *ctx)
{
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (add_script(ctx, parts[i].name, parts[i].source, *parts[i].size) == NULL) {
            return -1;
        }
    }
    return 0;
}

JSModuleDef *quickproc_init_subprocess(JSContext *ctx, const char *module_name)
{
    if (add_native(ctx) < 0 || add_parts(ctx) < 0) {
        return NULL;
    }
    return add_script(ctx, module_name, qp__js_subprocess, qp__js_subprocess_size);
}
