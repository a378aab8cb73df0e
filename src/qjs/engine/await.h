/*
 * Waiting for a module's top-level await.
 */
#ifndef QP_QJS_ENGINE_AWAIT_H
#define QP_QJS_ENGINE_AWAIT_H

#include <quickjs.h>

/*
 * js_std_await, with all pending jobs run before each wait: quickjs-libc's own runs just one, and
 * then sleeps on the next although it could run. Takes `promise`; its result, or JS_EXCEPTION: it
 * was rejected, a handler threw, or nothing is left that could settle it.
 */
JSValue qp__await(JSContext *ctx, JSValue promise);

#endif
