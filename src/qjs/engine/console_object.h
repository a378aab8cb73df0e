/*
 * The global `console`. quickjs-libc makes one that can only `log`; scripts expect `error` and
 * `warn`, which go to standard error, and `info` and `debug`.
 */
#ifndef QP_QJS_ENGINE_CONSOLE_OBJECT_H
#define QP_QJS_ENGINE_CONSOLE_OBJECT_H

#include <quickjs.h>

/*
 * Completes the object when quickjs-libc sets it. In a Worker that is after its context was made,
 * and nothing of ours runs between that and the script. 0; -1 with an exception.
 */
int qp__console_object_expect(JSContext *ctx, JSValueConst global);

#endif
