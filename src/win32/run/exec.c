#include "win32/run/exec.h"

#include "core/signals.h"
#include "win32/program/options.h"
#include "win32/run/spawn.h"
#include "win32/watch/around.h"

#include <errno.h>

int qp__exec_ends_a_process(int signal)
{
    qp__signal_class kind = qp__signal_classify(signal);

    return kind == QP__SIGNAL_END || kind == QP__SIGNAL_DELIVERABLE || kind == QP__SIGNAL_FATAL;
}

void qp__exec_end_child(const qp__child *child, int whole_group, int signal)
{
    int pid = qp__child_pid(child);
    int target = whole_group ? -pid : pid;
    int error;
    int ended;

    do {
        error = qp_kill(target, signal);
        ended = qp__child_wait(child, QP__EXEC_GRACE_MS);
        if (ended < 0) {
            Sleep(1);
        }
        signal = QP_SIGKILL;
        /* Where memory was short others of the group may have been left out. */
    } while (ended <= 0 || (whole_group && error == -ENOMEM));
}

int qp_exec(const qp_spawn_options *options, uint32_t timeout_ms, int kill_signal,
            qp_status *status)
{
    qp__watch_loan console;
    qp__child *child;
    qp_status ended;
    int pid;
    int error = qp__spawn_options_check(options);
    int waited;

    if (error < 0) {
        return error;
    }
    if (timeout_ms != QP_NO_TIMEOUT && !qp__exec_ends_a_process(kill_signal)) {
        return -EINVAL;
    }
    qp__watch_leave_console(&console, options->fds);
    error = qp__spawn(options, QP__OWNER_PRIVATE, 0, &child, &pid);
    if (error < 0) {
        goto finish;
    }
    waited = qp__child_wait(child, timeout_ms);
    if (waited <= 0) {
        /* Nobody else knows of the child: with an error, too, it must not live on. */
        qp__exec_end_child(child, qp__spawn_leads_group(options),
                           waited < 0 ? QP_SIGKILL : kill_signal);
    }
    error = waited < 0 ? waited : qp__child_reap(child, waited > 0, &ended);
    if (error < 0) {
        qp__child_forget(child);
    } else if (status != NULL) {
        *status = waited == 0 ? kill_signal : ended;
    }
finish:
    qp__watch_back_to_console(&console);
    return error;
}
