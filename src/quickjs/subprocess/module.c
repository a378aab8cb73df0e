/*
 * What the module `subprocess` (js/subprocess.js) is built of, and the module itself.
 */
#include "quickproc/subprocess.h"

#include "embedded.h"
#include "quickjs/values/engine.h"
#include "quickjs/calls/exec_request.h"
#include "quickjs/module.h"
#include "quickjs/values/text.h"

#include <errno.h>
#include <string.h>

#define NATIVE_NAME "quickproc:subprocess"

/* The third argument of start: which streams are the run's own pipes. */
enum { PIPE_INPUT = 1, PIPE_OUTPUT = 2, PIPE_ERROR = 4, ERROR_AS_OUTPUT = 8 };

/* ---- Results ----------------------------------------------------------------------------- */

static int push(JSContext *ctx, JSValueConst array, uint32_t *count, JSValue value)
{
    if (JS_IsException(value)) {
        return -1;
    }
    return JS_DefinePropertyValueUint32(ctx, array, (*count)++, value, JS_PROP_C_W_E);
}

/* [errno, Win32 error]: nothing was started. */
static JSValue new_failure(JSContext *ctx, int error, uint32_t reason)
{
    JSValue array = JS_NewArray(ctx);
    uint32_t count = 0;

    if (!JS_IsException(array) && (push(ctx, array, &count, JS_NewInt32(ctx, -error)) < 0 ||
                                   push(ctx, array, &count, JS_NewInt64(ctx, reason)) < 0)) {
        JS_FreeValue(ctx, array);
        array = JS_EXCEPTION;
    }
    return array;
}

static JSValue new_buffer(JSContext *ctx, const void *bytes, size_t length)
{
    return JS_NewArrayBufferCopy(ctx, bytes == NULL ? (const uint8_t *)"" : bytes, length);
}

/* ---- Runs -------------------------------------------------------------------------------- */

/*
 * A run in the hands of a script is an object of a class of its own. The class's id belongs to one
 * runtime, and there may be several in a process (Workers), so it is no static variable: the
 * functions that need it carry it.
 */
static void finalize_run(JSRuntime *rt, JSValue value)
{
    JSClassID class_id;

    (void)rt;
    qp_run_abandon(JS_GetAnyOpaque(value, &class_id));
}

static const JSClassDef run_class = {"Run", .finalizer = finalize_run};

static JSClassID carried_class(JSValueConst *data)
{
    return (JSClassID)JS_VALUE_GET_INT(data[0]);
}

static void set_pipes(qp_spawn_options *spawn, int32_t pipes)
{
    if (pipes & PIPE_INPUT) {
        spawn->fds[0] = QP_FD_PIPE;
    }
    if (pipes & PIPE_OUTPUT) {
        spawn->fds[1] = QP_FD_PIPE;
    }
    if (pipes & PIPE_ERROR) {
        spawn->fds[2] = QP_FD_PIPE;
    }
    if (pipes & ERROR_AS_OUTPUT) {
        spawn->fds[2] = QP_FD_AS_OUTPUT;
    }
}

/* Over `most`, or not given: `most`. The script's side has refused what is no number. */
static int read_limit(JSContext *ctx, JSValueConst value, uint64_t most, uint64_t *limit)
{
    double number;

    if (JS_ToFloat64(ctx, &number, value) < 0) {
        return -1;
    }
    *limit = number >= 0 && number < (double)most ? (uint64_t)number : most;
    return 0;
}

/* start's arguments from the third on: pipes, input, maxBuffer, drain. */
static int read_run_options(JSContext *ctx, JSValueConst *argv, int32_t *pipes,
                            qp_run_options *options)
{
    uint64_t max_bytes;
    uint64_t drain_ms;

    if (JS_ToInt32(ctx, pipes, argv[0]) < 0 || read_limit(ctx, argv[2], SIZE_MAX, &max_bytes) < 0 ||
        read_limit(ctx, argv[3], QP_NO_TIMEOUT, &drain_ms) < 0) {
        return -1;
    }
    if (!JS_IsUndefined(argv[1])) {
        options->input = JS_GetArrayBuffer(ctx, &options->input_bytes, argv[1]);
        if (options->input == NULL) {
            return -1;
        }
    }
    options->max_bytes = (size_t)max_bytes;
    options->drain_ms = (uint32_t)drain_ms;
    return 0;
}

