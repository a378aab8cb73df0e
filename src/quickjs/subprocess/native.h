/*
 * The native half of the module `subprocess`; its scripts import it as NATIVE_NAME.
 * module.c has the table.
 */
#ifndef QP_QUICKJS_SUBPROCESS_NATIVE_H
#define QP_QUICKJS_SUBPROCESS_NATIVE_H

#include "quickjs/values/function.h"

#define QP__JS_FUNCTION_DATA(name)                                                                 \
    JSValue name(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int magic,   \
                 JSValueConst *data)

/* The class that a function with data carries. */
static inline JSClassID qp__carried_class(JSValueConst *data)
{
    return (JSClassID)JS_VALUE_GET_INT(data[0]);
}

/* run.c. Functions whose data is the id of the class of runs; see qp__new_class. */
int qp__run_class_new(JSRuntime *rt, JSClassID *class_id);
QP__JS_FUNCTION_DATA(qp__js_start);
QP__JS_FUNCTION_DATA(qp__js_finish);
QP__JS_FUNCTION_DATA(qp__js_pid);
QP__JS_FUNCTION(qp__js_spawn);

/* stream.c. Functions whose data is the id of the class of streams. */
int qp__stream_class_new(JSRuntime *rt, JSClassID *class_id);
QP__JS_FUNCTION_DATA(qp__js_open_stream);
enum { QP__SOURCE, QP__SINK };
QP__JS_FUNCTION_DATA(qp__js_close_stream);
QP__JS_FUNCTION_DATA(qp__js_read_stream);
QP__JS_FUNCTION_DATA(qp__js_write_stream);
QP__JS_FUNCTION_DATA(qp__js_finish_source);

/* find.c */
QP__JS_FUNCTION_MAGIC(qp__js_preview);
enum { QP__WHICH, QP__COMMAND_LINE, QP__INTERPRETER };
QP__JS_FUNCTION_MAGIC(qp__js_check_path);
enum { QP__DIRECTORY, QP__FILE };
QP__JS_FUNCTION(qp__js_check_request);
QP__JS_FUNCTION(qp__js_error_text);
QP__JS_FUNCTION(qp__js_system_shell);

/* environment.c */
QP__JS_FUNCTION(qp__js_environment);
QP__JS_FUNCTION(qp__js_same_variable);

/* text.c */
QP__JS_FUNCTION_MAGIC(qp__js_code_page);
enum { QP__OEM, QP__ANSI };
QP__JS_FUNCTION(qp__js_decode);
QP__JS_FUNCTION(qp__js_encode);
QP__JS_FUNCTION(qp__js_utf8_valid);
QP__JS_FUNCTION(qp__js_whole_characters);

/* wait.c */
QP__JS_FUNCTION(qp__js_wait_child);

/* stop.c */
QP__JS_FUNCTION(qp__js_stop);

/* processes.c. Functions whose data is the id of the class of processes that are held. */
QP__JS_FUNCTION(qp__js_processes);
int qp__held_class_new(JSRuntime *rt, JSClassID *class_id);
QP__JS_FUNCTION_DATA(qp__js_hold);
QP__JS_FUNCTION_DATA(qp__js_held);
enum { QP__DESCRIBE, QP__USAGE, QP__STATUS, QP__TREE, QP__RELEASE };
QP__JS_FUNCTION_DATA(qp__js_signal_held);
QP__JS_FUNCTION_DATA(qp__js_watch_held);

/* options.c */
QP__JS_FUNCTION(qp__js_check_options);

#endif
