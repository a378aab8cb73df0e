/*
 * Other programs, each given by its command line.
 */
#include "floor.h"

#include <psapi.h>

/* start COMMAND_LINE: from CreateProcessW to its end. */
void floor_start(const floor_request *request)
{
    HANDLE stdio[3];

    floor_own_stdio(stdio);
    for (int i = 0; i < request->count; i++) {
        double before = floor_now_ns();

        floor_reap(floor_create(NULL, floor_word(request, 0), NULL, stdio, NULL));
        floor_sample("time", floor_now_ns() - before);
    }
}

/* memory COMMAND_LINE: the most memory it had until it wrote something and waited for input. */
void floor_memory(const floor_request *request)
{
    HANDLE stdio[3];
    HANDLE in[2];
    HANDLE out[2];

    floor_own_stdio(stdio);
    for (int i = 0; i < request->count; i++) {
        PROCESS_MEMORY_COUNTERS memory = {.cb = sizeof(memory)};
        HANDLE process;
        DWORD got;
        char byte;

        floor_pipe(in, 0);
        floor_pipe(out, 1);
        stdio[0] = in[0];
        stdio[1] = out[1];
        process = floor_create(NULL, floor_word(request, 0), NULL, stdio, NULL);
        CloseHandle(in[0]);
        CloseHandle(out[1]);
        if (!ReadFile(out[0], &byte, 1, &got, NULL) ||
            !K32GetProcessMemoryInfo(process, &memory, sizeof(memory))) {
            floor_fail("K32GetProcessMemoryInfo");
        }
        floor_sample("peak", (double)memory.PeakWorkingSetSize);
        CloseHandle(in[1]);
        while (ReadFile(out[0], &byte, 1, &got, NULL) && got > 0) {
        }
        CloseHandle(out[0]);
        floor_reap(process);
    }
}
