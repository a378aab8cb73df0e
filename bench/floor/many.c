/*
 * Many children at once.
 */
#include "floor.h"

#include <stdlib.h>

/*
 * many N: starts N children that wait for the end of a pipe, closes it, waits until all have
 * ended, and reaps them. Samples, each a child's share: `start`, `end` (from the close to the last
 * one reaped would be bound by the system; it is told for comparison), `reap` (only the calls, when
 * all have ended).
 */
void floor_many(const floor_request *request)
{
    int count = _wtoi(floor_word(request, 0));
    HANDLE *processes = calloc((size_t)count, sizeof(*processes));
    HANDLE stdio[3];
    HANDLE hold[2];
    HANDLE done[2];
    DWORD got;
    char byte;

    if (processes == NULL) {
        floor_fail("calloc");
    }
    floor_own_stdio(stdio);
    for (int i = 0; i < request->count; i++) {
        double time[4];

        floor_pipe(hold, 0);
        floor_pipe(done, 1);
        stdio[0] = hold[0];
        stdio[1] = done[1];
        time[0] = floor_now_ns();
        for (int j = 0; j < count; j++) {
            processes[j] = floor_create(floor_child(L"hold"), L"hold", NULL, stdio, NULL);
        }
        time[1] = floor_now_ns();
        CloseHandle(hold[0]);
        CloseHandle(done[1]);
        CloseHandle(hold[1]);
        /* The last child's end closes the last writer. */
        ReadFile(done[0], &byte, 1, &got, NULL);
        Sleep(300);
        time[2] = floor_now_ns();
        for (int j = 0; j < count; j++) {
            floor_reap(processes[j]);
        }
        time[3] = floor_now_ns();
        CloseHandle(done[0]);
        floor_sample("start", (time[1] - time[0]) / count);
        floor_sample("reap", (time[3] - time[2]) / count);
    }
    free(processes);
}
