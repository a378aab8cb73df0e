#include "win32/control/stop_sequence.h"

#include "core/options.h"
#include "core/signals.h"
#include "core/text.h"
#include "win32/children/children.h"
#include "win32/children/group.h"
#include "win32/control/close_windows.h"
#include "win32/control/console_helper.h"
#include "win32/control/deliver.h"
#include "win32/system/console.h"
#include "win32/system/process.h"
#include "win32/system/usage.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>

#define FORCE_KILL_AFTER_MS 5000
/* When one that may listen, but could not be asked, is asked again. */
#define ASK_AGAIN_MS 200
/* How long one that was killed may take to be gone. */
#define GONE_AFTER_MS 5000
/* A console's host that does not answer holds a helper up for so long. */
#define LEAST_PATIENCE_MS 2000
#define MOST_PATIENCE_MS  10000
/* So long after its creation a program may still be starting. */
#define STARTING_MS 5000
/* A caller's struct reaches at least to here. */
#define LEAST_STOP offsetof(qp_stop_options, ask)

QP__ENDS_WITH(qp_stop_options, kill_signal);

static const qp_stop_options defaults = {sizeof(qp_stop_options), QP_SIGTERM, FORCE_KILL_AFTER_MS,
                                         1, QP_SIGKILL};

void qp_stop_options_init(qp_stop_options *options, size_t size)
{
    qp__options_init(options, size, &defaults, sizeof(defaults));
}

/* ---- Whom --------------------------------------------------------------------------------- */

typedef struct opened_child {
    HANDLE process;
    int leads_group;
    int has_console;
} opened_child;

static int look_at_console(qp__child_state *state, void *opaque)
{
    *(int *)opaque = state->has_console;
    return 0;
}

static int open_child(qp__child_state *state, void *opaque)
{
    opened_child *opened = opaque;
    HANDLE self = GetCurrentProcess();

    opened->leads_group = state->leads_group;
    opened->has_console = state->has_console;
    return DuplicateHandle(self, state->process, self, &opened->process, 0, FALSE,
                           DUPLICATE_SAME_ACCESS)
               ? 0
               : qp__last_error();
}

static int open_one(qp__stop *stop)
{
    opened_child opened = {NULL, 0, 0};
    int error;

    stop->members.list = qp__alloc(sizeof(*stop->members.list));
    if (stop->members.list == NULL) {
        return -ENOMEM;
    }
    error = qp__children_act(stop->pid, open_child, &opened);
    if (error == -ECHILD) {
        error = qp__process_open(stop->pid, QP__PROCESS_TO_END, &opened.process);
    }
    if (error < 0) {
        return error;
    }
    stop->members.list[0] = (qp__member){opened.process, stop->pid, QP__UNDECIDED};
    stop->members.count = 1;
    stop->leads_group = opened.leads_group;
    stop->has_console = opened.has_console;
    return 0;
}

static int open_tree(qp__stop *stop)
{
    int error = qp__group_open(-stop->pid, &stop->job);
    int found;

    if (error < 0) {
        return error;
    }
    stop->members.job = stop->job;
    stop->leads_group = qp__group_has_console_group(-stop->pid);
    qp__children_act(-stop->pid, look_at_console, &stop->has_console);
    found = qp__members_look(&stop->members);
    return found < 0 ? found : qp__members_reachable(&stop->members);
}

int qp__stop_init(qp__stop *stop, int pid, const qp_stop_options *options)
{
    int error = 0;

    ZeroMemory(stop, sizeof(*stop));
    stop->pid = pid;
    stop->options = defaults;
    stop->members.access = QP__PROCESS_TO_END;
    if (options != NULL) {
        error = qp__options_copy(&stop->options, sizeof(stop->options), options, LEAST_STOP);
    }
    if (error < 0) {
        return error;
    }
    if (pid == 0 || pid == -1 || pid == INT_MIN || pid == (int)GetCurrentProcessId() ||
        qp__signal_classify(stop->options.kill_signal) == QP__SIGNAL_UNKNOWN ||
        (stop->options.ask &&
         qp__signal_classify(stop->options.signal) != QP__SIGNAL_DELIVERABLE)) {
        return -EINVAL;
    }
    return pid > 0 ? open_one(stop) : open_tree(stop);
}

void qp__stop_dispose(qp__stop *stop)
{
    qp__members_dispose(&stop->members);
    if (stop->job != NULL) {
        CloseHandle(stop->job);
    }
}

/* ---- Waiting ------------------------------------------------------------------------------ */

static int leader_of(const qp__stop *stop)
{
    return stop->pid > 0 ? stop->pid : -stop->pid;
}

static int is_live(const qp__member *one)
{
    return one->fate != QP__SPARED && qp__process_has_ended(one->process) <= 0;
}

