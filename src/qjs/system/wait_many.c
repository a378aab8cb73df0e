#include "qjs/system/wait_many.h"

#include "core/deadline.h"

/* How often those behind the first MAXIMUM_WAIT_OBJECTS are looked at. */
#define LOOK_MS 10

/* The index of the first that is signalled, in those from `from` on; WAIT_TIMEOUT; WAIT_FAILED. */
static DWORD wait_from(DWORD count, const HANDLE *handles, DWORD from, DWORD timeout_ms)
{
    DWORD part = count - from < MAXIMUM_WAIT_OBJECTS ? count - from : MAXIMUM_WAIT_OBJECTS;
    DWORD which = WaitForMultipleObjects(part, handles + from, FALSE, timeout_ms);

    return which < WAIT_OBJECT_0 + part ? which - WAIT_OBJECT_0 + from : which;
}

DWORD qp__wait_for_any(DWORD count, const HANDLE *handles, BOOL all, DWORD timeout_ms)
{
    uint64_t deadline;
    DWORD which;

    (void)all;
    if (count <= MAXIMUM_WAIT_OBJECTS) {
        return WaitForMultipleObjects(count, handles, FALSE, timeout_ms);
    }
    deadline = qp__deadline(GetTickCount64(), timeout_ms);
    do {
        uint32_t left_ms = qp__deadline_left(deadline, GetTickCount64());
        DWORD from;
        timeout_ms = left_ms < LOOK_MS ? left_ms : LOOK_MS;
        which = wait_from(count, handles, 0, timeout_ms);
        for (from = MAXIMUM_WAIT_OBJECTS; which == WAIT_TIMEOUT && from < count;
             from += MAXIMUM_WAIT_OBJECTS) {
            which = wait_from(count, handles, from, 0);
        }
    } while (which == WAIT_TIMEOUT && timeout_ms > 0);
    return which;
}
