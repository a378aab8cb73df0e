/*
 * qp_stop, on the caller's thread or on one of its own.
 */
#include "quickproc/stop.h"

#include "core/text.h"
#include "win32/control/stop_sequence.h"
#include "win32/system/nt.h"
#include "win32/system/thread.h"
#include "win32/watch/events.h"

#include <errno.h>
#include <stdlib.h>

int qp_stop(int pid, const qp_stop_options *options, qp_stop_step *step)
{
    qp_stop_step ended = QP_STOP_EXIT;
    qp__stop stop;
    int result = qp__stop_init(&stop, pid, options);

    if (result == 0) {
        result = qp__stop_run(&stop, &ended);
    }
    qp__stop_dispose(&stop);
    if (step != NULL) {
        *step = ended;
    }
    return result;
}

struct qp_stopping {
    qp_event event; /* first */
    qp__stop stop;
    qp_stopped_callback *done;
    void *opaque;
    volatile LONG users; /* its owner and its thread */
    /* Written by the thread before the event is queued. */
    int result;
    qp_stop_step step;
};

/* ---- At the end of the process ------------------------------------------------------------ */

/* How long the end waits for those that are about to ask. */
#define PATIENCE_MS 2000

static volatile LONG unasked;

/* A program that was to be stopped is asked, or killed where there is no way to, although this
 * process ends now. Of a DLL this runs when its threads are gone. */
static void ask_at_exit(void)
{
    qp__nt_RtlDllShutdownInProgress is_ending = QP__NT(RtlDllShutdownInProgress);
    ULONGLONG deadline = GetTickCount64() + PATIENCE_MS;

    while ((is_ending == NULL || !is_ending()) && unasked > 0 && GetTickCount64() < deadline) {
        Sleep(1);
    }
}

/* With the lock. */
static int register_exit(void)
{
    static int registered;

    if (!registered && atexit(ask_at_exit) != 0) {
        return -ENOMEM;
    }
    registered = 1;
    return 0;
}

/* ---- On a thread of its own ---------------------------------------------------------------- */

static void leave(qp_stopping *stopping)
{
    if (InterlockedDecrement(&stopping->users) > 0) {
        return;
    }
    qp__stop_dispose(&stopping->stop);
    if (stopping->stop.abandoned != NULL) {
        CloseHandle(stopping->stop.abandoned);
    }
    qp__free(stopping);
}

static DWORD WINAPI run(void *opaque)
{
    qp_stopping *stopping = opaque;

    stopping->result = qp__stop_run(&stopping->stop, &stopping->step);
    qp__events_lock();
    if (stopping->event.events != NULL) {
        qp__event_queue(&stopping->event);
    }
    qp__events_unlock();
    leave(stopping);
    return 0;
}

static int tell(qp_event *event)
{
    qp_stopping *stopping = (qp_stopping *)event;
    qp_stopped_callback *done = stopping->done;
    void *opaque = stopping->opaque;
    qp_stop_step step = stopping->step;
    int result = stopping->result;

    qp__events_lock();
    qp__event_detach(&stopping->event);
    qp__events_unlock();
    leave(stopping);
    done(opaque, result, step);
    return 1;
}

void qp_stop_cancel(qp_stopping *stopping)
{
    qp__events_lock();
    qp__event_detach(&stopping->event);
    qp__events_unlock();
    SetEvent(stopping->stop.abandoned);
    leave(stopping);
}

static void cancel(qp_event *event)
{
    qp_stop_cancel((qp_stopping *)event);
}

/* With the thread's share, which goes when there is no thread. */
static int start_thread(qp_stopping *stopping)
{
    HANDLE thread;

    stopping->users = 2;
    stopping->stop.unasked = &unasked;
    InterlockedIncrement(&unasked);
    thread = qp__thread_new(QP__STACK_BYTES, run, stopping);
    if (thread == NULL) {
        int error = qp__last_error();
        InterlockedDecrement(&unasked);
        stopping->users = 1;
        return error;
    }
    CloseHandle(thread);
    return 0;
}

static int start(qp_stopping *stopping, qp_events *events)
{
    int error;

    stopping->stop.abandoned = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (stopping->stop.abandoned == NULL) {
        return qp__last_error();
    }
    qp__events_lock();
    qp__event_attach(&stopping->event, events, 1);
    error = register_exit();
    qp__events_unlock();
    error = error < 0 ? error : start_thread(stopping);
    if (error < 0) {
        qp__events_lock();
        qp__event_detach(&stopping->event);
        qp__events_unlock();
    }
    return error;
}

int qp_stop_async(qp_events *events, int pid, const qp_stop_options *options,
                  qp_stopped_callback *done, void *opaque, qp_stopping **stopping)
{
    qp_stopping *made = qp__alloc(sizeof(*made));
    int error;

    if (made == NULL) {
        return -ENOMEM;
    }
    ZeroMemory(made, sizeof(*made));
    qp__event_init(&made->event, tell, cancel);
    made->done = done;
    made->opaque = opaque;
    made->users = 1;
    error = qp__stop_init(&made->stop, pid, options);
    if (error < 0) {
        goto finish;
    }
    error = start(made, events);
    if (error < 0) {
        goto finish;
    }
    *stopping = made;
finish:
    if (error < 0) {
        leave(made);
    }
    return error;
}