static void note_leader(qp__stop *stop)
{
    const qp__member *leader = qp__members_find(&stop->members, leader_of(stop));

    if (leader != NULL && !stop->leader_ended && !is_live(leader)) {
        stop->leader_ended = 1;
        stop->leader_step = stop->step;
    }
}

/* The event, and as many that live as can be waited for. */
static DWORD collect(const qp__stop *stop, HANDLE handles[MAXIMUM_WAIT_OBJECTS])
{
    DWORD count = 0;
    size_t i;

    if (stop->abandoned != NULL) {
        handles[count++] = stop->abandoned;
    }
    for (i = 0; i < stop->members.count && count < MAXIMUM_WAIT_OBJECTS; i++) {
        if (is_live(&stop->members.list[i])) {
            handles[count++] = stop->members.list[i].process;
        }
    }
    return count;
}

static DWORD left_until(ULONGLONG deadline)
{
    ULONGLONG now = GetTickCount64();

    if (deadline == ULLONG_MAX) {
        return INFINITE;
    }
    return now < deadline ? (DWORD)(deadline - now) : 0;
}

static int is_abandoned(const qp__stop *stop)
{
    return stop->abandoned != NULL && WaitForSingleObject(stop->abandoned, 0) == WAIT_OBJECT_0;
}

/* Until all have ended, 1; `deadline` (GetTickCount64), 0; or it was abandoned: -ECANCELED. */
static int await_all(qp__stop *stop, ULONGLONG deadline)
{
    HANDLE handles[MAXIMUM_WAIT_OBJECTS];

    for (;;) {
        DWORD left = left_until(deadline);
        int looked = qp__members_look(&stop->members);
        DWORD count = collect(stop, handles);
        note_leader(stop);
        if (is_abandoned(stop)) {
            return -ECANCELED;
        }
        if (count == (stop->abandoned != NULL) && looked >= 0) {
            return 1;
        }
        if (left == 0) {
            return 0;
        }
        if (looked < 0 || WaitForMultipleObjects(count, handles, FALSE, left) == WAIT_FAILED) {
            Sleep(1); /* try again, but not as fast as it can fail */
        }
    }
}

/* ---- Asking ------------------------------------------------------------------------------- */

/* Each asks, and tells whether there was something to ask; -errno. */
typedef int way(qp__stop *stop);

/* 2: the leader has taken it, or all have; there is no need for another way. One that ends while it
 * is asked has taken it: it may be faster than its answer. */
static int ask_handlers(qp__stop *stop)
{
    int taken = 0;
    int others = 0;
    int leader = 0;
    size_t i;

    for (i = 0; i < stop->members.count; i++) {
        const qp__member *one = &stop->members.list[i];
        int result;
        if (!is_live(one)) {
            continue;
        }
        result = qp__deliver_if_handled(one->process, one->pid, stop->options.signal);
        stop->unsure = stop->unsure || result < 0;
        taken += result > 0;
        others += result <= 0;
        leader = leader || (result > 0 && one->pid == leader_of(stop));
    }
    return taken == 0 ? 0 : leader || others == 0 ? 2 : 1;
}

static int ask_windows(qp__stop *stop)
{
    return qp__close_windows_of(&stop->members) > 0;
}

/* A console program makes its console before its own code runs, but some time after its creation.
 */
static int is_starting(const qp__stop *stop, const qp__member *one)
{
    return stop->has_console && one->pid == leader_of(stop) && is_live(one) &&
           qp__process_age_ms(one->process) < STARTING_MS;
}

/* A helper takes some milliseconds, or as long as the machine is busy. */
static DWORD patience_of(const qp__stop *stop)
{
    DWORD left = left_until(stop->deadline);

    return left < LEAST_PATIENCE_MS  ? LEAST_PATIENCE_MS
           : left > MOST_PATIENCE_MS ? MOST_PATIENCE_MS
                                     : left;
}

/* The first that is on a console which is not ours stands for all of that console. */
static int ask_console(qp__stop *stop, DWORD event, int signal)
{
    size_t i;

    for (i = 0; i < stop->members.count; i++) {
        const qp__member *one = &stop->members.list[i];
        if (!is_live(one) || qp__console_is_shared_with(one->pid) != 0) {
            continue;
        }
        if (qp__console_helper_send(one->pid, event, patience_of(stop), stop->abandoned) > 0) {
            qp__children_mark_killed(leader_of(stop), signal);
            return 1;
        }
        stop->is_starting = stop->is_starting || is_starting(stop, one);
    }
    return 0;
}

static int ask_by_ctrl_c(qp__stop *stop)
{
    return ask_console(stop, CTRL_C_EVENT, QP_SIGINT);
}

/* cmd.exe would ask its user a question, on our console. */
static int ask_group(qp__stop *stop)
{
    const qp__member *leader = qp__members_find(&stop->members, leader_of(stop));

    if (!stop->leads_group || leader == NULL || !is_live(leader) ||
        qp__process_is_command_interpreter(leader->process) != 0 ||
        qp__console_send(leader->pid, QP_SIGBREAK) <= 0) {
        return 0;
    }
    qp__children_mark_killed(leader->pid, QP_SIGBREAK);
    return 1;
}

