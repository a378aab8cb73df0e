#include "win32/watch/target.h"

#include "core/text.h"
#include "win32/system/crt.h"
#include "win32/watch/sharing.h"

#include <errno.h>

qp__target *qp__targets;
volatile LONG qp__watches_in_use;

/* ---- Finding ----------------------------------------------------------------------------- */

static HANDLE handle_of(const qp__target *target)
{
    return target->source != NULL ? qp__source_handle(target->source)
                                  : qp__pump_handle(target->pump);
}

static int has(const qp__target *target, qp__direction direction)
{
    return direction == QP__READABLE ? target->source != NULL : target->pump != NULL;
}

/* The parent may have given us one file, a pipe that goes both ways, as input and as output. */
static void note_standard_duplicates(void)
{
    static int noted; /* guarded by the lock */
    HANDLE in;
    HANDLE out;
    int fd;

    for (fd = 1; !noted && fd < 3; fd++) {
        if (qp__fd_handle(0, &in) == 0 && qp__fd_handle(fd, &out) == 0 && qp__file_same(in, out)) {
            qp__sharing_duplicated(0, fd);
        }
    }
    noted = 1;
}

static qp__target *find_same_file(int fd, qp__direction direction)
{
    HANDLE handle;
    qp__target *found = qp__targets;

    if (qp__fd_handle(fd, &handle) < 0) {
        return NULL;
    }
    while (found != NULL && (!has(found, direction) || !qp__file_same(handle_of(found), handle))) {
        found = found->next;
    }
    return found;
}

qp__target *qp__target_find(int fd, qp__direction direction)
{
    qp__target *found = qp__targets;

    while (found != NULL && (found->fd != fd || !has(found, direction))) {
        found = found->next;
    }
    return found == NULL && qp__sharing_has_duplicates(fd) ? find_same_file(fd, direction) : found;
}

static void add_target(qp__target *target)
{
    target->next = qp__targets;
    qp__targets = target;
    InterlockedIncrement(&qp__watches_in_use);
}

static void drop_target(qp__target *dropped)
{
    qp__target **link = &qp__targets;

    while (*link != NULL && *link != dropped) {
        link = &(*link)->next;
    }
    if (*link != NULL) {
        *link = dropped->next;
        InterlockedDecrement(&qp__watches_in_use);
    }
    qp__free(dropped);
}

static void pump_gone(void *opaque)
{
    drop_target(opaque);
}

static void queue_watches(void *opaque)
{
    qp__watch *one = ((qp__target *)opaque)->watches;

    for (; one != NULL; one = one->next_of_target) {
        if (!one->running) {
            qp__event_queue(&one->event);
        }
    }
}

static void attach(qp__watch *watch, qp__target *target)
{
    if (target->pump != NULL && target->watches == NULL) {
        qp__pump_open(target->pump, queue_watches);
    }
    watch->target = target;
    watch->next_of_target = target->watches;
    target->watches = watch;
}

void qp__target_detach(qp__watch *detached)
{
    qp__target *target = detached->target;
    qp__watch **link;

    if (target == NULL) {
        return;
    }
    qp__events_retract(&detached->event);
    detached->target = NULL;
    for (link = &target->watches; *link != detached; link = &(*link)->next_of_target) {
    }
    *link = detached->next_of_target;
    if (target->watches != NULL) {
        return;
    }
    /* From here on the lock may be given up; neither watch nor target is used afterwards. */
    if (target->pump != NULL) {
        qp__pump_close(target->pump);
    } else {
        qp__source *source = target->source;
        drop_target(target);
        if (source != NULL) {
            qp__source_close(source);
        }
    }
}

/* ---- Making targets, without the lock ---------------------------------------------------- */

static int fill_target(qp__target *target, HANDLE handle, qp__file_kind kind,
                       qp__direction direction, int is_private)
{
    HANDLE self = GetCurrentProcess();
    HANDLE duplicate;

    if (kind == QP__FILE_PLAIN || (kind == QP__FILE_CONSOLE && direction == QP__WRITABLE)) {
        return 0;
    }
    /* A handle of our own: whatever happens to the descriptor, ours stays what it is. */
    if (!DuplicateHandle(self, handle, self, &duplicate, 0, FALSE, DUPLICATE_SAME_ACCESS)) {
        return qp__last_error();
    }
    if (direction == QP__READABLE) {
        target->source =
            qp__source_new(kind == QP__FILE_PIPE ? QP__SOURCE_PIPE : QP__SOURCE_CONSOLE, duplicate,
                           is_private, queue_watches, target);
    } else {
        target->pump = qp__pump_new(duplicate, is_private, pump_gone, target);
    }
    if (!has(target, direction)) {
        CloseHandle(duplicate);
        return -ENOMEM;
    }
    return 0;
}

/*
 * Asking what a pipe is waits for another process that reads from it or writes to it. So one that
 * others may have is taken for a pipe until its thread has asked: what is none is seen to be always
 * ready.
 */
static int kind_of(int fd, HANDLE handle, qp__direction direction, int is_private)
{
    if (!is_private && !qp__fd_is_device(fd) && qp__file_can(handle, direction)) {
        return QP__FILE_PIPE;
    }
    return qp__file_kind_of(handle);
}

/* -EBADF when `fd` cannot be watched this way. */
static int make_target(int fd, qp__direction direction, int is_private, qp__target **made)
{
    HANDLE handle;
    int kind;
    int error = qp__fd_handle(fd, &handle);

    if (error < 0) {
        return error;
    }
    kind = kind_of(fd, handle, direction, is_private);
    if (kind < 0) {
        return kind;
    }
    if (kind == QP__FILE_PIPE && !qp__file_can(handle, direction)) {
        return -EBADF;
    }
    *made = qp__alloc(sizeof(**made));
    if (*made == NULL) {
        return -ENOMEM;
    }
    ZeroMemory(*made, sizeof(**made));
    (*made)->fd = fd;
    error = fill_target(*made, handle, (qp__file_kind)kind, direction, is_private);
    if (error < 0) {
        qp__free(*made);
    }
    return error;
}

int qp__target_find_out(qp__watch *watch)
{
    qp__target *target;
    int is_private;
    int error;

    qp__events_lock();
    is_private = qp__sharing_is_private(watch->fd);
    note_standard_duplicates();
    target = qp__target_find(watch->fd, watch->direction);
    if (target != NULL) {
        attach(watch, target);
    }
    qp__events_unlock();
    if (target != NULL) {
        return 0;
    }
    error = make_target(watch->fd, watch->direction, is_private, &target);
    if (error < 0) {
        return error;
    }
    qp__events_lock();
    if (target->source != NULL || target->pump != NULL) {
        add_target(target);
    }
    attach(watch, target);
    qp__events_unlock();
    return 0;
}
