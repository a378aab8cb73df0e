#include "win32/watch/direct.h"

/* Being called out costs more than a thread that waits. Who was is likely to be again. */
#define PAUSE_WAITS 16

void qp__direct_offer(qp__direct *direct, qp__direct_wait *wait, const void *offerer)
{
    if (direct->offered != wait) {
        qp__direct_decline(direct);
    }
    direct->offered = wait;
    direct->offerer = offerer;
}

void qp__direct_retract(qp__direct *direct, const void *offerer)
{
    if (direct->offerer == offerer) {
        direct->offered = NULL;
        direct->offerer = NULL;
    }
}

void qp__direct_decline(qp__direct *direct)
{
    qp__direct_wait *declined = direct->offered;

    direct->offered = NULL;
    direct->offerer = NULL;
    if (declined != NULL) {
        declined->decline(declined);
    }
}

/* The owner's thread may be another one than last time. NULL: no handle is left. */
static HANDLE handle_of_owner(qp__direct *direct)
{
    HANDLE self = GetCurrentProcess();

    if (direct->owner != NULL && direct->owner_id != GetCurrentThreadId()) {
        qp__direct_close(direct);
    }
    if (direct->owner == NULL) {
        if (!DuplicateHandle(self, GetCurrentThread(), self, &direct->owner, 0, FALSE,
                             DUPLICATE_SAME_ACCESS)) {
            direct->owner = NULL;
        }
        direct->owner_id = GetCurrentThreadId();
    }
    return direct->owner;
}

int qp__direct_stay(qp__direct *direct, uint32_t timeout_ms)
{
    qp__direct_wait *wait = direct->offered;
    qp__direct_result result;
    HANDLE owner;

    if (wait == NULL) {
        return 0;
    }
    if (direct->pause > 0) {
        direct->pause--;
        return 0;
    }
    owner = handle_of_owner(direct);
    if (owner == NULL) {
        return 0;
    }
    direct->taken = wait;
    result = wait->stay(wait, owner, timeout_ms);
    direct->taken = NULL;
    if (result == QP__DIRECT_DONE) {
        direct->offered = NULL;
        direct->offerer = NULL;
    }
    return result != QP__DIRECT_NOT_NOW;
}

void qp__direct_call_out(qp__direct *direct)
{
    qp__direct_wait *taken = direct->taken;

    direct->taken = NULL;
    if (taken != NULL && taken->call_out(taken)) {
        direct->pause = PAUSE_WAITS;
    }
}

void qp__direct_close(qp__direct *direct)
{
    if (direct->owner != NULL) {
        CloseHandle(direct->owner);
        direct->owner = NULL;
    }
}