static int start_run(const qp__exec_request *request, int32_t pipes, qp_run_options *options,
                     qp_run **run)
{
    qp_spawn_options spawn;

    qp__exec_request_options(request, &spawn);
    set_pipes(&spawn, pipes);
    options->timeout_ms = request->timeout_ms;
    options->kill_signal = request->kill_signal;
    return qp_run_start(&spawn, options, run);
}

static JSValue start_as_object(JSContext *ctx, JSClassID class_id, const qp__exec_request *request,
                               int32_t pipes, qp_run_options *options)
{
    JSValue object = JS_NewObjectClass(ctx, class_id);
    qp_run *run = NULL;
    int error;

    if (JS_IsException(object)) {
        return object;
    }
    error = start_run(request, pipes, options, &run);
    options->notify_fd = -1; /* the run's, whatever became of it */
    if (error < 0) {
        uint32_t reason = qp_start_reason();
        JS_FreeValue(ctx, object);
        return new_failure(ctx, error, reason);
    }
    JS_SetOpaque(object, run);
    return object;
}

/*
 * start(args, options, pipes, input, maxBuffer, drain, notifyFd): a run, or [errno, Win32 error].
 * notifyFd is closed when it throws, too.
 */
static JSValue js_start(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv,
                        int magic, JSValueConst *data)
{
    qp__exec_request request;
    qp_run_options options;
    JSValue result = JS_EXCEPTION;
    int32_t pipes;

    (void)this_val;
    (void)argc;
    (void)magic;
    qp_run_options_init(&options);
    if (JS_ToInt32(ctx, &options.notify_fd, argv[6]) < 0) {
        return JS_EXCEPTION;
    }
    if (qp__exec_request_read(ctx, &request, 2, argv) == 0 &&
        read_run_options(ctx, argv + 2, &pipes, &options) == 0) {
        result = request.unsupported
                     ? new_failure(ctx, -ENOTSUP, 0)
                     : start_as_object(ctx, carried_class(data), &request, pipes, &options);
    }
    if (options.notify_fd >= 0) {
        qp_close(options.notify_fd);
    }
    qp__exec_request_dispose(ctx, &request);
    return result;
}

static JSValue new_output(JSContext *ctx, const qp_run_output *output)
{
    return new_buffer(ctx, output->bytes, output->length);
}

static JSValue new_result(JSContext *ctx, int pid, int error, const qp_run_result *result)
{
    JSValue array = JS_NewArray(ctx);
    uint32_t count = 0;

    if (JS_IsException(array)) {
        return array;
    }
    if (push(ctx, array, &count, JS_NewInt32(ctx, pid)) < 0 ||
        push(ctx, array, &count, JS_NewInt64(ctx, result->status)) < 0 ||
        push(ctx, array, &count, JS_NewBool(ctx, result->timed_out)) < 0 ||
        push(ctx, array, &count, JS_NewBool(ctx, result->overflowed)) < 0 ||
        push(ctx, array, &count, new_output(ctx, &result->outputs[0])) < 0 ||
        push(ctx, array, &count, new_output(ctx, &result->outputs[1])) < 0 ||
        push(ctx, array, &count, JS_NewInt32(ctx, -error)) < 0) {
        JS_FreeValue(ctx, array);
        return JS_EXCEPTION;
    }
    return array;
}

/* finish(run): [pid, status, timed out, overflowed, output, error output, errno] */
static JSValue js_finish(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv,
                         int magic, JSValueConst *data)
{
    qp_run *run = JS_GetOpaque2(ctx, argv[0], carried_class(data));
    qp_run_result result;
    JSValue returned;
    int error;
    int pid;

    (void)this_val;
    (void)argc;
    (void)magic;
    if (run == NULL) {
        return JS_EXCEPTION;
    }
    JS_SetOpaque(argv[0], NULL);
    pid = qp_run_pid(run);
    error = qp_run_finish(run, &result);
    returned = new_result(ctx, pid, error, &result);
    qp_free(result.outputs[0].bytes);
    qp_free(result.outputs[1].bytes);
    return returned;
}

/* pid(run) */
static JSValue js_pid(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv,
                      int magic, JSValueConst *data)
{
    const qp_run *run = JS_GetOpaque2(ctx, argv[0], carried_class(data));

    (void)this_val;
    (void)argc;
    (void)magic;
    return run == NULL ? JS_EXCEPTION : JS_NewInt32(ctx, qp_run_pid(run));
}

