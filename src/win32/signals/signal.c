#include "win32/signals/signal.h"

#include "core/signals.h"
#include "win32/signals/sleep.h"
#include "win32/system/win.h"

#include <errno.h>

/* The masks change under `lock` held exclusively; `pending` also grows with it held shared, and is
 * taken without it. A handled signal is in no other mask. */
static SRWLOCK lock = SRWLOCK_INIT;
static uint32_t handled;
static uint32_t ignored;
static volatile LONG pending;

/* Held shared while the notify function runs. */
static SRWLOCK notify_lock = SRWLOCK_INIT;
static qp_notify_callback *notify;
static void *notify_opaque;

static uint32_t bit(int signal)
{
    return (uint32_t)1 << signal;
}

static void call_notify(void)
{
    AcquireSRWLockShared(&notify_lock);
    if (notify != NULL) {
        notify(notify_opaque);
    }
    ReleaseSRWLockShared(&notify_lock);
}

/* With the lock. */
static qp_signal_disposition disposition_of(int signal)
{
    if (handled & bit(signal)) {
        return QP_SIGNAL_HANDLED;
    }
    return ignored & bit(signal) ? QP_SIGNAL_IGNORED : QP_SIGNAL_DEFAULT;
}

qp_signal_disposition qp_signal_get(int signal)
{
    qp_signal_disposition found;

    if (!qp__signal_can_be_handled(signal)) {
        return QP_SIGNAL_DEFAULT;
    }
    AcquireSRWLockShared(&lock);
    found = disposition_of(signal);
    ReleaseSRWLockShared(&lock);
    return found;
}

qp_signal_disposition qp__signal_raise(int signal)
{
    qp_signal_disposition met;
    uint64_t sleeps = 0;

    AcquireSRWLockShared(&lock);
    met = disposition_of(signal);
    if (met == QP_SIGNAL_HANDLED) {
        sleeps = qp__sleeps_before(&pending, (LONG)bit(signal));
    }
    ReleaseSRWLockShared(&lock);
    if (met == QP_SIGNAL_HANDLED) {
        call_notify();
        qp__sleeps_end(sleeps); /* who is awake must find what was told */
    }
    return met;
}

void qp__signal_set_disposition(int signal, qp_signal_disposition disposition)
{
    AcquireSRWLockExclusive(&lock);
    handled &= ~bit(signal);
    ignored &= ~bit(signal);
    if (disposition == QP_SIGNAL_HANDLED) {
        handled |= bit(signal);
    } else {
        InterlockedAnd(&pending, ~(LONG)bit(signal));
        ignored |= disposition == QP_SIGNAL_IGNORED ? bit(signal) : 0;
    }
    ReleaseSRWLockExclusive(&lock);
}

uint32_t qp_signals_take(void)
{
    return (uint32_t)InterlockedExchange(&pending, 0);
}

uint32_t qp_signals_pending(void)
{
    return (uint32_t)pending;
}

int qp_signals_set_notify(qp_notify_callback *function, void *opaque)
{
    int error = 0;

    AcquireSRWLockExclusive(&notify_lock);
    if (function != NULL && notify != NULL) {
        error = -EBUSY;
    } else {
        notify = function;
        notify_opaque = opaque;
    }
    ReleaseSRWLockExclusive(&notify_lock);
    if (error == 0 && qp_signals_pending() != 0) {
        call_notify();
    }
    return error;
}
