/*
 * The end of a process that is no child, told to an event queue.
 */
#include "win32/processes/process.h"

#include <errno.h>

/* On a thread of the system's pool. */
static void CALLBACK on_end(void *opaque, BOOLEAN timed_out)
{
    qp_process *process = opaque;

    (void)timed_out;
    qp__events_lock();
    qp__event_queue(&process->event);
    qp__events_unlock();
}

/* Without the lock: it waits for on_end, which wants it. */
void qp_process_unwatch(qp_process *process)
{
    if (process == NULL || process->wait == NULL) {
        return;
    }
    UnregisterWaitEx(process->wait, INVALID_HANDLE_VALUE);
    process->wait = NULL;
    qp__events_lock();
    qp__event_detach(&process->event);
    qp__events_unlock();
}

static int run(qp_event *event)
{
    qp_process *process = (qp_process *)event;

    qp_process_unwatch(process);
    process->ended(process->opaque);
    return 1;
}

static void cancel(qp_event *event)
{
    qp_process_unwatch((qp_process *)event);
}

int qp_process_watch(qp_process *process, qp_events *events, qp_ready_callback *ended, void *opaque)
{
    int error = 0;

    if (process == NULL || events == NULL || ended == NULL) {
        return -EINVAL;
    }
    if (process->wait != NULL) {
        return -EBUSY;
    }
    process->ended = ended;
    process->opaque = opaque;
    qp__event_init(&process->event, run, cancel);
    qp__events_lock();
    qp__event_attach(&process->event, events, 1);
    qp__events_unlock();
    if (!RegisterWaitForSingleObject(&process->wait, process->handle, on_end, process, INFINITE,
                                     WT_EXECUTEONLYONCE)) {
        error = qp__last_error();
        process->wait = NULL;
        qp__events_lock();
        qp__event_detach(&process->event);
        qp__events_unlock();
    }
    return error;
}
