#include "win32/kill_group.h"

#include "core/signals.h"
#include "core/status.h"
#include "core/text.h"
#include "win32/console.h"
#include "win32/deliver.h"
#include "win32/group.h"
#include "win32/suspend.h"
#include "win32/target.h"

#include <errno.h>
#include <stdlib.h>

/* Pids that were dealt with. A member may start another one meanwhile: the job is looked at again
 * until it holds no new one. */
typedef struct pid_set {
    int *pids; /* owned */
    size_t count;
} pid_set;

static int contains(const pid_set *set, int pid)
{
    size_t i;

    for (i = 0; i < set->count; i++) {
        if (set->pids[i] == pid) {
            return 1;
        }
    }
    return 0;
}

static int add(pid_set *set, int pid)
{
    int *grown = qp__realloc(set->pids, (set->count + 1) * sizeof(*grown));

    if (grown == NULL) {
        return -ENOMEM;
    }
    set->pids = grown;
    set->pids[set->count++] = pid;
    return 0;
}

/* 1: leave this member alone from now on; 0: it is about to go, do not wait for it; -errno. */
typedef int member_function(HANDLE process, int pid, int signal);

static int visit(pid_set *done, int pid, int signal, member_function *act)
{
    HANDLE process;
    int result = qp__target_open(pid, &process);

    if (result == 0) {
        result = act(process, pid, signal);
        CloseHandle(process);
    }
    /* One that ended meanwhile, or that we may not touch, is done with, too. */
    return result == -ENOMEM ? result : add(done, pid);
}

/* Runs `act` on each member once, also on those that come while it runs. */
static int for_each_member(HANDLE job, int signal, member_function *act)
{
    pid_set done = {NULL, 0};
    int *pids = NULL;
    size_t count = 0;
    int error = 0;
    int found_new = 1;

    while (error == 0 && found_new) {
        size_t i;
        found_new = 0;
        error = qp__job_pids(job, &pids, &count);
        for (i = 0; error == 0 && i < count; i++) {
            if (!contains(&done, pids[i])) {
                found_new = 1;
                error = visit(&done, pids[i], signal, act);
            }
        }
        qp__free(pids);
        pids = NULL;
    }
    qp__free(done.pids);
    return error;
}

static int stop_member(HANDLE process, int pid, int signal)
{
    (void)pid;
    (void)signal;
    return qp__suspend(process);
}

static int continue_member(HANDLE process, int pid, int signal)
{
    (void)pid;
    (void)signal;
    return qp__resume(process);
}

/* Who has a handler gets the signal, the others end. */
static int deliver_member(HANDLE process, int pid, int signal)
{
    int error;

    if (qp__deliver(process, pid, signal)) {
        return 0;
    }
    qp__children_act(pid, qp__child_mark_killed, &signal);
    error = qp__target_terminate(process, signal);
    return error;
}

/* All at once: the system lets none slip away. */
static int end_group(HANDLE job, int pgid, int signal)
{
    qp__children_act(pgid, qp__child_mark_killed, &signal);
    return TerminateJobObject(job, qp__status_kill_code(signal)) ? 0 : qp__last_error();
}

static int deliver_group(HANDLE job, int pgid, int signal)
{
    if (qp__console_send(pgid, signal)) {
        qp__children_act(pgid, qp__child_mark_killed, &signal);
        return 0;
    }
    return for_each_member(job, signal, deliver_member);
}

int qp__kill_group(int pgid, int signal)
{
    HANDLE job;
    int error = qp__group_open(pgid, &job);

    if (error < 0) {
        return error;
    }
    switch (qp__signal_classify(signal)) {
    case QP__SIGNAL_STOP:
        error = for_each_member(job, signal, stop_member);
        break;
    case QP__SIGNAL_CONTINUE:
        error = for_each_member(job, signal, continue_member);
        break;
    case QP__SIGNAL_DELIVERABLE:
        error = deliver_group(job, pgid, signal);
        break;
    case QP__SIGNAL_END:
    case QP__SIGNAL_FATAL:
        error = end_group(job, pgid, signal);
        break;
    default:
        break;
    }
    CloseHandle(job);
    return error;
}
