#include "qjs/system/std_files.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <string.h>

#include "qjs/c_module.h"
#include "qjs/system/file_path.h"
#include "qjs/system/source.h"
#include "qjs/system/temporary_file.h"
#include "quickjs/values/text.h"
#include "win32/program/explain.h"
#include "quickproc/quickproc.h"
#include "quickproc/subprocess.h"

/* ---- Reading ----------------------------------------------------------------------------- */

/* The file's bytes, to js_free. NULL: *error is -errno, or QP__THROWN. */
static uint8_t *load(JSContext *ctx, JSValueConst name, size_t *size, int *error)
{
    uint8_t *bytes = NULL;
    qp__text path;

    qp__text_init(&path);
    *error = qp__file_path_js(ctx, &path, name);
    if (*error == 0) {
        bytes = qp__source_read(ctx, path.units, size, error);
    }
    qp__text_dispose(&path);
    return bytes;
}

/* options.binary. 0 or 1; -1 with an exception. */
static int wants_binary(JSContext *ctx, JSValueConst options)
{
    JSValue value;
    int result;

    if (JS_IsUndefined(options)) {
        return 0;
    }
    value = JS_GetPropertyStr(ctx, options, "binary");
    result = JS_IsException(value) ? -1 : JS_ToBool(ctx, value);
    JS_FreeValue(ctx, value);
    return result;
}

static void *realloc_bytes(JSRuntime *rt, void *opaque, void *bytes, size_t size)
{
    (void)opaque;
    return js_realloc_rt(rt, bytes, size);
}

static JSValue js_load_file(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    int binary = argc >= 2 ? wants_binary(ctx, argv[1]) : 0;
    JSValue value;
    uint8_t *bytes;
    size_t size;
    int error;

    (void)this_val;
    if (binary < 0) {
        return JS_EXCEPTION;
    }
    bytes = load(ctx, argv[0], &size, &error);
    if (bytes == NULL) {
        return error == QP__THROWN ? JS_EXCEPTION : JS_NULL;
    }
    if (binary) {
        return JS_NewUint8Array(ctx, bytes, size, realloc_bytes, NULL, false);
    }
    value = JS_NewStringLen(ctx, (const char *)bytes, size);
    js_free(ctx, bytes);
    return value;
}

/* `name` is a string. */
static JSValue load_script(JSContext *ctx, JSValueConst name)
{
    const char *shown = JS_ToCString(ctx, name);
    JSValue value = JS_EXCEPTION;
    uint8_t *bytes;
    size_t size;
    int error;

    if (shown == NULL) {
        return JS_EXCEPTION;
    }
    bytes = load(ctx, name, &size, &error);
    if (bytes != NULL) {
        value = JS_Eval(ctx, (const char *)bytes, size, shown, JS_EVAL_TYPE_GLOBAL);
    } else if (error != QP__THROWN) {
        JS_ThrowReferenceError(ctx, "could not load '%s'", shown);
    }
    js_free(ctx, bytes);
    JS_FreeCString(ctx, shown);
    return value;
}

/* Here and in writeFile the name is converted once, before anything else: a toString of the
 * script's own may give another one each time, and may throw. */
static JSValue js_load_script(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    JSValue name = JS_ToString(ctx, argv[0]);
    JSValue value = JS_IsException(name) ? JS_EXCEPTION : load_script(ctx, name);

    (void)this_val;
    (void)argc;
    JS_FreeValue(ctx, name);
    return value;
}

/* ---- Opening ----------------------------------------------------------------------------- */

/* The flags of <fcntl.h> for fopen's mode; -EINVAL. */
static int flags_of_mode(const char *mode)
{
    int plus = strchr(mode, '+') != NULL;
    int flags = plus ? _O_RDWR : _O_WRONLY;

    switch (mode[0]) {
    case 'r':
        flags = plus ? _O_RDWR : _O_RDONLY;
        break;
    case 'w':
        flags |= _O_CREAT | _O_TRUNC;
        break;
    case 'a':
        flags |= _O_CREAT | _O_APPEND;
        break;
    default:
        return -EINVAL;
    }
    if (mode[1 + strspn(mode + 1, "+bx")] != '\0') {
        return -EINVAL;
    }
    return strchr(mode, 'x') != NULL ? flags | _O_EXCL : flags;
}

static int open_mode(JSContext *ctx, JSValueConst name, const char *mode)
{
    int flags = flags_of_mode(mode);
    qp__text path;
    int fd;

    if (flags < 0) {
        return flags;
    }
    qp__text_init(&path);
    fd = qp__file_path_js(ctx, &path, name);
    if (fd == QP__THROWN) {
        /* Told apart from descriptor 1 by the pending exception. */
        fd = INT32_MIN;
    } else if (fd == 0) {
        fd = qp_open(path.units, flags, 0666);
    }
    qp__text_dispose(&path);
    return fd;
}

static JSValue js_open_file(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    const char *mode = JS_ToCString(ctx, argv[1]);
    JSValue result;
    int fd;

    (void)this_val;
    (void)argc;
    if (mode == NULL) {
        return JS_EXCEPTION;
    }
    if (mode[strspn(mode, "rwa+bx")] != '\0') {
        result = JS_ThrowTypeError(ctx, "invalid file mode");
    } else {
        fd = open_mode(ctx, argv[0], mode);
        result = fd == INT32_MIN ? JS_EXCEPTION : JS_NewInt32(ctx, fd);
    }
    JS_FreeCString(ctx, mode);
    return result;
}

