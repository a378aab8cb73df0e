/*
 * Programs that are talked to: one byte there and back, everything until the end, many at once.
 */
#include "floor.h"

#include <psapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <tlhelp32.h>

/* talk: a byte to a child and back, blocking. */
void floor_talk(const floor_request *request)
{
    HANDLE stdio[3];
    HANDLE in[2];
    HANDLE out[2];
    HANDLE process;
    char byte = 'x';
    DWORD count;

    floor_own_stdio(stdio);
    floor_pipe(in, 0);
    floor_pipe(out, 1);
    stdio[0] = in[0];
    stdio[1] = out[1];
    process = floor_create(floor_child(L"copy"), L"copy", NULL, stdio, NULL);
    CloseHandle(in[0]);
    CloseHandle(out[1]);
    for (int i = -1; i < request->count; i++) {
        double before = floor_now_ns();

        if (!WriteFile(in[1], &byte, 1, &count, NULL) ||
            !ReadFile(out[0], &byte, 1, &count, NULL)) {
            floor_fail("copy");
        }
        if (i >= 0) { /* the first one waits for the start */
            floor_sample("time", floor_now_ns() - before);
        }
    }
    CloseHandle(in[1]);
    CloseHandle(out[0]);
    floor_reap(process);
}

/* collect BYTES: a child's whole output, from before its start to its end. */
void floor_collect(const floor_request *request)
{
    size_t wanted = (size_t)_wtof(floor_word(request, 0));
    wchar_t line[64];
    HANDLE stdio[3];
    HANDLE ends[2];

    swprintf(line, 64, L"spew %ls", floor_word(request, 0));
    floor_own_stdio(stdio);
    for (int i = 0; i < request->count; i++) {
        double before = floor_now_ns();
        size_t capacity = 65536;
        size_t length = 0;
        char *bytes = malloc(capacity);
        HANDLE process;
        DWORD got;

        floor_pipe(ends, 1);
        stdio[1] = ends[1];
        process = floor_create(floor_child(L"spew"), line, NULL, stdio, NULL);
        CloseHandle(ends[1]);
        while (bytes != NULL &&
               ReadFile(ends[0], bytes + length, (DWORD)(capacity - length), &got, NULL) &&
               got > 0) {
            length += got;
            if (length == capacity) {
                bytes = realloc(bytes, capacity *= 2);
            }
        }
        CloseHandle(ends[0]);
        floor_reap(process);
        floor_sample("time", floor_now_ns() - before);
        free(bytes);
        if (length != wanted) {
            floor_fail("the transfer");
        }
    }
}

/* ---- Many at once ------------------------------------------------------------------------ */

/* What a process takes: committed bytes, and threads. */
typedef struct weight {
    double bytes;
    double threads;
} weight;

static weight weigh(DWORD pid)
{
    HANDLE process = OpenProcess(PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, FALSE, pid);
    HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    PROCESS_MEMORY_COUNTERS memory = {.cb = sizeof(memory)};
    THREADENTRY32 thread = {.dwSize = sizeof(thread)};
    weight result = {0, 0};

    if (process == NULL || !K32GetProcessMemoryInfo(process, &memory, sizeof(memory)) ||
        !Thread32First(snapshot, &thread)) {
        floor_fail("the weighing");
    }
    result.bytes = (double)memory.PagefileUsage;
    do {
        result.threads += thread.th32OwnerProcessID == pid;
    } while (Thread32Next(snapshot, &thread));
    CloseHandle(snapshot);
    CloseHandle(process);
    return result;
}

/* weigh PID: what the process of another contestant takes. */
void floor_weigh(const floor_request *request)
{
    weight result = weigh((DWORD)_wtoi(floor_word(request, 0)));

    floor_sample("bytes", result.bytes);
    floor_sample("threads", result.threads);
}

typedef struct held {
    HANDLE process;
    HANDLE ends[3];
} held;

static void hold(held *child)
{
    HANDLE stdio[3];
    HANDLE ends[2];

    for (int i = 0; i < 3; i++) {
        floor_pipe(ends, i > 0);
        stdio[i] = ends[i > 0];
        child->ends[i] = ends[i == 0];
    }
    child->process = floor_create(floor_child(L"hold"), L"hold", NULL, stdio, NULL);
    for (int i = 0; i < 3; i++) {
        CloseHandle(stdio[i]);
    }
}

static void let_go(held *child)
{
    for (int i = 0; i < 3; i++) {
        CloseHandle(child->ends[i]);
    }
    floor_reap(child->process);
}

/* children NUMBER: what each of so many children with three pipes takes, beyond the first. */
void floor_children(const floor_request *request)
{
    int number = _wtoi(floor_word(request, 0));
    held *children = calloc((size_t)number + 1, sizeof(*children));

    if (children == NULL) {
        floor_fail("calloc");
    }
    for (int i = 0; i < request->count; i++) {
        weight before;
        weight after;

        hold(&children[number]);
        before = weigh(GetCurrentProcessId());
        for (int j = 0; j < number; j++) {
            hold(&children[j]);
        }
        after = weigh(GetCurrentProcessId());
        floor_sample("bytes", (after.bytes - before.bytes) / number);
        floor_sample("threads", (after.threads - before.threads) * 1000 / number);
        for (int j = 0; j <= number; j++) {
            let_go(&children[j]);
        }
    }
    free(children);
}
