#include "quickjs/calls/calls.h"
#include "quickjs/values/text.h"

/* pipe() -> [readFd, writeFd] or null */
QP__JS_FUNCTION(qp__js_pipe)
{
    int fds[2];
    JSValue pair = JS_NewArray(ctx);

    (void)this_val;
    (void)argc;
    (void)argv;
    if (JS_IsException(pair)) {
        return pair;
    }
    if (qp_pipe(fds) < 0) {
        JS_FreeValue(ctx, pair);
        return JS_NULL;
    }
    if (JS_DefinePropertyValueUint32(ctx, pair, 0, JS_NewInt32(ctx, fds[0]), JS_PROP_C_W_E) < 0 ||
        JS_DefinePropertyValueUint32(ctx, pair, 1, JS_NewInt32(ctx, fds[1]), JS_PROP_C_W_E) < 0) {
        qp_close(fds[0]);
        qp_close(fds[1]);
        JS_FreeValue(ctx, pair);
        return JS_EXCEPTION;
    }
    return pair;
}

/* dup(fd) */
QP__JS_FUNCTION(qp__js_dup)
{
    int32_t fd;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &fd, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    return JS_NewInt32(ctx, qp_dup(fd));
}

/* dup2(oldfd, newfd) */
QP__JS_FUNCTION(qp__js_dup2)
{
    int32_t old_fd;
    int32_t new_fd;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &old_fd, argv[0]) < 0 || JS_ToInt32(ctx, &new_fd, argv[1]) < 0) {
        return JS_EXCEPTION;
    }
    return JS_NewInt32(ctx, qp_dup2(old_fd, new_fd));
}

/* open(filename, flags[, mode]) */
QP__JS_FUNCTION(qp__js_open)
{
    qp_char *path = qp__js_text(ctx, argv[0], "filename");
    int32_t flags;
    int32_t mode = 0666;
    JSValue result = JS_EXCEPTION;

    (void)this_val;
    if (path == NULL) {
        return JS_EXCEPTION;
    }
    if (JS_ToInt32(ctx, &flags, argv[1]) == 0 &&
        (argc < 3 || JS_IsUndefined(argv[2]) || JS_ToInt32(ctx, &mode, argv[2]) == 0)) {
        result = JS_NewInt32(ctx, qp_open(path, flags, mode));
    }
    js_free(ctx, path);
    return result;
}

/* close(fd) */
QP__JS_FUNCTION(qp__js_close)
{
    int32_t fd;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &fd, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    return JS_NewInt32(ctx, qp_close(fd));
}

static qp__write_function *write_bytes = qp_write;

void qp__js_set_write(qp__write_function *function)
{
    write_bytes = function;
}

/* read(fd, buffer, offset, length), write(fd, buffer, offset, length) */
QP__JS_FUNCTION_MAGIC(qp__js_read_write)
{
    int32_t fd;
    uint64_t offset;
    uint64_t length;
    size_t size;
    uint8_t *bytes;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &fd, argv[0]) < 0 || JS_ToIndex(ctx, &offset, argv[2]) < 0 ||
        JS_ToIndex(ctx, &length, argv[3]) < 0) {
        return JS_EXCEPTION;
    }
    /* After the conversions: they may run code that resizes or detaches the buffer. */
    bytes = JS_GetArrayBuffer(ctx, &size, argv[1]);
    if (bytes == NULL) {
        return JS_EXCEPTION;
    }
    if (offset + length > size) {
        return JS_ThrowRangeError(ctx, "read/write array buffer overflow");
    }
    return JS_NewInt32(ctx, magic == QP__READ ? qp_read(fd, bytes + offset, (size_t)length)
                                              : write_bytes(fd, bytes + offset, (size_t)length));
}
