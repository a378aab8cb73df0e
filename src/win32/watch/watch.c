#include "win32/watch/watch.h"

#include "core/text.h"
#include "win32/watch/target.h"

#include <errno.h>

/* All of them; guarded by the lock. */
static qp__watch *watches;

/* ---- Running ----------------------------------------------------------------------------- */

/* With the lock. */
static int is_ready(qp__watch *watch)
{
    const qp__target *target = watch->target;

    if (target != NULL && target->source != NULL) {
        return qp__source_is_ready(target->source);
    }
    /* Also when the descriptor is not open: poll's POLLNVAL. */
    return target == NULL || target->pump == NULL || qp__pump_has_room(target->pump);
}

/* With the lock. There is no thread or no memory for it now; in a moment there may be. The host
 * comes back, as after a callback. */
static int look_again(qp__watch *watch)
{
    qp__event_queue(&watch->event);
    qp__events_unlock();
    Sleep(1);
    qp__events_lock();
    return 1;
}

/* With the lock. */
static int arm(qp__watch *watch)
{
    const qp__target *target = watch->target;
    int is_alone;

    if (target == NULL) {
        return 0;
    }
    if (target->source == NULL) {
        return qp__pump_arm(target->pump);
    }
    is_alone = target->watches == watch && watch->next_of_target == NULL;
    return qp__source_arm(target->source, is_alone ? &watch->event : NULL);
}

/* With the lock. */
static int wait_for(qp__watch *watch)
{
    return arm(watch) == 0 ? 0 : look_again(watch);
}

static int call_back(qp__watch *watch)
{
    qp_ready_callback *ready = watch->ready;
    void *opaque = watch->opaque;

    watch->running = 1;
    qp__events_unlock();
    ready(opaque);
    qp__events_lock();
    watch->running = 0;
    if (watch->removed) {
        qp__free(watch);
    } else {
        /* Level-triggered: look again, when everything else had its turn. */
        qp__event_queue(&watch->event);
    }
    return 1;
}

/* Is it to be found out now what the watch's descriptor is? Once that is closed it is queued again.
 */
static int has_to_look(const qp__watch *watch)
{
    int has_to;

    qp__events_lock();
    has_to = watch->target == NULL && !watch->closing;
    qp__events_unlock();
    return has_to;
}

static int run(qp_event *event)
{
    qp__watch *one = (qp__watch *)event;
    int error = has_to_look(one) ? qp__target_find_out(one) : 0;
    int called;

    qp__events_lock();
    if (one->closing) {
        called = 0;
    } else if (qp__is_exhausted(error)) {
        called = look_again(one);
    } else {
        called = is_ready(one) ? call_back(one) : wait_for(one);
    }
    qp__events_unlock();
    return called;
}

/* ---- Setting and removing ---------------------------------------------------------------- */

static qp__watch *find_watch(const qp_events *events, int fd, qp__direction direction)
{
    qp__watch *one = watches;

    while (one != NULL &&
           (one->fd != fd || one->direction != direction || one->event.events != events)) {
        one = one->next;
    }
    return one;
}

/* With the lock. */
static void remove_watch(qp__watch *removed)
{
    qp__watch **link = &watches;

    while (*link != removed) {
        link = &(*link)->next;
    }
    *link = removed->next;
    InterlockedDecrement(&qp__watches_in_use);
    qp__event_detach(&removed->event);
    qp__target_detach(removed);
    if (removed->running) {
        removed->removed = 1;
    } else {
        qp__free(removed);
    }
}

static void cancel(qp_event *event)
{
    qp__events_lock();
    remove_watch((qp__watch *)event);
    qp__events_unlock();
}

static qp__watch *new_watch(int fd, qp__direction direction)
{
    qp__watch *made = qp__alloc(sizeof(*made));

    if (made != NULL) {
        ZeroMemory(made, sizeof(*made));
        qp__event_init(&made->event, run, cancel);
        made->fd = fd;
        made->direction = direction;
    }
    return made;
}

static int replace_callback(qp_events *events, int fd, qp__direction direction,
                            qp_ready_callback *ready, void *opaque)
{
    qp__watch *one;

    qp__events_lock();
    one = find_watch(events, fd, direction);
    if (one != NULL) {
        one->ready = ready;
        one->opaque = opaque;
    }
    qp__events_unlock();
    return one != NULL;
}

static int set(qp_events *events, int fd, qp__direction direction, qp_ready_callback *ready,
               void *opaque)
{
    qp__watch *made;
    int error;

    if (replace_callback(events, fd, direction, ready, opaque)) {
        return 0;
    }
    made = new_watch(fd, direction);
    if (made == NULL) {
        return -ENOMEM;
    }
    error = qp__target_find_out(made);
    if (error < 0) {
        qp__free(made);
        return error;
    }
    made->ready = ready;
    made->opaque = opaque;
    qp__events_lock();
    made->next = watches;
    watches = made;
    InterlockedIncrement(&qp__watches_in_use);
    qp__event_attach(&made->event, events, 1);
    qp__event_queue(&made->event);
    qp__events_unlock();
    return 0;
}

static void unset(qp_events *events, int fd, qp__direction direction)
{
    qp__watch *one;

    qp__events_lock();
    one = find_watch(events, fd, direction);
    if (one != NULL) {
        remove_watch(one);
    }
    qp__events_unlock();
}

int qp_watch_readable(qp_events *events, int fd, qp_ready_callback *ready, void *opaque)
{
    return set(events, fd, QP__READABLE, ready, opaque);
}

int qp_watch_writable(qp_events *events, int fd, qp_ready_callback *ready, void *opaque)
{
    return set(events, fd, QP__WRITABLE, ready, opaque);
}

void qp_unwatch_readable(qp_events *events, int fd)
{
    unset(events, fd, QP__READABLE);
}

void qp_unwatch_writable(qp_events *events, int fd)
{
    unset(events, fd, QP__WRITABLE);
}

/* ---- A descriptor that goes -------------------------------------------------------------- */

/* Detaching gives up the lock: any watch may be gone afterwards. */
static void lose_targets(int fd)
{
    qp__watch *one = watches;

    while (one != NULL) {
        if (one->fd == fd && one->target != NULL) {
            qp__target_detach(one);
            one = watches;
        } else {
            one = one->next;
        }
    }
}

static void set_closing(int fd, int closing)
{
    qp__watch *one;

    for (one = watches; one != NULL; one = one->next) {
        if (one->fd == fd) {
            one->closing = closing;
            if (!closing && !one->running) {
                qp__event_queue(&one->event);
            }
        }
    }
}

void qp__watch_lose(int fd)
{
    set_closing(fd, 1);
    lose_targets(fd);
}

/* An owner may have been about to look, and have found what was closed. */
void qp__watch_look(int fd)
{
    lose_targets(fd);
    set_closing(fd, 0);
}

void qp__watch_lose_sources(void)
{
    qp__watch *one = watches;

    while (one != NULL) {
        if (one->target != NULL && one->target->source != NULL) {
            if (!one->running) {
                qp__event_queue(&one->event);
            }
            qp__target_detach(one);
            one = watches;
        } else {
            one = one->next;
        }
    }
}
