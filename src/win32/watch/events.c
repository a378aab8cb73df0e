/*
 * Threads: any thread may queue; the owner takes off the queue and runs.
 */
#include "win32/watch/events.h"

#include "core/text.h"

#include <errno.h>

/* Everything is guarded by the lock. */
struct qp_events {
    DWORD owner; /* the thread that made it or dispatched last */
    qp_event *first;
    qp_event *last;
    HANDLE handle; /* NULL until the host asks for it; signalled: the queue is not empty */
    qp_notify_callback *notify;
    void *notify_opaque;
    int notified; /* and the owner has not looked in vain since */
    long active;  /* events that are awaited */
    qp__port port;
    qp__direct direct;
    int asleep; /* the owner waits for nothing that comes to the port */
    CONDITION_VARIABLE arrived;
    qp_event *newest;
};

/* ---- The queue, with the lock ------------------------------------------------------------ */

static void tell(qp_events *events)
{
    if (events->notify != NULL && !events->notified) {
        events->notified = 1;
        events->notify(events->notify_opaque);
    }
    qp__port_wake(&events->port);
    qp__direct_call_out(&events->direct);
    if (events->asleep) {
        events->asleep = 0;
        WakeConditionVariable(&events->arrived);
    }
}

void qp__event_init(qp_event *event, qp__event_run *run, qp__event_cancel *cancel)
{
    ZeroMemory(event, sizeof(*event));
    event->run = run;
    event->cancel = cancel;
}

void qp__event_attach(qp_event *event, qp_events *events, int awaited)
{
    event->events = events;
    event->awaited = awaited;
    event->newer = NULL;
    event->older = events->newest;
    if (event->older != NULL) {
        event->older->newer = event;
    }
    events->newest = event;
    events->active += awaited;
}

void qp__event_detach(qp_event *event)
{
    qp_events *events = event->events;

    if (events == NULL) {
        return;
    }
    qp__event_unqueue(event);
    qp__events_retract(event);
    events->active -= event->awaited;
    *(event->newer == NULL ? &events->newest : &event->newer->older) = event->older;
    if (event->older != NULL) {
        event->older->newer = event->newer;
    }
    event->events = NULL;
}

void qp__event_await(qp_event *event, int awaited)
{
    if (event->events != NULL) {
        event->events->active += awaited - event->awaited;
        event->awaited = awaited;
    }
}

void qp__event_queue(qp_event *event)
{
    qp_events *events = event->events;

    if (event->queued || events == NULL) {
        return;
    }
    event->queued = 1;
    event->next = NULL;
    event->previous = events->last;
    *(events->last == NULL ? &events->first : &events->last->next) = event;
    events->last = event;
    if (events->handle != NULL && events->first == event) {
        SetEvent(events->handle);
    }
    tell(events);
}

void qp__event_unqueue(qp_event *event)
{
    qp_events *events = event->events;

    if (!event->queued) {
        return;
    }
    event->queued = 0;
    *(event->previous == NULL ? &events->first : &event->previous->next) = event->next;
    *(event->next == NULL ? &events->last : &event->next->previous) = event->previous;
    if (events->handle != NULL && events->first == NULL) {
        ResetEvent(events->handle);
    }
}

int qp__events_is_mine(const qp_events *events)
{
    return events != NULL && events->owner == GetCurrentThreadId();
}

/* ---- qp_events --------------------------------------------------------------------------- */

int qp_events_new(qp_events **events)
{
    qp_events *made = qp__alloc(sizeof(*made));

    if (made == NULL) {
        return -ENOMEM;
    }
    ZeroMemory(made, sizeof(*made));
    made->owner = GetCurrentThreadId();
    *events = made;
    return 0;
}

/* Only the owner detaches events, so it stays while the lock is free. */
static qp_event *newest_of(const qp_events *events)
{
    qp_event *newest;

    qp__events_lock();
    newest = events->newest;
    qp__events_unlock();
    return newest;
}

qp_events *qp_events_free(qp_events *events)
{
    qp_event *event;

    if (events == NULL) {
        return NULL;
    }
    qp_events_set_notify(events, NULL, NULL);
    while ((event = newest_of(events)) != NULL) {
        event->cancel(event);
    }
    qp__port_close(&events->port);
    qp__direct_close(&events->direct);
    if (events->handle != NULL) {
        CloseHandle(events->handle);
    }
    qp__free(events);
    return NULL;
}

/* With the lock: does the owner wait for something of the host's, and not in qp_events_wait? */
static int is_elsewhere(const qp_events *events)
{
    return events->handle != NULL || events->notify != NULL;
}

/* With the lock: threads wait for what the owner does not. 0; -errno. */
static int find_server(qp_events *events)
{
    if (!is_elsewhere(events)) {
        return 0;
    }
    qp__direct_decline(&events->direct);
    return events->port.handle != NULL ? qp__port_serve(&events->port) : 0;
}

int qp__events_offer(qp_event *event, qp__direct_wait *wait)
{
    if (is_elsewhere(event->events)) {
        return 0;
    }
    qp__direct_offer(&event->events->direct, wait, event);
    return 1;
}

void qp__events_retract(const qp_event *event)
{
    if (event->events != NULL) {
        qp__direct_retract(&event->events->direct, event);
    }
}

int qp__events_bind(qp_events *events, HANDLE file)
{
    int error = qp__port_open(&events->port);

    if (error < 0) {
        return error;
    }
    error = find_server(events);
    return error < 0 ? error : qp__port_bind(&events->port, file);
}

void qp__events_begin(qp_events *events, qp__operation *operation)
{
    qp__port_begin(&events->port, operation);
}

void qp__events_withdraw(qp_events *events)
{
    qp__port_withdraw(&events->port);
}

