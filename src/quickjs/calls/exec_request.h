/*
 * The arguments of exec(args[, options[, errorObj]]), read and checked before anything is started.
 */
#ifndef QP_QUICKJS_CALLS_EXEC_REQUEST_H
#define QP_QUICKJS_CALLS_EXEC_REQUEST_H

#include "quickproc/quickjs.h"
#include "quickproc/quickproc.h"

typedef struct qp__exec_request {
    qp_char **args; /* owned, and each of them */
    size_t arg_count;
    qp_char *file; /* owned; NULL: not given */
    qp_char *cwd;  /* owned; NULL: not given */
    qp_char **env; /* "NAME=value", owned, and each of them; NULL: not given */
    size_t env_count;
    int fds[3];
    int block;
    uint32_t flags;        /* QP_NO_PATH_SEARCH | ... */
    qp_child_fd *more_fds; /* owned; NULL: none */
    size_t more_fd_count;
    qp_char *search_path; /* owned; NULL: not given */
    int window;           /* QP_WINDOW_... */
    int priority;         /* QP_PRIORITY_... */
    uint32_t timeout_ms;  /* QP_NO_TIMEOUT: none */
    int kill_signal;
    int unsupported; /* uid, gid or groups were given */
} qp__exec_request;

/*
 * Reads everything, in the order of QuickJS on POSIX. 0; -1 with an exception: the script's own, or
 * TypeError/RangeError. On both the request is to be disposed of.
 */
int qp__exec_request_read(JSContext *ctx, qp__exec_request *request, int argc, JSValueConst *argv);

/* Before that, for a script's own call: a TypeError for unknown options. 0; -1 with an exception.
 */
int qp__exec_request_check(JSContext *ctx, int argc, JSValueConst *argv);

void qp__exec_request_dispose(JSContext *ctx, qp__exec_request *request);

/* The same as the C API wants it; borrows from the request. */
void qp__exec_request_options(const qp__exec_request *request, qp_spawn_options *options);
void qp__exec_request_limits(const qp__exec_request *request, qp_exec_options *options);

/* errorObj.errno = error; nothing when no errorObj was given. 0; -1 with the exception of a setter.
 */
int qp__set_errno(JSContext *ctx, int argc, JSValueConst *argv, int error);

#endif
