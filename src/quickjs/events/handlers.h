/*
 * The functions of the module `os` that set handlers. ../module.c has the table.
 */
#ifndef QP_QUICKJS_EVENTS_HANDLERS_H
#define QP_QUICKJS_EVENTS_HANDLERS_H

#include "quickjs/values/function.h"

/* handlers.c; magic: 1 for writing */
QP__JS_FUNCTION_MAGIC(qp__js_set_handler);

/*
 * signal.c. The handlers of os.signal belong to one runtime of the process, the first that asks for
 * one, and go with its qp__async.
 */
QP__JS_FUNCTION(qp__js_signal);

#endif
