/*
 * Programs and children whose end is waited for without blocking.
 *
 * Threads: the thread pool tells of ends and of timeouts, and ends programs whose time is over; the
 * owner of the qp_events reaps and calls back.
 */
#include "win32/watch/events.h"

#include "core/text.h"
#include "win32/program/options.h"
#include "win32/run/exec.h"
#include "win32/run/spawn.h"

#include <errno.h>

#define BUCKETS 256

struct qp_pending {
    qp_event event; /* first */
    /* Never change. */
    int pid;          /* whose end; for a wait as in qp_waitpid */
    qp__child *child; /* ours to reap; NULL: it is a wait */
    qp_done_callback *done;
    void *opaque;
    int kill_signal;
    PTP_TIMER timer; /* owned; NULL: no timeout */
    PTP_WORK reaper; /* owned; NULL: a wait. Reserved, so that nothing fails after the start */

    /* Guarded by the lock. */
    int abandoned; /* cancelled: nobody is called, the child is reaped when it has ended */
    int timer_stopped;
    qp_pending **bucket; /* the list that it is in */
    qp_pending *next;

    /* Written by the timer's callback, read after it was stopped. */
    int timed_out;
};

/* Guarded by the lock. By pid; those that wait for any of several children are in `any`. */
static qp_pending *buckets[BUCKETS];
static qp_pending *any;

static qp_pending **bucket_of(int pid)
{
    return pid > 0 ? &buckets[((unsigned int)pid >> 2) % BUCKETS] : &any;
}

/* At the end: of two that wait for one child the first gets it. */
static void insert(qp_pending *pending)
{
    qp_pending **link = pending->bucket = bucket_of(pending->pid);

    while (*link != NULL) {
        link = &(*link)->next;
    }
    pending->next = NULL;
    *link = pending;
}

static void unlink_pending(qp_pending *pending)
{
    qp_pending **link = pending->bucket;

    while (*link != pending) {
        link = &(*link)->next;
    }
    *link = pending->next;
}

/* ---- The timeout, on the thread pool ----------------------------------------------------- */

/* With the lock, or before anybody else knows of it. */
static void set_timer(qp_pending *pending, uint32_t after_ms)
{
    ULARGE_INTEGER due;
    FILETIME time;

    /* Negative: from now on. */
    due.QuadPart = (ULONGLONG)(-(LONGLONG)after_ms * 10000);
    time.dwLowDateTime = due.LowPart;
    time.dwHighDateTime = due.HighPart;
    SetThreadpoolTimer(pending->timer, &time, 0, 0);
}

static void CALLBACK on_timeout(PTP_CALLBACK_INSTANCE instance, void *opaque, PTP_TIMER timer)
{
    qp_pending *pending = opaque;
    int signal = pending->timed_out ? QP_SIGKILL : pending->kill_signal;

    (void)instance;
    (void)timer;
    /* The child is not reaped before this callback has returned, so its pid is its own. */
    if (qp__child_wait(pending->child, 0) > 0) {
        return;
    }
    pending->timed_out = 1;
    qp_kill(qp__child_target(pending->child), signal);
    qp__events_lock();
    if (!pending->timer_stopped) {
        set_timer(pending, QP__EXEC_GRACE_MS);
    }
    qp__events_unlock();
}

/* Without the lock: the callback wants it. Afterwards the callback does not run any more. */
static void stop_timer(qp_pending *pending)
{
    if (pending->timer == NULL) {
        return;
    }
    qp__events_lock();
    pending->timer_stopped = 1;
    SetThreadpoolTimer(pending->timer, NULL, 0, 0);
    qp__events_unlock();
    WaitForThreadpoolTimerCallbacks(pending->timer, TRUE);
    CloseThreadpoolTimer(pending->timer);
    pending->timer = NULL;
}

/* ---- The end ----------------------------------------------------------------------------- */

static void CALLBACK reap_abandoned(PTP_CALLBACK_INSTANCE instance, void *opaque, PTP_WORK work)
{
    qp_pending *pending = opaque;

    (void)instance;
    qp__child_forget(pending->child);
    CloseThreadpoolWork(work);
    qp__free(pending);
}

/* Reaping waits for the callback that tells of the end, and this runs inside it. */
static void reap_later(qp_pending *pending)
{
    unlink_pending(pending);
    SubmitThreadpoolWork(pending->reaper);
}

static void tell_all(qp_pending *first, int pid)
{
    qp_pending *next;

    for (; first != NULL; first = next) {
        next = first->next;
        if (first->pid > 0 && first->pid != pid) {
            continue;
        }
        if (first->abandoned) {
            reap_later(first);
        } else {
            qp__event_queue(&first->event);
        }
    }
}

static void child_ended(int pid)
{
    qp__events_lock();
    tell_all(*bucket_of(pid), pid);
    tell_all(any, pid);
    qp__events_unlock();
}

static void free_pending(qp_pending *pending)
{
    if (pending->reaper != NULL) {
        CloseThreadpoolWork(pending->reaper);
    }
    qp__free(pending);
}

