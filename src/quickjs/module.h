/*
 * The functions of the module, one group a file; module.c has the table.
 */
#ifndef QP_QUICKJS_MODULE_H
#define QP_QUICKJS_MODULE_H

#include "quickproc/quickjs.h"
#include "quickproc/quickproc.h"

#define QP__JS_FUNCTION(name)                                                                      \
    JSValue name(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
#define QP__JS_FUNCTION_MAGIC(name)                                                                \
    JSValue name(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int magic)

/* exec.c */
QP__JS_FUNCTION(qp__js_exec);

/* wait.c */
QP__JS_FUNCTION(qp__js_waitpid);
QP__JS_FUNCTION_MAGIC(qp__js_status_macro);
enum { QP__WIFEXITED, QP__WEXITSTATUS, QP__WIFSIGNALED, QP__WTERMSIG };

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

#endif
