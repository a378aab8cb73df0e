#include "win32/children/children.h"

#include "core/status.h"
#include "core/text.h"
#include "win32/children/group.h"
#include "win32/children/process_wait.h"
#include "win32/signals/console_events.h"
#include "win32/signals/signal.h"
#include "win32/system/process.h"

#include <errno.h>

#define BUCKETS 1024

/* Children that ended and wait to be reaped, by the time of their end. */
typedef struct ended_list {
    qp__child *first;
    qp__child *last;
} ended_list;

struct qp__child {
    qp__child_state state;
    qp__child_owner owner;
    qp__process_wait *wait; /* NULL: never watched */
    int watched;            /* it was started */
    int ended;              /* in an ended list, if waitpid owns it */
    uint64_t end_time;      /* 100 ns units; valid when ended */
    uint64_t number;        /* of its start, from 1 */
    int told;               /* others know that it ended */
    int leads_tree;         /* its pid is in the table of groups */
    qp__child *hash_next;
    qp__child *ended_previous;
    qp__child *ended_next;
};

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;

/* All guarded by lock. Index 0: this process's own group; 1: leaders of groups. */
static qp__child *buckets[BUCKETS];
static ended_list ended[2];
static uint64_t starts;
static size_t waitable[2];         /* children that qp_waitpid may still reap */
static int watching;               /* since qp__children_watch */
static qp__children_ended *on_end; /* NULL: not asked for */

static qp__child **bucket_of(int pid)
{
    return &buckets[((unsigned int)pid >> 2) % BUCKETS];
}

static qp__child *find(int pid)
{
    qp__child *child = *bucket_of(pid);

    while (child != NULL && child->state.pid != pid) {
        child = child->hash_next;
    }
    return child;
}

static void hash_remove(qp__child *child)
{
    qp__child **link = bucket_of(child->state.pid);

    while (*link != child) {
        link = &(*link)->hash_next;
    }
    *link = child->hash_next;
}

/* Exit times may be as coarse as a tick of the clock, 15.6 ms: of several ends in one the children
 * that were started first come first. */
static int ended_before(const qp__child *a, const qp__child *b)
{
    return a->end_time != b->end_time ? a->end_time < b->end_time : a->number < b->number;
}

/* Ends are nearly always told in order, so the search from the back is short. */
static void ended_insert(qp__child *child)
{
    ended_list *list = &ended[child->state.leads_group];
    qp__child *before = list->last;

    while (before != NULL && ended_before(child, before)) {
        before = before->ended_previous;
    }
    child->ended_previous = before;
    child->ended_next = before == NULL ? list->first : before->ended_next;
    *(before == NULL ? &list->first : &before->ended_next) = child;
    *(child->ended_next == NULL ? &list->last : &child->ended_next->ended_previous) = child;
}

static void ended_remove(qp__child *child)
{
    ended_list *list = &ended[child->state.leads_group];

    *(child->ended_previous == NULL ? &list->first : &child->ended_previous->ended_next) =
        child->ended_next;
    *(child->ended_next == NULL ? &list->last : &child->ended_next->ended_previous) =
        child->ended_previous;
}

static void mark_ended(qp__child *child, uint64_t time)
{
    if (child->ended) {
        return;
    }
    child->ended = 1;
    child->end_time = time;
    if (child->owner == QP__OWNER_WAITPID) {
        ended_insert(child);
    }
}

/* Without the lock. */
static void tell(qp__child *child)
{
    qp__children_ended *hook;

    child->told = 1;
    AcquireSRWLockShared(&lock);
    hook = on_end;
    ReleaseSRWLockShared(&lock);
    if (hook != NULL) {
        hook(child->state.pid);
    }
    qp__signal_raise(QP_SIGCHLD);
}

void qp__children_on_end(qp__children_ended *hook)
{
    AcquireSRWLockExclusive(&lock);
    on_end = hook;
    ReleaseSRWLockExclusive(&lock);
}

/* On a thread of process_wait.h. The child cannot go away: whoever reaps it waits for this callback
 * first. */
static void on_ended(void *opaque, uint64_t time)
{
    qp__child *child = opaque;

    AcquireSRWLockExclusive(&lock);
    mark_ended(child, time);
    ReleaseSRWLockExclusive(&lock);
    WakeAllConditionVariable(&changed);
    tell(child);
}

qp__child *qp__child_new(qp__child_owner owner, int watched)
{
    qp__child *child = qp__alloc(sizeof(*child));

    if (child == NULL) {
        return NULL;
    }
    ZeroMemory(child, sizeof(*child));
    child->owner = owner;
    if (watched) {
        child->wait = qp__process_wait_new(on_ended, child);
        if (child->wait == NULL) {
            qp__free(child);
            return NULL;
        }
    }
    return child;
}

