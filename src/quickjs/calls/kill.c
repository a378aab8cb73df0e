#include "quickjs/calls/calls.h"

/* kill(pid, signal) */
QP__JS_FUNCTION(qp__js_kill)
{
    int32_t pid;
    int32_t signal;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &pid, argv[0]) < 0 || JS_ToInt32(ctx, &signal, argv[1]) < 0) {
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
