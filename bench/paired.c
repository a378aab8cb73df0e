/*
 * The C library against the floor, taking turns in one process: what a start costs beyond the same
 * Win32 calls made by hand. Two programs that are measured one after the other differ by more than
 * that (by how much memory they have, by what the machine does meanwhile); here each sample has its
 * floor right before and right after it.
 *
 * One line for each job: its name, the medians of the floor and of the library, the median of the
 * differences, and the same of the floor before to the floor after, in nanoseconds, with tabs
 * between.
 */
#include "floor/floor.h"

#include "quickproc/quickproc.h"

#include <stdio.h>
#include <stdlib.h>

#define SAMPLES 200

static char buffer[4096];

static void floor_exec_one(void)
{
    HANDLE stdio[3];

    floor_own_stdio(stdio);
    floor_reap(floor_create(floor_child(L"nothing"), L"nothing", NULL, stdio, NULL));
}

static void prepare(qp_spawn_options *options, const wchar_t **args, const wchar_t *name)
{
    args[0] = floor_child(name);
    qp_spawn_options_init(options, sizeof(*options));
    options->args = args;
    options->arg_count = 1;
}

static void library_exec(void)
{
    qp_spawn_options options;
    const wchar_t *args[1];
    qp_status status;

    prepare(&options, args, L"nothing");
    if (qp_exec(&options, NULL, &status) != 0 || status != 0) {
        floor_fail("qp_exec");
    }
}

static void floor_capture_one(void)
{
    HANDLE stdio[3];
    HANDLE ends[2];
    HANDLE process;
    DWORD got;

    floor_own_stdio(stdio);
    floor_pipe(ends, 1);
    stdio[1] = ends[1];
    process = floor_create(floor_child(L"say"), L"say", NULL, stdio, NULL);
    CloseHandle(ends[1]);
    while (ReadFile(ends[0], buffer, sizeof(buffer), &got, NULL) && got > 0) {
    }
    CloseHandle(ends[0]);
    floor_reap(process);
}

static void library_capture(void)
{
    qp_spawn_options options;
    const wchar_t *args[1];
    qp_status status;
    int ends[2];
    int pid;

    prepare(&options, args, L"say");
    if (qp_pipe(ends) < 0) {
        floor_fail("qp_pipe");
    }
    options.fds[1] = ends[1];
    if (qp_spawn(&options, &pid) < 0) {
        floor_fail("qp_spawn");
    }
    qp_close(ends[1]);
    while (qp_read(ends[0], buffer, sizeof(buffer)) > 0) {
    }
    qp_close(ends[0]);
    if (qp_waitpid(pid, 0, &status) != pid || status != 0) {
        floor_fail("qp_waitpid");
    }
}

static double time_of(void (*job)(void))
{
    double before = floor_now_ns();

    job();
    return floor_now_ns() - before;
}

static int compare(const void *a, const void *b)
{
    double first = *(const double *)a;
    double second = *(const double *)b;

    return (first > second) - (first < second);
}

static double median(double *values)
{
    qsort(values, SAMPLES, sizeof(*values), compare);
    return (values[SAMPLES / 2 - 1] + values[SAMPLES / 2]) / 2;
}

static void measure(const char *name, void (*by_hand)(void), void (*library)(void))
{
    static double floors[SAMPLES];
    static double libraries[SAMPLES];
    static double differences[SAMPLES];
    static double controls[SAMPLES];

    for (int i = 0; i < SAMPLES; i++) {
        double before = time_of(by_hand);
        double subject = time_of(library);
        double after = time_of(by_hand);

        floors[i] = before;
        libraries[i] = subject;
        differences[i] = subject - (before + after) / 2;
        controls[i] = after - before;
    }
    printf("%s\t%.0f\t%.0f\t%.0f\t%.0f\n", name, median(floors), median(libraries),
           median(differences), median(controls));
    fflush(stdout);
}

int main(void)
{
    measure("qp_exec", floor_exec_one, library_exec);
    measure("qp_pipe, qp_spawn, qp_read, qp_waitpid", floor_capture_one, library_capture);
    return 0;
}
