/*
 * Deciding what this process does with a signal, and opening the ways on which it arrives.
 */
#include "core/signals.h"
#include "win32/children/children.h"
#include "win32/signals/console_events.h"
#include "win32/signals/listener.h"
#include "win32/signals/session_end.h"
#include "win32/signals/signal.h"

#include <errno.h>

/* There may be no windows here: without a display, or for a process that may have none. That there
 * is no memory for one now is another matter. */
static int only_exhausted(int error)
{
    return qp__is_exhausted(error) ? error : 0;
}

static int first_of(int error, int other)
{
    return error < 0 ? error : other;
}

static int is_disposition(qp_signal_disposition disposition)
{
    return disposition == QP_SIGNAL_DEFAULT || disposition == QP_SIGNAL_IGNORED ||
           disposition == QP_SIGNAL_HANDLED;
}

/* Other than from the console. 0 or -errno. */
static int open_ways(int signal)
{
    int error = 0;

    if (signal == QP_SIGCHLD) {
        qp__children_watch();
    }
    if (signal == QP_SIGTERM) {
        error = only_exhausted(qp__session_end_watch());
    }
    if (qp__signal_classify(signal) == QP__SIGNAL_DELIVERABLE) {
        error = first_of(error, qp__signal_listen());
    }
    return error;
}

int qp_signal_set(int signal, qp_signal_disposition disposition)
{
    int error;

    if (!qp__signal_can_be_handled(signal) || !is_disposition(disposition)) {
        return -EINVAL;
    }
    qp__signal_set_disposition(signal, disposition);
    error = qp__signal_console_set(signal, disposition);
    if (disposition != QP_SIGNAL_DEFAULT) {
        error = first_of(error, open_ways(signal));
    }
    return error;
}
