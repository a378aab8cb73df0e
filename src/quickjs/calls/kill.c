#include "quickjs/calls/calls.h"
#include "quickjs/values/option.h"

/* kill(pid, signal) */
QP__JS_FUNCTION(qp__js_kill)
{
    int32_t pid;
    int32_t signal;

    (void)this_val;
    (void)argc;
    /* Not as ToInt32: a name, or nothing, would be 0, which asks only whether the process exists.
     */
    if (qp__to_integer(ctx, argv[0], "pid", &pid) < 0 ||
        qp__to_integer(ctx, argv[1], "signal", &signal) < 0) {
        return JS_EXCEPTION;
    }
    return JS_NewInt32(ctx, qp_kill(pid, signal));
}

/* getpid() */
QP__JS_FUNCTION(qp__js_getpid)
{
    (void)this_val;
    (void)argc;
    (void)argv;
    return JS_NewInt32(ctx, qp_getpid());
}
