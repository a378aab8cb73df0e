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
    JS_CFUNC_DEF("checkRequest", 2, qp__js_check_request),
    JS_CFUNC_MAGIC_DEF("isDirectory", 1, qp__js_check_path, QP__DIRECTORY),
    JS_CFUNC_MAGIC_DEF("exists", 1, qp__js_check_path, QP__FILE),
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
    JS_CFUNC_DEF("wait", 3, qp__js_wait_child),
    JS_CFUNC_DEF("stop", 5, qp__js_stop),
    JS_CFUNC_DEF("processes", 0, qp__js_processes),
};

#define FUNCTION_COUNT ((int)(sizeof(functions) / sizeof(functions[0])))

/* Functions that carry the id of a class. */
static const struct {
    const char *name;
    JSCFunctionData *function;
    int length;
    int magic;
    enum { RUNS, STREAMS, PROCESSES, CLASSES } class;
} methods[] = {
    {"start", qp__js_start, 10, 0, RUNS},
    {"finish", qp__js_finish, 1, 0, RUNS},
    {"pid", qp__js_pid, 1, 0, RUNS},
    {"openSource", qp__js_open_stream, 0, QP__SOURCE, STREAMS},
    {"openSink", qp__js_open_stream, 0, QP__SINK, STREAMS},
    {"read", qp__js_read_stream, 3, 0, STREAMS},
    {"finishSource", qp__js_finish_source, 1, 0, STREAMS},
    {"write", qp__js_write_stream, 4, 0, STREAMS},
    {"close", qp__js_close_stream, 1, 0, STREAMS},
    {"hold", qp__js_hold, 1, 0, PROCESSES},
    {"describe", qp__js_held, 1, QP__DESCRIBE, PROCESSES},
    {"usage", qp__js_held, 1, QP__USAGE, PROCESSES},
    {"status", qp__js_held, 1, QP__STATUS, PROCESSES},
    {"tree", qp__js_held, 1, QP__TREE, PROCESSES},
    {"release", qp__js_held, 1, QP__RELEASE, PROCESSES},
    {"signalProcess", qp__js_signal_held, 2, 0, PROCESSES},
    {"watch", qp__js_watch_held, 2, 0, PROCESSES},
};

#define METHOD_COUNT (sizeof(methods) / sizeof(methods[0]))

static int init_native(JSContext *ctx, JSModuleDef *module)
{
    JSRuntime *rt = JS_GetRuntime(ctx);
    JSClassID ids[CLASSES];

    if (qp__run_class_new(rt, &ids[RUNS]) < 0 || qp__stream_class_new(rt, &ids[STREAMS]) < 0 ||
        qp__held_class_new(rt, &ids[PROCESSES]) < 0) {
        return -1;
    }
    for (size_t i = 0; i < METHOD_COUNT; i++) {
        JSValue data[1] = {JS_NewInt32(ctx, (int32_t)ids[methods[i].class])};
        JSValue value = JS_NewCFunctionData(ctx, methods[i].function, methods[i].length,
                                            methods[i].magic, 1, data);
        if (JS_IsException(value) || JS_SetModuleExport(ctx, module, methods[i].name, value) < 0) {
            return -1;
        }
    }
    return JS_SetModuleExportList(ctx, module, functions, FUNCTION_COUNT);
}

static int add_native(JSContext *ctx)
{
    JSModuleDef *module = JS_NewCModule(ctx, NATIVE_NAME, init_native);

    if (module == NULL) {
        return -1;
    }
    for (size_t i = 0; i < METHOD_COUNT; i++) {
        JS_AddModuleExport(ctx, module, methods[i].name);
    }
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
    PART(values),   PART(text),   PART(advice),   PART(environment), PART(errors),
    PART(promises), PART(abort),  PART(signals),  PART(fds),         PART(streams),
    PART(options),  PART(source), PART(sink),     PART(input),       PART(ending),
    PART(usage),    PART(run),    PART(pipeline), PART(output),      PART(child),
    PART(spawn),    PART(find),   PART(command),  PART(run_all),     PART(processes),
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
