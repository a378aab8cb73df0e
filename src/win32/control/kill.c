#include "core/signals.h"
#include "win32/children/children.h"
#include "win32/control/deliver.h"
#include "win32/control/kill_group.h"
#include "win32/control/suspend.h"
#include "win32/system/console.h"
#include "win32/system/process.h"

#include <errno.h>
#include <limits.h>

/* ---- a child: always through its own handle, under the table's lock, so that it cannot be reaped
 * meanwhile ---- */

static int child_end(qp__child_state *state, void *signal)
{
    int ended = qp__process_has_ended(state->process);
    int error;

    if (ended != 0) {
        return ended < 0 ? ended : 0;
    }
    error = qp__process_terminate(state->process, *(int *)signal);
    if (error == 0) {
        state->killed_by = *(int *)signal;
    }
    return error;
}

static int child_exists(qp__child_state *state, void *unused)
{
    (void)state;
    (void)unused;
    return 0;
}

/* The handle outlives the lock: delivery may take a while. */
typedef struct opened_child {
    HANDLE process;
    int leads_group;
} opened_child;

static int child_open(qp__child_state *state, void *opaque)
{
    opened_child *opened = opaque;
    HANDLE self = GetCurrentProcess();

    opened->leads_group = state->leads_group;
    if (!DuplicateHandle(self, state->process, self, &opened->process, 0, FALSE,
                         DUPLICATE_SAME_ACCESS)) {
        return qp__last_error();
    }
    return 0;
}

/* Tries the target's handler, then a console event, then ends it. */
static int child_deliver(int pid, int signal)
{
    opened_child opened;
    int settled;
    int error = qp__children_act(pid, child_open, &opened);

    if (error < 0) {
        return error;
    }
    settled = qp__process_has_ended(opened.process);
    if (settled == 0) {
        settled = qp__deliver(opened.process, pid, signal);
    }
    CloseHandle(opened.process);
    if (settled != 0) {
        return settled < 0 ? settled : 0;
    }
    settled = opened.leads_group ? qp__console_send(pid, signal) : 0;
    if (settled < 0) {
        return settled;
    }
    if (settled > 0) {
        qp__children_mark_killed(pid, signal);
        return 0;
    }
    error = qp__children_act(pid, child_end, &signal);
    /* Reaped by another thread since: it ended. */
    return error == -ECHILD ? 0 : error;
}

/* -ECHILD: it is no child. */
static int kill_child(int pid, int signal)
{
    switch (qp__signal_classify(signal)) {
    case QP__SIGNAL_STOP:
        return qp__children_act(pid, qp__child_stop, NULL);
    case QP__SIGNAL_CONTINUE:
        return qp__children_act(pid, qp__child_continue, NULL);
    case QP__SIGNAL_DELIVERABLE:
        return child_deliver(pid, signal);
    case QP__SIGNAL_END:
    case QP__SIGNAL_FATAL:
        return qp__children_act(pid, child_end, &signal);
    default:
        return qp__children_act(pid, child_exists, NULL);
    }
}

/* ---- any other process ---- */

static int deliver_or_terminate(HANDLE process, int pid, int signal)
{
    int settled = qp__deliver(process, pid, signal);

    if (settled != 0) {
        return settled < 0 ? settled : 0;
    }
    return qp__process_terminate(process, signal);
}

static int signal_process(HANDLE process, int pid, int signal)
{
    switch (qp__signal_classify(signal)) {
    case QP__SIGNAL_STOP:
        return qp__suspend(process);
    case QP__SIGNAL_CONTINUE:
        return qp__resume(process);
    case QP__SIGNAL_DELIVERABLE:
        return deliver_or_terminate(process, pid, signal);
    case QP__SIGNAL_END:
    case QP__SIGNAL_FATAL:
        return qp__process_terminate(process, signal);
    default:
        return 0;
    }
}

static int kill_other(int pid, int signal)
{
    HANDLE process;
    int error = qp__process_open(pid, &process);

    if (error < 0) {
        return error;
    }
    error = signal_process(process, pid, signal);
    CloseHandle(process);
    return error;
}

int qp_kill(int pid, int signal)
{
    int result;

    if (qp__signal_classify(signal) == QP__SIGNAL_UNKNOWN || pid == 0) {
        return -EINVAL;
    }
    if (pid == -1) {
        return -EPERM;
    }
    if (pid < 0) {
        return pid == INT_MIN ? -ESRCH : qp__kill_group(-pid, signal);
    }
    result = kill_child(pid, signal);
    return result == -ECHILD ? kill_other(pid, signal) : result;
}