void *qp_events_handle(qp_events *events)
{
    qp__events_lock();
    if (events->handle == NULL) {
        events->handle = CreateEventW(NULL, TRUE, events->first != NULL, NULL);
    }
    if (find_server(events) < 0) {
        CloseHandle(events->handle);
        events->handle = NULL;
    }
    qp__events_unlock();
    return events->handle;
}

void qp_events_set_notify(qp_events *events, qp_notify_callback *notify, void *opaque)
{
    qp__events_lock();
    events->notify = notify;
    events->notify_opaque = opaque;
    events->notified = 0;
    if (events->first != NULL) {
        tell(events);
    }
    /* The host is not told of a failure: it is tried until there is a thread. */
    while (find_server(events) < 0) {
        qp__events_unlock();
        Sleep(1);
        qp__events_lock();
    }
    qp__events_unlock();
}

/* ---- Waiting ----------------------------------------------------------------------------- */

static int is_due(qp_events *events)
{
    int due;

    qp__events_lock();
    events->port.waiting = 0;
    due = events->first != NULL;
    qp__events_unlock();
    return due;
}

/* With the lock, which it gives up: another thread serves the port. */
static int wait_for_handle(qp_events *events, uint32_t timeout_ms)
{
    HANDLE handle;

    qp__events_unlock();
    handle = qp_events_handle(events);
    if (handle == NULL) {
        return -ENOMEM;
    }
    if (WaitForSingleObject(handle, timeout_ms) == WAIT_FAILED) {
        return qp__last_error();
    }
    return is_due(events);
}

/* The host no longer waits for something else: its thread need not be asked by another one. */
static void leave_server(qp_events *events)
{
    int is_needed;

    qp__events_lock();
    is_needed = is_elsewhere(events);
    qp__events_unlock();
    if (!is_needed) {
        qp__port_stop_serving(&events->port);
    }
}

/* With the lock. */
static int waits_directly(qp_events *events, uint32_t timeout_ms)
{
    return events->first == NULL && timeout_ms > 0 && qp__direct_stay(&events->direct, timeout_ms);
}

/* With the lock, as nothing that is under way ends at the port: that needs no call to the system
 * while the queue fills. */
static int sleep_until_due(qp_events *events, uint32_t timeout_ms)
{
    if (waits_directly(events, timeout_ms)) {
        return events->first != NULL;
    }
    qp__direct_decline(&events->direct);
    if (events->first == NULL && timeout_ms > 0) {
        events->asleep = 1;
        qp__events_sleep(&events->arrived, timeout_ms);
        events->asleep = 0;
    }
    return events->first != NULL;
}

int qp_events_wait(qp_events *events, uint32_t timeout_ms)
{
    int due;

    leave_server(events);
    qp__events_lock();
    if (events->port.server != NULL) {
        return wait_for_handle(events, timeout_ms);
    }
    if (events->port.outstanding == 0) {
        due = sleep_until_due(events, timeout_ms);
        qp__events_unlock();
        return due;
    }
    qp__direct_decline(&events->direct);
    if (events->first != NULL) {
        timeout_ms = 0;
    }
    events->port.waiting = timeout_ms != 0;
    qp__events_unlock();
    qp__port_wait(&events->port, timeout_ms);
    return is_due(events);
}

static qp_event *take_first(qp_events *events)
{
    qp_event *event;

    qp__events_lock();
    event = events->first;
    if (event != NULL) {
        qp__event_unqueue(event);
    } else {
        events->notified = 0;
    }
    qp__events_unlock();
    return event;
}

/* Nothing was there to dispatch: if the host comes back without having waited, it only looks from
 * time to time. */
static void rest(qp_events *events, const qp__direct_wait *offered_before)
{
    qp__events_lock();
    if (events->direct.offered == offered_before) {
        qp__direct_decline(&events->direct);
    }
    qp__events_unlock();
}

int qp_events_dispatch(qp_events *events)
{
    const qp__direct_wait *offered;
    qp_event *event;

    qp__events_lock();
    events->owner = GetCurrentThreadId();
    offered = events->direct.offered;
    qp__events_unlock();
    while ((event = take_first(events)) != NULL) {
        if (event->run(event)) {
            return 1;
        }
    }
    rest(events, offered);
    return 0;
}

int qp_events_is_active(const qp_events *events)
{
    int active;

    qp__events_lock();
    active = events->active > 0;
    qp__events_unlock();
    return active;
}

/* ---- Events of the host ------------------------------------------------------------------ */

typedef struct host_event {
    qp_event event;
    qp_ready_callback *callback;
    void *opaque;
} host_event;

static int run_host_event(qp_event *event)
{
    host_event *host = (host_event *)event;

    host->callback(host->opaque);
    return 1;
}

/* It stays the host's, to be freed. */
static void cancel_host_event(qp_event *event)
{
    qp__events_lock();
    qp__event_detach(event);
    qp__events_unlock();
}

int qp_event_new(qp_events *events, qp_ready_callback *callback, void *opaque, qp_event **event)
{
    host_event *made = qp__alloc(sizeof(*made));

    if (made == NULL) {
        return -ENOMEM;
    }
    qp__event_init(&made->event, run_host_event, cancel_host_event);
    made->callback = callback;
    made->opaque = opaque;
    qp__events_lock();
    qp__event_attach(&made->event, events, 0);
    qp__events_unlock();
    *event = &made->event;
    return 0;
}

void qp_event_post(qp_event *event)
{
    qp__events_lock();
    qp__event_queue(event);
    qp__events_unlock();
}

qp_event *qp_event_free(qp_event *event)
{
    if (event != NULL) {
        cancel_host_event(event);
        qp__free(event);
    }
    return NULL;
}
