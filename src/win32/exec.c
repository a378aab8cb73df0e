#include "win32/exec.h"

#include "core/signals.h"
#include "win32/spawn.h"
#include "win32/watch.h"

#include <errno.h>

/* How long a child that handles the signal of a timeout may take to end. */
#define GRACE_MS 1000

int qp__exec_ends_a_process(int signal)
{
    qp__signal_class kind = qp__signal_classify(signal);

    return kind == QP__SIGNAL_END || kind == QP__SIGNAL_DELIVERABLE || kind == QP__SIGNAL_FATAL;
}

void qp__exec_end_child(const qp__child *child, int whole_group, int signal)
{
    int pid = qp__child_pid(child);
    int target = whole_group ? -pid : pid;

    qp_kill(target, signal);
    if (!qp__child_wait(child, GRACE_MS)) {
        qp_kill(target, QP_SIGKILL);
        qp__child_wait(child, INFINITE);
    }
}

int qp_exec(const qp_spawn_options *options, uint32_t timeout_ms, int kill_signal,
            qp_status *status)
{
    int leads_group = (options->flags & (QP_NEW_PROCESS_GROUP | QP_DETACHED)) != 0;
    qp__watch_loan console;
    qp__child *child;
    int pid;
    int error;
    int timed_out;

    if (timeout_ms != QP_NO_TIMEOUT && !qp__exec_ends_a_process(kill_signal)) {
        return -EINVAL;
    }
    qp__watch_leave_console(&console, options->fds);
    error = qp__spawn(options, QP__OWNER_PRIVATE, 0, &child, &pid);
    if (error < 0) {
        goto finish;
    }
    timed_out = !qp__child_wait(child, timeout_ms);
    if (timed_out) {
        qp__exec_end_child(child, leads_group, kill_signal);
    }
    *status = qp__child_reap(child, !timed_out);
    if (timed_out) {
        *status = kill_signal;
    }
finish:
    qp__watch_back_to_console(&console);
    return error;
}