/* spawn(args, options): the pid, or [errno, Win32 error] */
static QP__JS_FUNCTION(js_spawn)
{
    qp__exec_request request;
    qp_spawn_options options;
    JSValue result = JS_EXCEPTION;
    int error = -ENOTSUP;
    int pid = 0;

    (void)this_val;
    (void)argc;
    if (qp__exec_request_read(ctx, &request, 2, argv) == 0) {
        qp__exec_request_options(&request, &options);
        if (!request.unsupported) {
            error = qp_spawn(&options, &pid);
        }
        result = error < 0 ? new_failure(ctx, error, request.unsupported ? 0 : qp_start_reason())
                           : JS_NewInt32(ctx, pid);
    }
    qp__exec_request_dispose(ctx, &request);
    return result;
}

/* ---- Explaining -------------------------------------------------------------------------- */

enum { WHICH, COMMAND_LINE };

/* which(args, options), commandLine(args, options): a string, or the errno */
static QP__JS_FUNCTION_MAGIC(js_preview)
{
    qp__exec_request request;
    qp_spawn_options options;
    JSValue result = JS_EXCEPTION;
    qp_char *text = NULL;
    int error;

    (void)this_val;
    (void)argc;
    if (qp__exec_request_read(ctx, &request, 2, argv) == 0) {
        qp__exec_request_options(&request, &options);
        error = magic == WHICH ? qp_which(&options, &text) : qp_command_line(&options, &text);
        result = error < 0 ? JS_NewInt32(ctx, -error) : qp__js_text_take_z(ctx, text);
    }
    qp__exec_request_dispose(ctx, &request);
    return result;
}

/* isDirectory(path) */
static QP__JS_FUNCTION(js_is_directory)
{
    qp_char *path = qp__js_text(ctx, argv[0], "the path");
    JSValue result = path == NULL ? JS_EXCEPTION : JS_NewBool(ctx, qp_check_directory(path) == 0);

    (void)this_val;
    (void)argc;
    js_free(ctx, path);
    return result;
}

/* errorText(errno, Win32 error, subject) */
static QP__JS_FUNCTION(js_error_text)
{
    qp_char buffer[1024];
    qp_char *subject;
    int32_t error;
    int64_t reason;
    size_t length;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &error, argv[0]) < 0 || JS_ToInt64(ctx, &reason, argv[1]) < 0) {
        return JS_EXCEPTION;
    }
    subject = qp__js_text(ctx, argv[2], "the subject");
    if (subject == NULL) {
        return JS_EXCEPTION;
    }
    length =
        qp_error_text(error, (uint32_t)reason, subject, buffer, sizeof(buffer) / sizeof(buffer[0]));
    js_free(ctx, subject);
    return qp__string_new(ctx, buffer, length);
}

/* systemShell() */
static QP__JS_FUNCTION(js_system_shell)
{
    (void)this_val;
    (void)argc;
    (void)argv;
    return qp__js_text_take_z(ctx, qp_system_shell());
}

/* ---- Environment ------------------------------------------------------------------------- */

/* environment(): ["NAME=value", ...] */
static QP__JS_FUNCTION(js_environment)
{
    qp_char *block = qp_environment();
    JSValue array = JS_NewArray(ctx);
    const qp_char *entry = block;
    uint32_t count = 0;

    (void)this_val;
    (void)argc;
    (void)argv;
    for (; block != NULL && entry[0] != 0 && !JS_IsException(array); entry += wcslen(entry) + 1) {
        JSValue text = qp__string_new(ctx, entry, wcslen(entry));
        if (push(ctx, array, &count, text) < 0) {
            JS_FreeValue(ctx, array);
            array = JS_EXCEPTION;
        }
    }
    qp_free(block);
    return array;
}

/* sameVariable(name, name) */
static QP__JS_FUNCTION(js_same_variable)
{
    qp_char *a = qp__js_text(ctx, argv[0], "a name in env");
    qp_char *b = a == NULL ? NULL : qp__js_text(ctx, argv[1], "a name in env");
    JSValue result = b == NULL ? JS_EXCEPTION : JS_NewBool(ctx, qp_same_variable(a, b));

    (void)this_val;
    (void)argc;
    js_free(ctx, a);
    js_free(ctx, b);
    return result;
}

/* ---- Code pages -------------------------------------------------------------------------- */

enum { OEM, ANSI };

/* oemCodePage(own console), ansiCodePage() */
static QP__JS_FUNCTION_MAGIC(js_code_page)
{
    (void)this_val;
    (void)argc;
    return JS_NewUint32(ctx, magic == ANSI ? qp_ansi_code_page()
                                           : qp_oem_code_page(JS_ToBool(ctx, argv[0]) > 0));
}