/* With the lock. */
static void watch(qp__child *child)
{
    if (child->wait != NULL && !child->watched) {
        child->watched = 1;
        qp__process_wait_start(child->wait, child->state.process, child->number);
    }
}

/* Not under the lock: a running callback may be waiting for it. */
static void stop_watching(qp__child *child)
{
    if (child->wait != NULL) {
        qp__process_wait_free(child->wait);
        child->wait = NULL;
    }
}

qp__child *qp__child_free(qp__child *child)
{
    if (child != NULL) {
        stop_watching(child);
        qp__free(child);
    }
    return NULL;
}

void qp__child_add(qp__child *child, HANDLE process, int pid, int leads_group, int leads_tree,
                   int has_console)
{
    child->state.process = process;
    child->state.pid = pid;
    child->state.leads_group = leads_group;
    child->state.has_console = has_console;
    child->leads_tree = leads_tree;
    AcquireSRWLockExclusive(&lock);
    child->number = ++starts;
    child->hash_next = *bucket_of(pid);
    *bucket_of(pid) = child;
    if (child->owner == QP__OWNER_WAITPID) {
        waitable[leads_group]++;
    }
    if (watching || child->owner == QP__OWNER_PRIVATE) {
        watch(child);
    }
    ReleaseSRWLockExclusive(&lock);
}

/* With the lock held; the child is the caller's alone afterwards. */
static void take_out(qp__child *child)
{
    hash_remove(child);
    if (child->owner == QP__OWNER_WAITPID) {
        waitable[child->state.leads_group]--;
        if (child->ended) {
            ended_remove(child);
        }
    }
}

/* Before take_out: a child of which the system does not tell how it ended can be asked for again.
 */
static int read_exit_code(const qp__child *child, DWORD *exit_code)
{
    return GetExitCodeProcess(child->state.process, exit_code) ? 0 : qp__last_error();
}

/* Without the lock, after take_out. */
static void finish_child(qp__child *child)
{
    stop_watching(child);
    if (!child->told) {
        tell(child);
    }
    if (child->leads_tree) {
        qp__group_leader_reaped(child->state.pid, child->state.process);
    } else {
        CloseHandle(child->state.process);
    }
    qp__free(child);
}

/* How it ended. */
static qp_status finish_with_status(qp__child *child, DWORD exit_code, int blocking)
{
    qp_status status = qp__status_from_exit_code(exit_code, child->state.sent);

    if (blocking && child->state.sent == 0) {
        qp__signal_console_catch_up(exit_code);
    }
    finish_child(child);
    return status;
}

int qp__child_pid(const qp__child *child)
{
    return child->state.pid;
}

int qp__child_target(const qp__child *child)
{
    return child->leads_tree ? -child->state.pid : child->state.pid;
}

HANDLE qp__child_process(const qp__child *child)
{
    return child->state.process;
}

int qp__child_wait(const qp__child *child, DWORD timeout_ms)
{
    return qp__process_await(child->state.process, timeout_ms);
}

int qp__child_reap(qp__child *child, int blocking, qp_status *status)
{
    DWORD exit_code;
    int error = read_exit_code(child, &exit_code);

    if (error < 0) {
        return error;
    }
    AcquireSRWLockExclusive(&lock);
    take_out(child);
    ReleaseSRWLockExclusive(&lock);
    *status = finish_with_status(child, exit_code, blocking);
    return 0;
}

qp__child *qp__child_forget(qp__child *child)
{
    AcquireSRWLockExclusive(&lock);
    take_out(child);
    ReleaseSRWLockExclusive(&lock);
    finish_child(child);
    return NULL;
}

int qp__children_act(int pid, qp__child_action *act, void *opaque)
{
    qp__child *child;
    int result = -ECHILD;

    AcquireSRWLockExclusive(&lock);
    child = find(pid);
    if (child != NULL) {
        result = act(&child->state, opaque);
    }
    ReleaseSRWLockExclusive(&lock);
    return result;
}

static int mark_killed(qp__child_state *state, void *signal)
{
    if (qp__process_has_ended(state->process) <= 0) {
        state->sent |= 1u << *(int *)signal;
    }
    return 0;
}

void qp__children_mark_killed(int pid, int signal)
{
    qp__children_act(pid, mark_killed, &signal);
}

/* ---- qp_waitpid ---- */

static qp__child *waitable_child(int pid)
{
    qp__child *child = find(pid);

    return child != NULL && child->owner == QP__OWNER_WAITPID ? child : NULL;
}

