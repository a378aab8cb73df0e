/*
 * The shapes of functions that scripts call.
 */
#ifndef QP_QUICKJS_VALUES_FUNCTION_H
#define QP_QUICKJS_VALUES_FUNCTION_H

#include "quickproc/quickjs.h"

#define QP__JS_FUNCTION(name)                                                                      \
    JSValue name(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
#define QP__JS_FUNCTION_MAGIC(name)                                                                \
    JSValue name(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int magic)

#endif
