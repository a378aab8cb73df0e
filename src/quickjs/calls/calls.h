/*
 * The functions of the module `os` that start, wait for and end programs, and those on descriptors;
 * one group a file. ../module.c has the table.
 */
#ifndef QP_QUICKJS_CALLS_CALLS_H
#define QP_QUICKJS_CALLS_CALLS_H

#include "quickjs/values/function.h"
#include "quickproc/quickproc.h"

/* exec.c */
QP__JS_FUNCTION(qp__js_exec);
/* What exec returns for a child that ended. */
int64_t qp__exec_result(qp_status status);

/* wait.c */
QP__JS_FUNCTION(qp__js_waitpid);
/* The second argument of waitpid. 0; -1 with an exception. */
int qp__read_wait_options(JSContext *ctx, int argc, JSValueConst *argv, int32_t *options);
/*
 * [0, 0], to be filled in later: a child's end is reported once, so there must be room for it
 * before. Filling it in allocates nothing.
 */
JSValue qp__new_pair(JSContext *ctx);
int qp__set_pair(JSContext *ctx, JSValueConst pair, int64_t first, int64_t second);
/* The first of the two, where qp_waitpid(pid) gave `result`; failed_starts.h says when it differs.
 */
int qp__wait_result(int pid, int result);
/* What waitpid returns. */
JSValue qp__waitpid_pair(JSContext *ctx, int pid, int options);
QP__JS_FUNCTION_MAGIC(qp__js_status_macro);
enum { QP__WIFEXITED, QP__WEXITSTATUS, QP__WIFSIGNALED, QP__WTERMSIG };

/* promises.c */
QP__JS_FUNCTION(qp__js_exec_async);
QP__JS_FUNCTION(qp__js_waitpid_async);

/* kill.c */
QP__JS_FUNCTION(qp__js_kill);
QP__JS_FUNCTION(qp__js_getpid);

/* fd.c */
QP__JS_FUNCTION(qp__js_pipe);
QP__JS_FUNCTION(qp__js_dup);
QP__JS_FUNCTION(qp__js_dup2);
QP__JS_FUNCTION(qp__js_open);
QP__JS_FUNCTION(qp__js_close);
QP__JS_FUNCTION_MAGIC(qp__js_read_write);
enum { QP__READ, QP__WRITE };
/* What os.write does instead of qp_write, which it may call. Set it before the first script. */
typedef int qp__write_function(int fd, const void *buffer, size_t size_bytes);
void qp__js_set_write(qp__write_function *function);

#endif
