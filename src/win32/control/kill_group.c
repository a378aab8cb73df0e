#include "win32/control/kill_group.h"

#include "core/deadline.h"
#include "core/signals.h"
#include "core/status.h"
#include "win32/children/children.h"
#include "win32/children/group.h"
#include "win32/control/deliver.h"
#include "win32/control/members.h"
#include "win32/control/suspend.h"
#include "win32/system/console.h"
#include "win32/system/process.h"

#include <errno.h>
#include <limits.h>

/* ---- SIGSTOP and SIGCONT ------------------------------------------------------------------ */

typedef struct stopping {
    qp__child_action *child;
    int (*other)(HANDLE process);
} stopping;

static const stopping stop = {qp__child_stop, qp__suspend};
static const stopping go_on = {qp__child_continue, qp__resume};

static int stop_member(const qp__member *one, const stopping *how)
{
    int result = one->fate == QP__SPARED ? 0 : qp__children_act(one->pid, how->child, NULL);

    return result == -ECHILD ? how->other(one->process) : result;
}

/* Each once, and those that come while it goes on. */
static int stop_all(qp__members *all, const stopping *how)
{
    size_t next = 0;
    int refused = 0;
    int found;

    while ((found = qp__members_look(all)) > 0) {
        for (; next < all->count; next++) {
            int result = stop_member(&all->list[next], how);
            if (qp__is_exhausted(result)) {
                return result;
            }
            refused = result < 0 ? result : refused;
        }
    }
    if (found == 0) {
        found = qp__members_reachable(all);
    }
    return found < 0 ? found : refused;
}

/* ---- Signals that members may handle ------------------------------------------------------ */

/* Offers the signal to each that is there. How many have it now, in whatever way; -errno. */
static int offer(qp__members *all, int signal, int *refused)
{
    int settled = 0;
    size_t i;

    for (i = 0; i < all->count; i++) {
        qp__member *one = &all->list[i];
        int result = one->fate == QP__SPARED ? 0 : qp__deliver(one->process, one->pid, signal);
        if (qp__is_exhausted(result)) {
            return result;
        }
        if (one->fate == QP__SPARED) {
            continue;
        }
        /* One that could not be asked is not ended. */
        *refused = result < 0 ? result : *refused;
        one->fate = result == 0                     ? QP__TO_END
                    : result == QP__DELIVERED_ENDED ? QP__ENDED
                                                    : QP__SPARED;
        settled += result != 0;
    }
    return settled;
}

/*
 * What came after the signal shares the fate of who started it: what a handler starts to clean up
 * lives. A starter that was never seen leaves it to end. How many are still undecided, or -errno.
 */
static int decide(qp__members *all)
{
    int undecided = 0;
    size_t i;

    for (i = 0; i < all->count; i++) {
        qp__member *one = &all->list[i];
        const qp__member *starter;
        int parent;
        if (one->fate != QP__UNDECIDED) {
            continue;
        }
        parent = qp__process_parent(one->process);
        if (parent < 0) {
            return parent;
        }
        starter = qp__members_find(all, parent);
        if (starter == NULL || starter == one) {
            one->fate = QP__TO_END;
        } else if (starter->fate != QP__UNDECIDED) {
            one->fate = starter->fate == QP__SPARED ? QP__SPARED : QP__TO_END;
        } else {
            undecided++;
        }
    }
    return undecided;
}

/* A starter may stand behind those that it started. */
static int decide_all(qp__members *all)
{
    int undecided = decide(all);
    int before = INT_MAX;

    while (undecided > 0 && undecided < before) {
        before = undecided;
        undecided = decide(all);
    }
    return undecided;
}

static int end_those_to_end(qp__members *all, int signal)
{
    size_t i;

    for (i = 0; i < all->count; i++) {
        qp__member *one = &all->list[i];
        int result;
        if (one->fate != QP__TO_END) {
            continue;
        }
        qp__children_mark_killed(one->pid, signal);
        result = qp__process_terminate(one->process, signal);
        if (result < 0 && result != -EPERM) {
            return result;
        }
        one->fate = result < 0 ? QP__REFUSED : QP__ENDED;
    }
    return 0;
}

/*
 * TerminateProcess and TerminateJobObject return before the end. Until then a thread of a member
 * may be inside CreateProcess, and what that makes joins the job: only once all `ending` are gone
 * does a look find the last one.
 */
