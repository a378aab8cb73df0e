#include "loop.h"

#include "walk.h"

#define PATIENCE_MS 10000

qp_events *loop_new(void)
{
    qp_events *events = NULL;
    int result;

    TRY(result, qp_events_new(&events));
    return events;
}

void loop_until(qp_events *events, const int *flag)
{
    ULONGLONG deadline = GetTickCount64() + PATIENCE_MS;

    while (*flag == 0) {
        HANDLE handle = qp_events_handle(events);

        if (handle == NULL) {
            walk_told(-ENOMEM);
        } else if (!qp_events_dispatch(events)) {
            WaitForSingleObject(handle, 100);
        }
        if (GetTickCount64() > deadline) {
            walk_wrong("the callback is not called");
            return;
        }
    }
}
