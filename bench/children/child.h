/* What the child programs share. */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <stdlib.h>

/* As many bytes as the pipes between them hold. */
#define BENCH_BUFFER_BYTES 65536

/* 0 when nobody reads. */
static inline int bench_write(const void *bytes, DWORD size)
{
    DWORD done;

    return WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), bytes, size, &done, NULL) && done == size;
}

/* 0 at the end of file. */
static inline DWORD bench_read(void *bytes, DWORD size)
{
    DWORD got;

    return ReadFile(GetStdHandle(STD_INPUT_HANDLE), bytes, size, &got, NULL) ? got : 0;
}

#endif