static JSValue throw_code_page(JSContext *ctx, int error, uint32_t code_page)
{
    if (error == -ENOMEM) {
        return JS_ThrowOutOfMemory(ctx);
    }
    return JS_ThrowTypeError(ctx, "code page %u is not installed", (unsigned int)code_page);
}

/* decode(buffer, offset, length, code page) */
static QP__JS_FUNCTION(js_decode)
{
    uint64_t offset;
    uint64_t length;
    uint32_t code_page;
    qp_char *units;
    size_t count;
    size_t size;
    uint8_t *bytes;
    int error;

    (void)this_val;
    (void)argc;
    if (JS_ToIndex(ctx, &offset, argv[1]) < 0 || JS_ToIndex(ctx, &length, argv[2]) < 0 ||
        JS_ToUint32(ctx, &code_page, argv[3]) < 0) {
        return JS_EXCEPTION;
    }
    bytes = JS_GetArrayBuffer(ctx, &size, argv[0]);
    if (bytes == NULL) {
        return JS_EXCEPTION;
    }
    if (offset > size || length > size - offset) {
        return JS_ThrowRangeError(ctx, "decode: outside of the buffer");
    }
    if (code_page == QP_UTF8) {
        return JS_NewStringLen(ctx, (const char *)bytes + offset, (size_t)length);
    }
    error = qp_decode(code_page, bytes + offset, (size_t)length, &units, &count);
    return error < 0 ? throw_code_page(ctx, error, code_page) : qp__js_text_take(ctx, units, count);
}

static JSValue encode_utf8(JSContext *ctx, JSValueConst string)
{
    size_t length;
    const char *bytes = JS_ToCStringLen(ctx, &length, string);
    JSValue buffer = bytes == NULL ? JS_EXCEPTION : new_buffer(ctx, bytes, length);

    JS_FreeCString(ctx, bytes);
    return buffer;
}

/* encode(string, code page) */
static QP__JS_FUNCTION(js_encode)
{
    uint32_t code_page;
    qp_char *units;
    char *bytes = NULL;
    JSValue buffer;
    size_t count;
    size_t length;
    int error;

    (void)this_val;
    (void)argc;
    if (JS_ToUint32(ctx, &code_page, argv[1]) < 0) {
        return JS_EXCEPTION;
    }
    if (code_page == QP_UTF8) {
        return encode_utf8(ctx, argv[0]);
    }
    units = qp__string_units(ctx, &count, argv[0]);
    if (units == NULL) {
        return JS_EXCEPTION;
    }
    error = qp_encode(code_page, units, count, &bytes, &length);
    buffer = error < 0 ? throw_code_page(ctx, error, code_page) : new_buffer(ctx, bytes, length);
    qp_free(bytes);
    js_free(ctx, units);
    return buffer;
}

/* ---- The modules ------------------------------------------------------------------------- */

static const JSCFunctionListEntry functions[] = {
    JS_CFUNC_DEF("spawn", 2, js_spawn),
    JS_CFUNC_MAGIC_DEF("which", 2, js_preview, WHICH),
    JS_CFUNC_MAGIC_DEF("commandLine", 2, js_preview, COMMAND_LINE),
    JS_CFUNC_DEF("isDirectory", 1, js_is_directory),
    JS_CFUNC_DEF("errorText", 3, js_error_text),
    JS_CFUNC_DEF("systemShell", 0, js_system_shell),
    JS_CFUNC_DEF("environment", 0, js_environment),
    JS_CFUNC_DEF("sameVariable", 2, js_same_variable),
    JS_CFUNC_MAGIC_DEF("oemCodePage", 1, js_code_page, OEM),
    JS_CFUNC_MAGIC_DEF("ansiCodePage", 0, js_code_page, ANSI),
    JS_CFUNC_DEF("decode", 4, js_decode),
    JS_CFUNC_DEF("encode", 2, js_encode),
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
    static JSClassID shared;
    JSClassID class_id;

    if (qp__new_class(JS_GetRuntime(ctx), &run_class, &shared, &class_id) < 0 ||
        export_with_class(ctx, module, "start", js_start, 7, class_id) < 0 ||
        export_with_class(ctx, module, "finish", js_finish, 1, class_id) < 0 ||
        export_with_class(ctx, module, "pid", js_pid, 1, class_id) < 0) {
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
    PART(errors), PART(promises), PART(signals), PART(text),  PART(fds),   PART(options),
    PART(run),    PART(pipeline), PART(output),  PART(input), PART(spawn), PART(find),
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
