/*
 * How long after it happened in a child it is known here. Both sides read the same clock,
 * QueryPerformanceCounter.
 */
#include "floor.h"

#include <stdio.h>
#include <stdlib.h>

/* latency: a child writes what time it is, every 3 ms; when does a blocking ReadFile return? */
void floor_latency(const floor_request *request)
{
    wchar_t line[64];
    HANDLE stdio[3];
    HANDLE ends[2];
    HANDLE process;
    long long written;
    DWORD got;

    swprintf(line, 64, L"stamp %d", request->count);
    floor_own_stdio(stdio);
    floor_pipe(ends, 1);
    stdio[1] = ends[1];
    process = floor_create(floor_child(L"stamp"), line, NULL, stdio, NULL);
    CloseHandle(ends[1]);
    while (ReadFile(ends[0], &written, sizeof(written), &got, NULL) && got == sizeof(written)) {
        floor_sample("time", floor_now_ns() - (double)written);
    }
    CloseHandle(ends[0]);
    floor_reap(process);
}

/* end: a child writes what time it is and ends at once; when does WaitForSingleObject return? */
void floor_end(const floor_request *request)
{
    HANDLE stdio[3];
    HANDLE ends[2];
    long long written;
    DWORD got;

    floor_own_stdio(stdio);
    for (int i = 0; i < request->count; i++) {
        HANDLE process;
        double ended;

        floor_pipe(ends, 1);
        stdio[1] = ends[1];
        process = floor_create(floor_child(L"stamp"), L"stamp 1", NULL, stdio, NULL);
        CloseHandle(ends[1]);
        floor_reap(process);
        ended = floor_now_ns();
        if (!ReadFile(ends[0], &written, sizeof(written), &got, NULL)) {
            floor_fail("ReadFile");
        }
        CloseHandle(ends[0]);
        floor_sample("time", ended - (double)written);
    }
}
