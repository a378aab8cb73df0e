#include "core/signals.h"
#include "win32/children/children.h"
#include "win32/control/deliver.h"
#include "win32/control/kill_group.h"
#include "win32/control/suspend.h"
#include "win32/system/console.h"
#include "win32/system/process.h"

#include <errno.h>
#include <limits.h>

/* ---- a child: always through its own handle, so that nothing goes to a process that got its pid
 * after it was reaped ---- */

static int child_end(qp__child_state *state, void *signal)
{
    int ended = qp__process_has_ended(state->process);
    int error;

    if (ended != 0) {
        return ended < 0 ? ended : 0;
    }
    error = qp__process_terminate(state->process, *(int *)signal);
    /* A refusal may mean that it is just ending. */
    if (error == 0 || error == -EPERM) {
        state->sent |= 1u << *(int *)signal;
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

/* It is to die, whatever it handles. */
static int end_child(HANDLE process, int pid, int signal)
{
    int error = qp__children_act(pid, child_end, &signal);

    /* Reaped by another thread since: it ended. */
    if (error == -ECHILD) {
        return 0;
    }
    return error == -EPERM ? qp__process_settle(process) : error;
}

/*
 * The console's event, to a child that leads a group on it. cmd.exe would ask its user whether to
 * end the batch file, and wait for the answer: there it is the default action. 1: it was sent; 0;
 * -errno.
 */
static int send_event(const opened_child *child, int pid, int signal)
{
    int is_cmd = child->leads_group ? qp__process_is_command_interpreter(child->process) : 1;

    return is_cmd != 0 ? (is_cmd < 0 ? is_cmd : 0) : qp__console_send(pid, signal);
}

/* Tries the child's handler, then a console event, then ends it. */
static int deliver_to_child(const opened_child *child, int pid, int signal)
{
    int settled = qp__process_has_ended(child->process);

    if (settled == 0) {
        settled = qp__deliver(child->process, pid, signal);
    }
    if (settled != 0) {
        return settled < 0 ? settled : 0;
    }
    settled = send_event(child, pid, signal);
    if (settled > 0) {
        qp__children_mark_killed(pid, signal);
        return 0;
    }
    return settled < 0 ? settled : end_child(child->process, pid, signal);
}

typedef int child_function(const opened_child *child, int pid, int signal);

static int end_opened(const opened_child *child, int pid, int signal)
{
    return end_child(child->process, pid, signal);
}

static int with_child(int pid, child_function *act, int signal)
{
    opened_child opened;
    int error = qp__children_act(pid, child_open, &opened);

    if (error < 0) {
        return error;
    }
    error = act(&opened, pid, signal);
    CloseHandle(opened.process);
    return error;
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
        return with_child(pid, deliver_to_child, signal);
    case QP__SIGNAL_END:
    case QP__SIGNAL_FATAL:
        return with_child(pid, end_opened, signal);
    default:
        return qp__children_act(pid, child_exists, NULL);
    }
}

/* ---- any other process ---- */

static int deliver_or_end(HANDLE process, int pid, int signal)
{
    int settled = qp__deliver(process, pid, signal);

    if (settled != 0) {
        return settled < 0 ? settled : 0;
    }
    return qp__process_end(process, signal);
}

static int signal_process(HANDLE process, int pid, int signal)
{
    switch (qp__signal_classify(signal)) {
    case QP__SIGNAL_STOP:
        return qp__suspend(process);
    case QP__SIGNAL_CONTINUE:
        return qp__resume(process);
    case QP__SIGNAL_DELIVERABLE:
        return deliver_or_end(process, pid, signal);
    case QP__SIGNAL_END:
    case QP__SIGNAL_FATAL:
        return qp__process_end(process, signal);
    default:
        return 0;
    }
}

/* The right to end it is what it takes to send it anything but these two. */
static DWORD access_for(int signal)
{
    qp__signal_class kind = qp__signal_classify(signal);

    return kind == QP__SIGNAL_STOP || kind == QP__SIGNAL_CONTINUE ? QP__PROCESS_TO_STOP
                                                                  : QP__PROCESS_TO_END;
}

static int kill_other(int pid, int signal)
{
    HANDLE process;
    int error = qp__process_open(pid, access_for(signal), &process);

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
        return pid == INT_MIN ? -ESRCH : qp__kill_group(-pid, signal, access_for(signal));
    }
    result = kill_child(pid, signal);
    return result == -ECHILD ? kill_other(pid, signal) : result;
}
