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

int loop_within(qp_events *events, const int *flag, unsigned ms)
{
    ULONGLONG deadline = GetTickCount64() + ms;

    while (*flag == 0 && GetTickCount64() <= deadline) {
        HANDLE handle = qp_events_handle(events);

        if (handle == NULL) {
            walk_told(-ENOMEM);
        } else if (!qp_events_dispatch(events)) {
            WaitForSingleObject(handle, 100);
        }
    }
    return *flag != 0;
}

void loop_until(qp_events *events, const int *flag)
{
    if (!loop_within(events, flag, PATIENCE_MS)) {
        walk_wrong("the callback is not called");
    }
}
