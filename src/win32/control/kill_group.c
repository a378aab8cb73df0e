#include "win32/control/kill_group.h"

#include "core/signals.h"
#include "core/status.h"
#include "core/text.h"
#include "win32/children/children.h"
#include "win32/children/group.h"
#include "win32/control/deliver.h"
#include "win32/control/suspend.h"
#include "win32/system/console.h"
#include "win32/system/process.h"

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

/* What is done to a member. An error ends it all, and is told; unless it is that member's own
 * matter: it ended meanwhile, or we may not touch it. */
typedef int member_function(HANDLE process, int pid, void *opaque);

static int is_own_matter(int error)
{
    return error == -ESRCH || error == -EPERM || error == -EACCES;
}

static int visit(pid_set *done, int pid, member_function *act, void *opaque)
{
    HANDLE process;
    int result = qp__process_open(pid, &process);

    if (result == 0) {
        result = act(process, pid, opaque);
        CloseHandle(process);
    }
    return result < 0 && !is_own_matter(result) ? result : add(done, pid);
}

/* Runs `act` on each member once, also on those that come while it runs. */
static int for_each_member(HANDLE job, member_function *act, void *opaque)
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
                error = visit(&done, pids[i], act, opaque);
            }
        }
        qp__free(pids);
        pids = NULL;
    }
    qp__free(done.pids);
    return error;
}

/* -ECHILD: it is no child, but a descendant. */
static int stop_member(HANDLE process, int pid, void *unused)
{
    int result = qp__children_act(pid, qp__child_stop, unused);

    return result == -ECHILD ? qp__suspend(process) : result;
}

static int continue_member(HANDLE process, int pid, void *unused)
{
    int result = qp__children_act(pid, qp__child_continue, unused);

    return result == -ECHILD ? qp__resume(process) : result;
}

/* A signal that members may handle, and who took it. */
typedef struct offer {
    int signal;
    pid_set taken;
} offer;

static int offer_to_member(HANDLE process, int pid, void *opaque)
{
    offer *made = opaque;
    int settled = qp__deliver(process, pid, made->signal);

    return settled > 0 ? add(&made->taken, pid) : settled;
}

static int end_unless_taken(HANDLE process, int pid, void *opaque)
{
    offer *made = opaque;

    if (contains(&made->taken, pid)) {
        return 0;
    }
    qp__children_mark_killed(pid, made->signal);
    return qp__process_terminate(process, made->signal);
}

/* All at once: the system lets none slip away. */
static int end_group(HANDLE job, int pgid, int signal)
{
    qp__children_mark_killed(pgid, signal);
    return TerminateJobObject(job, qp__status_kill_code(signal)) ? 0 : qp__last_error();
}

/*
 * Who has a handler gets the signal. If nobody has, it goes as a console event, which programs
 * without this library may handle; where it cannot, and for the rest of a group of which some
 * members took it, it is the end.
 */
static int deliver_group(HANDLE job, int pgid, int signal)
{
    offer made = {signal, {NULL, 0}};
    int settled = for_each_member(job, offer_to_member, &made);

    if (settled == 0 && made.taken.count == 0) {
        settled = qp__console_send(pgid, signal);
    }
    if (settled > 0) {
        qp__children_mark_killed(pgid, signal);
    } else if (settled == 0) {
        settled = for_each_member(job, end_unless_taken, &made);
    }
    qp__free(made.taken.pids);
    return settled < 0 ? settled : 0;
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
        error = for_each_member(job, stop_member, NULL);
        break;
    case QP__SIGNAL_CONTINUE:
        error = for_each_member(job, continue_member, NULL);
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