static int look_behind(qp__members *all, uint64_t deadline, qp__fate ending)
{
    size_t i;

    for (i = 0; i < all->count; i++) {
        if (all->list[i].fate == ending) {
            qp__process_await(all->list[i].process, qp__deadline_left(deadline, GetTickCount64()));
        }
    }
    return qp__members_look(all);
}

static int end_all(qp__members *all, int signal)
{
    uint64_t deadline = qp__deadline(GetTickCount64(), QP__PROCESS_ENDING_MS);
    int result;

    do {
        result = decide_all(all);
        if (result < 0) {
            return result;
        }
        result = end_those_to_end(all, signal);
        if (result < 0) {
            return result;
        }
        result = look_behind(all, deadline, QP__ENDED);
    } while (result > 0);
    return result;
}

/* Those that would not end may have been ending already. */
static int settle(const qp__members *all)
{
    uint64_t deadline = qp__deadline(GetTickCount64(), QP__PROCESS_ENDING_MS);
    int result = qp__members_reachable(all);
    size_t i;

    for (i = 0; i < all->count; i++) {
        if (all->list[i].fate == QP__REFUSED) {
            int ended = qp__process_await(all->list[i].process,
                                          qp__deadline_left(deadline, GetTickCount64()));
            result = ended < 0 ? ended : ended == 0 ? -EPERM : result;
        }
    }
    return result;
}

/*
 * Where no member has a handler the signal goes as a console event, which programs without this
 * library may handle. cmd.exe asks its user then whether to end the batch file, and waits for the
 * answer: to one that leads the group no event is sent.
 */
static int send_event(const qp__members *all, int pgid, int signal)
{
    const qp__member *leader = qp__members_find(all, pgid);
    int is_cmd = leader == NULL ? 0 : qp__process_is_command_interpreter(leader->process);

    if (is_cmd != 0) {
        return is_cmd < 0 ? is_cmd : 0;
    }
    return qp__group_has_console_group(pgid) ? qp__console_send(pgid, signal) : 0;
}

/* To those that exist now. Whoever has a handler gets it; where some have, or no event can be sent,
 * it is the end of the others. */
static int deliver_group(qp__members *all, int pgid, int signal)
{
    int refused = 0;
    int settled = qp__members_look(all);

    if (settled >= 0) {
        settled = offer(all, signal, &refused);
    }
    if (settled == 0) {
        settled = send_event(all, pgid, signal);
        if (settled > 0) {
            qp__children_mark_killed(pgid, signal);
            return 0;
        }
    }
    if (settled >= 0) {
        settled = end_all(all, signal);
    }
    if (settled >= 0) {
        settled = settle(all);
    }
    return settled < 0 ? settled : refused;
}

/* ---- SIGKILL and its like ----------------------------------------------------------------- */

static int not_ended(qp__members *all, int error)
{
    size_t i;

    if (error != -EACCES) {
        return error;
    }
    error = qp__members_look(all);
    for (i = 0; i < all->count; i++) {
        all->list[i].fate = QP__REFUSED;
    }
    return error < 0 ? error : settle(all);
}

/* All at once, and again what these were just starting. */
static int end_group(qp__members *all, int pgid, int signal)
{
    uint64_t deadline = qp__deadline(GetTickCount64(), QP__PROCESS_ENDING_MS);
    int seen = qp__members_look(all);

    qp__children_mark_killed(pgid, signal);
    do {
        if (!TerminateJobObject(all->job, qp__status_kill_code(signal))) {
            return not_ended(all, qp__last_error());
        }
        seen = seen < 0 ? seen : look_behind(all, deadline, QP__UNDECIDED);
    } while (seen > 0);
    return seen;
}

static int signal_members(qp__members *all, int pgid, int signal)
{
    switch (qp__signal_classify(signal)) {
    case QP__SIGNAL_STOP:
        return stop_all(all, &stop);
    case QP__SIGNAL_CONTINUE:
        return stop_all(all, &go_on);
    case QP__SIGNAL_DELIVERABLE:
        return deliver_group(all, pgid, signal);
    case QP__SIGNAL_END:
    case QP__SIGNAL_FATAL:
        return end_group(all, pgid, signal);
    default:
        return 0;
    }
}

int qp__kill_group(int pgid, int signal, DWORD access)
{
    qp__members all = {.access = access};
    int error = qp__group_open(pgid, &all.job);

    if (error < 0) {
        return error;
    }
    error = signal_members(&all, pgid, signal);
    qp__members_dispose(&all);
    CloseHandle(all.job);
    return error;
}