static void finish(qp_pending *pending, int pid, qp_status status)
{
    qp_done_callback *done = pending->done;
    void *opaque = pending->opaque;

    qp__events_lock();
    unlink_pending(pending);
    qp__event_detach(&pending->event);
    qp__events_unlock();
    free_pending(pending);
    done(opaque, pid, status);
}

/* The system has no memory to say whether and how it ended. The host comes back, as after a
 * callback. */
static int look_again(qp_pending *pending)
{
    Sleep(1);
    qp__events_lock();
    qp__event_queue(&pending->event);
    qp__events_unlock();
    return 1;
}

static int run_wait(qp_event *event)
{
    qp_pending *pending = (qp_pending *)event;
    qp_status status;
    int pid = qp_waitpid(pending->pid, QP_WNOHANG, &status);

    if (pid == 0) {
        return 0;
    }
    if (pid == -ENOMEM) {
        return look_again(pending);
    }
    finish(pending, pid, status);
    return 1;
}

static int run_exec(qp_event *event)
{
    qp_pending *pending = (qp_pending *)event;
    qp_status status;
    int ended = qp__child_wait(pending->child, 0);

    if (ended == 0) {
        return 0;
    }
    if (ended > 0) {
        stop_timer(pending);
        ended = qp__child_reap(pending->child, 0, &status);
    }
    if (ended < 0) {
        return look_again(pending);
    }
    finish(pending, pending->pid, pending->timed_out ? pending->kill_signal : status);
    return 1;
}

/* ---- The beginning ----------------------------------------------------------------------- */

static void cancel(qp_event *event)
{
    qp_pending_cancel((qp_pending *)event);
}

static qp_pending *new_pending(qp__event_run *run, qp_done_callback *done, void *opaque)
{
    qp_pending *pending = qp__alloc(sizeof(*pending));

    if (pending != NULL) {
        ZeroMemory(pending, sizeof(*pending));
        qp__event_init(&pending->event, run, cancel);
        pending->done = done;
        pending->opaque = opaque;
    }
    return pending;
}

/* It may have ended already: look at once. */
static void begin(qp_pending *pending, qp_events *events)
{
    qp__children_on_end(child_ended);
    qp__events_lock();
    insert(pending);
    qp__event_attach(&pending->event, events, 1);
    qp__event_queue(&pending->event);
    qp__events_unlock();
}

int qp_waitpid_async(qp_events *events, int pid, qp_done_callback *done, void *opaque,
                     qp_pending **pending)
{
    *pending = new_pending(run_wait, done, opaque);
    if (*pending == NULL) {
        return -ENOMEM;
    }
    (*pending)->pid = pid;
    qp__children_watch();
    begin(*pending, events);
    return 0;
}

static int make_timer(qp_pending *pending, uint32_t timeout_ms)
{
    if (timeout_ms == QP_NO_TIMEOUT) {
        return 0;
    }
    pending->timer = CreateThreadpoolTimer(on_timeout, pending, NULL);
    return pending->timer == NULL ? -ENOMEM : 0;
}

int qp_exec_async(qp_events *events, const qp_spawn_options *spawn, const qp_exec_options *options,
                  qp_done_callback *done, void *opaque, qp_pending **pending)
{
    qp_spawn_options start;
    qp_exec_options taken;
    qp_pending *made;
    int error = qp__spawn_options_take(&start, spawn);

    if (error < 0) {
        return error;
    }
    error = qp__exec_options_take(&taken, options);
    if (error < 0) {
        return error;
    }
    made = new_pending(run_exec, done, opaque);
    if (made == NULL) {
        return -ENOMEM;
    }
    made->kill_signal = taken.kill_signal;
    error = make_timer(made, taken.timeout_ms);
    if (error < 0) {
        goto finish;
    }
    made->reaper = CreateThreadpoolWork(reap_abandoned, made, NULL);
    if (made->reaper == NULL) {
        error = qp__last_error();
        goto finish;
    }
    error = qp__spawn(&start, QP__OWNER_PRIVATE, 1, &made->child, &made->pid);
    if (error < 0) {
        goto finish;
    }
    if (made->timer != NULL) {
        set_timer(made, taken.timeout_ms);
    }
    *pending = made;
    begin(made, events);
finish:
    if (error < 0) {
        stop_timer(made);
        free_pending(made);
    }
    return error;
}

/* ---- Cancelling -------------------------------------------------------------------------- */

/* With the lock: the child is reaped when it ends, or now if it has. */
static void abandon(qp_pending *pending)
{
    pending->abandoned = 1;
    /* Where that cannot be seen, too: reaping waits for the end. */
    if (qp__child_wait(pending->child, 0) != 0) {
        reap_later(pending);
    }
}

void qp_pending_cancel(qp_pending *pending)
{
    stop_timer(pending);
    qp__events_lock();
    qp__event_detach(&pending->event);
    if (pending->child != NULL) {
        abandon(pending);
        pending = NULL;
    } else {
        unlink_pending(pending);
    }
    qp__events_unlock();
    qp__free(pending);
}
