/*
 * The floor: what a job costs a C program that makes the Win32 calls it takes, by hand, with
 * everything that can be prepared beforehand prepared, and nothing else. It uses the system alone,
 * never the project's own library.
 *
 * Here: what the benchmarks share. A failure ends the program with a message: a benchmark that did
 * not do its work has no time to tell.
 */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <stdint.h>

/* What a request said after the benchmark's name and the count: words[0 .. word_count - 1]. */
typedef struct floor_request {
    int count;
    int word_count;
    const wchar_t *words[8];
} floor_request;

/* Runs `count` samples and tells each by floor_sample. */
typedef void floor_benchmark(const floor_request *request);

floor_benchmark floor_spawn, floor_spawn_args, floor_spawn_env, floor_spawn_path,
    floor_spawn_search, floor_capture, floor_read, floor_write, floor_pipeline, floor_many,
    floor_latency, floor_end, floor_start, floor_memory, floor_talk, floor_collect, floor_children,
    floor_weigh;

/* Adds one measured value to the answer. */
void floor_sample(const char *metric, double value);

double floor_now_ns(void);
__declspec(noreturn) void floor_fail(const char *what);

/* words[index], or the end of the program. */
const wchar_t *floor_word(const floor_request *request, int index);

/* The full path of a child program (static; until the next call but three). */
const wchar_t *floor_child(const wchar_t *name);

/* This process's standard handles. */
void floor_own_stdio(HANDLE stdio[3]);

/*
 * CreateProcessW with a list of exactly these three handles (inheritable). `line` is copied.
 * `image` and `environment` may be NULL. The process handle, and *pid unless it is NULL.
 */
HANDLE floor_create(const wchar_t *image, const wchar_t *line, void *environment,
                    const HANDLE stdio[3], DWORD *pid);

/* WaitForSingleObject, GetExitCodeProcess, CloseHandle; any other exit code than 0 is a failure. */
void floor_reap(HANDLE process);

/* An anonymous pipe; `child_end` (0: the reader, 1: the writer) is inheritable. */
void floor_pipe(HANDLE ends[2], int child_end);

/* Both ends are. */
void floor_child_pipe(HANDLE ends[2]);

#endif
