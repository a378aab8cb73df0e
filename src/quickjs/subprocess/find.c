/*
 * What would be started, and what is said when it cannot be.
 */
#include "quickjs/subprocess/native.h"

#include "quickjs/calls/exec_request.h"
#include "quickjs/values/engine.h"
#include "quickjs/values/text.h"
#include "quickproc/subprocess.h"
#include "win32/program/explain.h"

#include <errno.h>

typedef int preview_function(const qp_spawn_options *options, qp_char **text);

/* which(args, options), commandLine(args, options), interpreter(args, options): a string, or the
 * errno */
QP__JS_FUNCTION_MAGIC(qp__js_preview)
{
    static preview_function *const previews[] = {qp_which, qp_command_line, qp__interpreter};
    qp__exec_request request;
    qp_spawn_options options;
    JSValue result = JS_EXCEPTION;
    qp_char *text = NULL;
    int error;

    (void)this_val;
    (void)argc;
    if (qp__exec_request_read(ctx, &request, 2, argv) == 0) {
        qp__exec_request_options(&request, &options);
        error = previews[magic](&options, &text);
        result = error < 0 ? JS_NewInt32(ctx, -error) : qp__js_text_take_z(ctx, text);
    }
    qp__exec_request_dispose(ctx, &request);
    return result;
}

/* checkRequest(args, options): throws what a start would throw, and starts nothing. */
QP__JS_FUNCTION(qp__js_check_request)
{
    qp__exec_request request;
    int error = qp__exec_request_read(ctx, &request, 2, argv);

    (void)this_val;
    (void)argc;
    qp__exec_request_dispose(ctx, &request);
    return error < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

/* isDirectory(path), exists(path) */
QP__JS_FUNCTION_MAGIC(qp__js_check_path)
{
    qp_char *path = qp__js_text(ctx, argv[0], "the path");
    int error;

    (void)this_val;
    (void)argc;
    if (path == NULL) {
        return JS_EXCEPTION;
    }
    error = qp__check_directory(path);
    js_free(ctx, path);
    return JS_NewBool(ctx, error == 0 || (magic == QP__FILE && error == -ENOTDIR));
}

/* errorText(errno, Win32 error, subject) */
QP__JS_FUNCTION(qp__js_error_text)
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
QP__JS_FUNCTION(qp__js_system_shell)
{
    (void)this_val;
    (void)argc;
    (void)argv;
    return qp__js_text_take_z(ctx, qp__system_shell());
}
