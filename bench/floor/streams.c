/*
 * Pipes: short output captured, and much data read from, written to and passed between children.
 */
#include "floor.h"

#include <stdio.h>
#include <stdlib.h>

#define BUFFER_BYTES 65536

static char buffer[BUFFER_BYTES];

/* Until the end of file; how many bytes came. */
static double drain(HANDLE reader, DWORD size)
{
    double total = 0;
    DWORD got;

    while (ReadFile(reader, buffer, size, &got, NULL) && got > 0) {
        total += got;
    }
    return total;
}

/* capture: 1 KiB of output. */
void floor_capture(const floor_request *request)
{
    const wchar_t *say = floor_child(L"say");
    HANDLE stdio[3];
    HANDLE ends[2];

    floor_own_stdio(stdio);
    for (int i = 0; i < request->count; i++) {
        double before = floor_now_ns();
        HANDLE process;

        floor_pipe(ends, 1);
        stdio[1] = ends[1];
        process = floor_create(say, L"say", NULL, stdio, NULL);
        CloseHandle(ends[1]);
        if (drain(ends[0], 4096) != 1024) {
            floor_fail("say");
        }
        CloseHandle(ends[0]);
        floor_reap(process);
        floor_sample("time", floor_now_ns() - before);
    }
}

static void check_bytes(const floor_request *request, double total)
{
    if (total != _wtof(floor_word(request, 0))) {
        floor_fail("the transfer");
    }
}

/* read BYTES: from the first byte that a child writes to the end of file. */
void floor_read(const floor_request *request)
{
    wchar_t line[64];
    HANDLE stdio[3];
    HANDLE ends[2];

    swprintf(line, 64, L"spew %ls", floor_word(request, 0));
    floor_own_stdio(stdio);
    for (int i = 0; i < request->count; i++) {
        HANDLE process;
        double before;
        double total;
        DWORD first;

        floor_pipe(ends, 1);
        stdio[1] = ends[1];
        process = floor_create(floor_child(L"spew"), line, NULL, stdio, NULL);
        CloseHandle(ends[1]);
        if (!ReadFile(ends[0], buffer, BUFFER_BYTES, &first, NULL)) {
            floor_fail("ReadFile");
        }
        before = floor_now_ns();
        total = first + drain(ends[0], BUFFER_BYTES);
        floor_sample("time", floor_now_ns() - before);
        check_bytes(request, total);
        CloseHandle(ends[0]);
        floor_reap(process);
    }
}

/* write BYTES: to a child that reads them, until it has ended. */
void floor_write(const floor_request *request)
{
    double wanted = _wtof(floor_word(request, 0));
    HANDLE stdio[3];
    HANDLE ends[2];

    floor_own_stdio(stdio);
    for (int i = 0; i < request->count; i++) {
        HANDLE process;
        double before;
        DWORD done = 0;

        floor_pipe(ends, 0);
        stdio[0] = ends[0];
        process = floor_create(floor_child(L"swallow"), L"swallow", NULL, stdio, NULL);
        CloseHandle(ends[0]);
        before = floor_now_ns();
        for (uint64_t total = 0; (double)total < wanted; total += done) {
            if (!WriteFile(ends[1], buffer, BUFFER_BYTES, &done, NULL)) {
                floor_fail("WriteFile");
            }
        }
        CloseHandle(ends[1]);
        floor_reap(process);
        floor_sample("time", floor_now_ns() - before);
    }
}

/* pipeline BYTES: spew | copy | copy, read here. */
void floor_pipeline(const floor_request *request)
{
    wchar_t line[64];
    HANDLE pipes[3][2];
    HANDLE processes[3];
    HANDLE own[3];

    swprintf(line, 64, L"spew %ls", floor_word(request, 0));
    floor_own_stdio(own);
    for (int i = 0; i < request->count; i++) {
        double before;

        floor_child_pipe(pipes[0]);
        floor_child_pipe(pipes[1]);
        floor_pipe(pipes[2], 1);
        before = floor_now_ns();
        for (int j = 0; j < 3; j++) {
            HANDLE stdio[3] = {j == 0 ? own[0] : pipes[j - 1][0], pipes[j][1], own[2]};

            processes[j] = floor_create(floor_child(j == 0 ? L"spew" : L"copy"),
                                        j == 0 ? line : L"copy", NULL, stdio, NULL);
            CloseHandle(pipes[j][1]);
            if (j > 0) {
                CloseHandle(pipes[j - 1][0]);
            }
        }
        check_bytes(request, drain(pipes[2][0], BUFFER_BYTES));
        CloseHandle(pipes[2][0]);
        for (int j = 0; j < 3; j++) {
            floor_reap(processes[j]);
        }
        floor_sample("time", floor_now_ns() - before);
    }
}