static qp__child *first_ended(void)
{
    qp__child *own = ended[0].first;
    qp__child *leader = ended[1].first;

    if (own == NULL || leader == NULL) {
        return own == NULL ? leader : own;
    }
    return ended_before(leader, own) ? leader : own;
}

/* Nobody may have told yet what the handle already knows. 1: it has ended; 0; -errno. */
static int look_whether_ended(qp__child *child)
{
    int result = child->ended ? 1 : qp__process_has_ended(child->state.process);

    if (result > 0 && !child->ended) {
        mark_ended(child, qp__process_end_time(child->state.process));
    }
    return result;
}

/* Nobody is told of what ended before: whoever wants to know looks first. */
static void watch_all(void)
{
    size_t i;

    watching = 1;
    for (i = 0; i < BUCKETS; i++) {
        qp__child *child = buckets[i];
        for (; child != NULL; child = child->hash_next) {
            if (child->owner == QP__OWNER_WAITPID && look_whether_ended(child) > 0) {
                child->told = 1;
            } else {
                watch(child);
            }
        }
    }
}

void qp__children_watch(void)
{
    AcquireSRWLockExclusive(&lock);
    if (!watching) {
        watch_all();
    }
    ReleaseSRWLockExclusive(&lock);
}

/*
 * With the lock held: *child is one that ended and that `pid` means, or NULL when none has ended
 * yet. 0; -ECHILD when `pid` means no child; -errno when that cannot be seen.
 */
static int select_ended(int pid, qp__child **child)
{
    qp__child *one;
    int result;

    if (pid == -1) {
        *child = first_ended();
        return waitable[0] + waitable[1] > 0 ? 0 : -ECHILD;
    }
    if (pid == 0) {
        *child = ended[0].first;
        return waitable[0] > 0 ? 0 : -ECHILD;
    }
    one = waitable_child(pid > 0 ? pid : -pid);
    if (one == NULL || (pid < 0 && !one->state.leads_group)) {
        return -ECHILD;
    }
    result = look_whether_ended(one);
    *child = result > 0 ? one : NULL;
    return result < 0 ? result : 0;
}

/* Gives the lock up. The child may be reaped by another thread meanwhile, hence the duplicate. 0 or
 * -errno. */
static int wait_for_one(qp__child *child)
{
    HANDLE self = GetCurrentProcess();
    HANDLE process;
    int result;

    if (!DuplicateHandle(self, child->state.process, self, &process, SYNCHRONIZE, FALSE, 0)) {
        watch(child);
        SleepConditionVariableSRW(&changed, &lock, INFINITE, 0);
        return 0;
    }
    ReleaseSRWLockExclusive(&lock);
    result = qp__process_await(process, INFINITE);
    CloseHandle(process);
    AcquireSRWLockExclusive(&lock);
    return result < 0 ? result : 0;
}

/*
 * The same, waiting. Between two looks another thread may reap the child that is waited for; then
 * it is -ECHILD, as if that thread had come first.
 */
static int wait_for_ended(int pid, int options, qp__child **child)
{
    int result = select_ended(pid, child);

    while (result == 0 && *child == NULL && !(options & QP_WNOHANG)) {
        qp__child *one = pid > 0 || pid < -1 ? find(pid > 0 ? pid : -pid) : NULL;

        if (one != NULL) {
            result = wait_for_one(one);
        } else {
            SleepConditionVariableSRW(&changed, &lock, INFINITE, 0);
        }
        result = result < 0 ? result : select_ended(pid, child);
    }
    return result;
}

static int waitpid_status(int pid, int options, qp_status *status)
{
    qp__child *child = NULL;
    DWORD exit_code;
    int result;

    /* -INT_MIN is no int, and no group either. */
    if (pid < -INT32_MAX) {
        *status = QP_STATUS_NO_CHILD;
        return -ECHILD;
    }
    AcquireSRWLockExclusive(&lock);
    if (!watching && (pid == -1 || pid == 0)) {
        watch_all();
    }
    result = wait_for_ended(pid, options, &child);
    if (child != NULL && (result = read_exit_code(child, &exit_code)) == 0) {
        result = child->state.pid;
        take_out(child);
    }
    ReleaseSRWLockExclusive(&lock);
    if (result > 0) {
        /* Others who wait for this child, or for the last one, have to see that it is gone. */
        WakeAllConditionVariable(&changed);
        *status = finish_with_status(child, exit_code, !(options & QP_WNOHANG));
    } else {
        *status = result < 0 ? QP_STATUS_NO_CHILD : 0;
    }
    return result;
}

int qp_waitpid(int pid, int options, qp_status *status)
{
    qp_status ignored;

    return waitpid_status(pid, options, status != NULL ? status : &ignored);
}