static int ask_by_ctrl_break(qp__stop *stop)
{
    if (stop->is_starting) {
        return 0; /* Ctrl+C comes first */
    }
    return ask_console(stop, CTRL_BREAK_EVENT, QP_SIGBREAK) > 0 ? 1 : ask_group(stop);
}

/* `later`: ways that may follow. */
static const struct {
    way *ask;
    qp_stop_step step;
    unsigned later;
} ways[] = {{ask_handlers, QP_STOP_SIGNAL, 3},
            {ask_windows, QP_STOP_CLOSE, 2},
            {ask_by_ctrl_c, QP_STOP_CTRL_C, 1},
            {ask_by_ctrl_break, QP_STOP_CTRL_BREAK, 0}};

/* ---- All of it ---------------------------------------------------------------------------- */

static ULONGLONG deadline_of(const qp__stop *stop)
{
    return stop->options.force_kill_after_ms == QP_NO_TIMEOUT
               ? ULLONG_MAX
               : GetTickCount64() + stop->options.force_kill_after_ms;
}

/* The end of this way's share of the time. */
static ULONGLONG share(const qp__stop *stop, unsigned later)
{
    ULONGLONG deadline = stop->deadline;
    ULONGLONG now = GetTickCount64();

    if (later == 0) {
        return deadline;
    }
    if (deadline == ULLONG_MAX) {
        return now + FORCE_KILL_AFTER_MS / (later + 1);
    }
    return deadline > now ? now + (deadline - now) / (later + 1) : now;
}

/* It has been asked, or need not be. */
static void settle(qp__stop *stop)
{
    if (stop->unasked != NULL) {
        InterlockedDecrement(stop->unasked);
        stop->unasked = NULL;
    }
}

/* 1: all have ended; 0: not; -ECANCELED. *asked: in any way. */
static int ask(qp__stop *stop, int *asked)
{
    int ended = 0;
    int taken = 0;
    size_t i;

    for (i = 0; ended == 0 && taken < 2 && i < sizeof(ways) / sizeof(ways[0]); i++) {
        taken = ways[i].ask(stop);
        if (taken > 0) {
            *asked = 1;
            settle(stop);
            stop->step = ways[i].step;
            ended = await_all(stop, share(stop, taken == 2 ? 0 : ways[i].later));
        } else if (is_abandoned(stop)) {
            ended = -ECANCELED;
        }
    }
    return ended;
}

/* As ask; again while there is one that may listen but could not be asked. */
static int ask_until_sure(qp__stop *stop, int *asked)
{
    for (;;) {
        ULONGLONG again = GetTickCount64() + ASK_AGAIN_MS;
        int result;

        stop->unsure = 0;
        stop->is_starting = 0;
        result = ask(stop, asked);
        stop->unsure = stop->unsure || stop->is_starting;
        if (result != 0 || *asked || !stop->unsure) {
            return result;
        }
        result = await_all(stop, again < stop->deadline ? again : stop->deadline);
        if (result != 0 || GetTickCount64() >= stop->deadline) {
            return result;
        }
    }
}

/* As ask. One that cannot be sent is followed by the next one at once. */
static int send_kill_signal(qp__stop *stop)
{
    int sent;

    stop->step = QP_STOP_SIGNAL;
    sent = qp_kill(stop->pid, stop->options.kill_signal);
    settle(stop);
    return await_all(stop, sent == 0 || sent == -ESRCH ? stop->deadline : 0);
}

static int force(qp__stop *stop)
{
    int killed;
    int ended;

    stop->step = QP_STOP_KILL;
    killed = qp_kill(stop->pid, QP_SIGKILL);
    settle(stop);
    if (killed < 0 && killed != -ESRCH) {
        return killed;
    }
    ended = await_all(stop, GetTickCount64() + GONE_AFTER_MS);
    return ended < 0 ? ended : ended > 0 ? 0 : -ETIMEDOUT;
}

int qp__stop_run(qp__stop *stop, qp_stop_step *step)
{
    int asked = 0;
    int result;

    stop->deadline = deadline_of(stop);
    result = await_all(stop, 0);
    if (result == 0 && stop->options.ask) {
        result = ask_until_sure(stop, &asked);
    }
    asked = asked || stop->unsure;
    if (result == 0 && !asked && stop->options.kill_signal != QP_SIGKILL) {
        result = send_kill_signal(stop);
    }
    /* Where nothing was asked there is nothing to wait for. */
    if (result == 0) {
        result = await_all(stop, asked || stop->deadline == ULLONG_MAX ? stop->deadline : 0);
    }
    if (result == 0) {
        result = force(stop);
    }
    settle(stop);
    *step = stop->leader_ended ? stop->leader_step : stop->step;
    return result > 0 ? 0 : result;
}