static JSValue js_temporary_file(JSContext *ctx, JSValueConst this_val, int argc,
                                 JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    (void)argv;
    return JS_NewInt32(ctx, qp__temporary_file());
}

static JSValue js_system_shell(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    (void)argv;
    return qp__js_text_take_z(ctx, qp__system_shell());
}

static JSValue js_translate_lines(JSContext *ctx, JSValueConst this_val, int argc,
                                  JSValueConst *argv)
{
    int fd;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &fd, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    _setmode(fd, _O_TEXT);
    return JS_UNDEFINED;
}

static JSValue js_close_file(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    int fd;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &fd, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    return JS_NewInt32(ctx, qp_close(fd));
}

/* ---- Writing ----------------------------------------------------------------------------- */

static int write_all(int fd, const uint8_t *bytes, size_t size)
{
    while (size > 0) {
        int written = qp_write(fd, bytes, size);
        if (written <= 0) {
            return written < 0 ? written : -EIO;
        }
        bytes += written;
        size -= (size_t)written;
    }
    return 0;
}

static int write_file(JSContext *ctx, JSValueConst name, const uint8_t *bytes, size_t size,
                      const char **doing)
{
    int fd = open_mode(ctx, name, "w");
    int error;
    int closed;

    *doing = "opening";
    if (fd < 0) {
        return fd;
    }
    *doing = "writing";
    error = write_all(fd, bytes, size);
    closed = qp_close(fd);
    return error < 0 ? error : closed;
}

static JSValue write_bytes(JSContext *ctx, JSValueConst name, const uint8_t *bytes, size_t size)
{
    const char *doing;
    const char *shown;
    int error = write_file(ctx, name, bytes, size, &doing);

    if (error >= 0) {
        return JS_UNDEFINED;
    }
    if (error != INT32_MIN) {
        shown = JS_ToCString(ctx, name);
        JS_ThrowPlainError(ctx, "error %s %s: %s", doing, shown != NULL ? shown : "",
                           strerror(-error));
        JS_FreeCString(ctx, shown);
    }
    return JS_EXCEPTION;
}

/* The whole ArrayBuffer of `data`, which may be a view of it. Undefined when there is none. */
static JSValue buffer_of(JSContext *ctx, JSValueConst data)
{
    JSValue buffer;

    if (!JS_IsObject(data) || JS_IsArrayBuffer(data)) {
        return JS_IsObject(data) ? JS_DupValue(ctx, data) : JS_UNDEFINED;
    }
    buffer = JS_GetPropertyStr(ctx, data, "buffer");
    if (!JS_IsException(buffer) && !JS_IsArrayBuffer(buffer)) {
        JS_FreeValue(ctx, buffer);
        return JS_UNDEFINED;
    }
    return buffer;
}

static JSValue write_text(JSContext *ctx, JSValueConst name, JSValueConst data)
{
    size_t size;
    const char *text = JS_ToCStringLen(ctx, &size, data);
    JSValue result;

    if (text == NULL) {
        return JS_EXCEPTION;
    }
    result = write_bytes(ctx, name, (const uint8_t *)text, size);
    JS_FreeCString(ctx, text);
    return result;
}

/* `name` is a string. */
static JSValue write_data(JSContext *ctx, JSValueConst name, JSValueConst data)
{
    JSValue buffer = buffer_of(ctx, data);
    JSValue result;
    size_t size;
    uint8_t *bytes;

    if (JS_IsException(buffer)) {
        return buffer;
    }
    if (JS_IsUndefined(buffer)) {
        return JS_IsUndefined(data) ? write_bytes(ctx, name, (const uint8_t *)"", 0)
                                    : write_text(ctx, name, data);
    }
    bytes = JS_GetArrayBuffer(ctx, &size, buffer);
    /* An empty buffer has no bytes; a detached one has thrown. */
    result =
        bytes == NULL && JS_HasException(ctx) ? JS_EXCEPTION : write_bytes(ctx, name, bytes, size);
    JS_FreeValue(ctx, buffer);
    return result;
}

static JSValue js_write_file(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    JSValue name = JS_ToString(ctx, argv[0]);
    JSValue result = JS_IsException(name) ? JS_EXCEPTION : write_data(ctx, name, argv[1]);

    (void)this_val;
    (void)argc;
    JS_FreeValue(ctx, name);
    return result;
}

static const JSCFunctionListEntry funcs[] = {
    JS_CFUNC_DEF("loadFile", 1, js_load_file),
    JS_CFUNC_DEF("writeFile", 2, js_write_file),
    JS_CFUNC_DEF("loadScript", 1, js_load_script),
    JS_CFUNC_DEF("openFile", 2, js_open_file),
    JS_CFUNC_DEF("closeFile", 1, js_close_file),
    JS_CFUNC_DEF("temporaryFile", 0, js_temporary_file),
    JS_CFUNC_DEF("systemShell", 0, js_system_shell),
    JS_CFUNC_DEF("translateLines", 1, js_translate_lines),
};

QP__DEFINE_MODULE(qp__init_std_files, funcs)
