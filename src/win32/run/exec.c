#include "win32/run/exec.h"

#include "win32/program/options.h"
#include "win32/run/spawn.h"
#include "win32/watch/around.h"

#include <errno.h>

void qp__exec_end_child(const qp__child *child, int signal)
{
    int target = qp__child_target(child);
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
    } while (ended <= 0 || (target < 0 && error == -ENOMEM));
}

int qp_exec(const qp_spawn_options *spawn, const qp_exec_options *options, qp_status *status)
{
    qp_spawn_options start;
    qp_exec_options taken;
    qp__watch_loan console;
    qp__child *child;
    qp_status ended;
    int pid;
    int waited;
    int error = qp__spawn_options_take(&start, spawn);

    if (error < 0 || (error = qp__exec_options_take(&taken, options)) < 0) {
        return error;
    }
    qp__watch_leave_console(&console, start.fds);
    error = qp__spawn(&start, QP__OWNER_PRIVATE, 0, &child, &pid);
    if (error < 0) {
        goto finish;
    }
    waited = qp__child_wait(child, taken.timeout_ms);
    if (waited <= 0) {
        /* Nothing else can end the child: it must not live on after an error either. */
        qp__exec_end_child(child, waited < 0 ? QP_SIGKILL : taken.kill_signal);
    }
    error = waited < 0 ? waited : qp__child_reap(child, waited > 0, &ended);
    if (error < 0) {
        qp__child_forget(child);
    } else if (status != NULL) {
        *status = waited == 0 ? taken.kill_signal : ended;
    }
finish:
    qp__watch_back_to_console(&console);
    return error;
}
