#include "quickjs/calls/exec_request.h"
#include "quickjs/calls/failed_starts.h"
#include "quickjs/calls/calls.h"

#include <errno.h>
#include <string.h>

int64_t qp__exec_result(qp_status status)
{
    return qp_wifsignaled(status) ? -qp_wtermsig(status) : (int64_t)qp_wexitstatus(status);
}

/* 0 and *result what exec returns, or -errno: nothing was started. */
static int run(const qp__exec_request *request, int64_t *result)
{
    qp_spawn_options options;
    qp_exec_options limits;
    qp_status status = 0;
    int pid = 0;
    int error;

    if (request->unsupported) {
        return -ENOTSUP;
    }
    qp__exec_request_options(request, &options);
    if (!request->block) {
        error = qp_spawn(&options, &pid);
        *result = pid;
        return error;
    }
    qp__exec_request_limits(request, &limits);
    error = qp_exec(&options, &limits, &status);
    *result = qp__exec_result(status);
    return error;
}

/* exec(args[, options[, errorObj]]) */
QP__JS_FUNCTION(qp__js_exec)
{
    qp__exec_request request;
    JSValue returned = JS_EXCEPTION;
    int64_t result = 0;
    int error;

    (void)this_val;
    memset(&request, 0, sizeof(request));
    /* errno is reset before the start: if that throws, nothing was started. */
    if (qp__exec_request_check(ctx, argc, argv) < 0 ||
        qp__exec_request_read(ctx, &request, argc, argv) < 0 ||
        qp__set_errno(ctx, argc, argv, 0) < 0) {
        goto finish;
    }
    error = run(&request, &result);
    if (!request.block) {
        qp__failed_start_add(error);
    }
    if (error < 0 && qp__set_errno(ctx, argc, argv, -error) < 0) {
        goto finish;
    }
    returned = JS_NewInt64(ctx, error < 0 ? error : result);
finish:
    qp__exec_request_dispose(ctx, &request);
    return returned;
}
