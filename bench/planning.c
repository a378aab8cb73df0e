/*
 * What planning a start costs, without starting anything: command line, environment block, path
 * search. One line each: what, how many, nanoseconds for one of them (the best of many rounds),
 * with tabs between.
 */
#include "core/cmdline.h"
#include "core/environment.h"
#include "core/path_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#endif

#define ROUNDS       200
#define MAX_ARGS     2500
#define MAX_ENTRIES  10000
#define ENTRY_UNITS  40
#define FOLDER_UNITS ((size_t)16)

static qp_char arg_units[MAX_ARGS][12];
static const qp_char *args[MAX_ARGS];
static qp_char entry_units[MAX_ENTRIES][ENTRY_UNITS];
static const qp_char *entries[MAX_ENTRIES];
static qp_char path[1000 * FOLDER_UNITS + 1];

static double now_ns(void)
{
#ifdef _WIN32
    LARGE_INTEGER ticks;
    LARGE_INTEGER frequency;

    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&ticks);
    return (double)ticks.QuadPart * (1e9 / (double)frequency.QuadPart);
#else
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
#endif
}

static void set_units(qp_char *units, size_t room, const char *ascii)
{
    size_t i = 0;

    for (; i + 1 < room && ascii[i] != 0; i++) {
        units[i] = (qp_char)ascii[i];
    }
    units[i] = 0;
}

/* So that the order that comes in is none. */
static unsigned int scrambled(unsigned int i)
{
    return (i * 2654435761u) >> 8;
}

static void make_inputs(void)
{
    char ascii[64];

    for (unsigned int i = 0; i < MAX_ARGS; i++) {
        snprintf(ascii, sizeof(ascii), "argumen%03u", i % 1000);
        set_units(arg_units[i], 12, ascii);
        args[i] = arg_units[i];
    }
    for (unsigned int i = 0; i < MAX_ENTRIES; i++) {
        snprintf(ascii, sizeof(ascii), "VARIABLE_%07x=the value of this one", scrambled(i));
        set_units(entry_units[i], ENTRY_UNITS, ascii);
        entries[i] = entry_units[i];
    }
    for (unsigned int i = 0; i < 1000; i++) {
        snprintf(ascii, sizeof(ascii), "C:\\folders\\%04u;", i);
        set_units(path + i * FOLDER_UNITS, FOLDER_UNITS + 1, ascii);
    }
}

/* ASCII names never get here. */
static int compare_names(const qp_char *a, size_t a_length, const qp_char *b, size_t b_length)
{
    (void)a;
    (void)b;
    return (a_length > b_length) - (a_length < b_length);
}

static qp__program_kind probe_nothing(void *opaque, const qp_char *candidate)
{
    (void)candidate;
    ++*(size_t *)opaque;
    return QP__FILE_MISSING;
}

static void plan_cmdline(size_t count)
{
    qp__text line;

    qp__text_init(&line);
    if (qp__cmdline_build(&line, args, count) != 0) {
        exit(1);
    }
    qp__text_dispose(&line);
}

static void plan_quoted(size_t count)
{
    /* A space, a quote and backslashes in front of it: everything that is slow. */
    static const char pattern[] = "a b\\\\\"c d\\";
    static qp_char units[12];
    qp__text line;

    set_units(units, 12, pattern);
    qp__text_init(&line);
    for (size_t i = 0; i < count; i++) {
        qp__cmdline_append_argument(&line, units, 10);
    }
    qp__text_dispose(&line);
}

static void plan_environment(size_t count)
{
    qp__text block;

    qp__text_init(&block);
    if (qp__environment_build(&block, entries, count, NULL, compare_names) != 0) {
        exit(1);
    }
    qp__text_dispose(&block);
}

static void plan_search(size_t folders)
{
    static const qp_char name[] = {'t', 'o', 'o', 'l', 0};
    static const qp_char cwd[] = {'C', ':', '\\', 0};
    size_t probes = 0;
    qp__search search = {.name = name, .cwd = cwd, .path = path, .use_path = 1};
    qp__program_kind kind;
    qp__text found;
    qp_char end = path[folders * FOLDER_UNITS];

    search.probe = probe_nothing;
    search.opaque = &probes;
    path[folders * FOLDER_UNITS] = 0;
    qp__text_init(&found);
    if (qp__path_search(&search, &found, &kind) == 0 || probes == 0) {
        exit(1);
    }
    qp__text_dispose(&found);
    path[folders * FOLDER_UNITS] = end;
}

static void measure(const char *what, void (*plan)(size_t count), size_t count)
{
    double best = 1e18;

    for (int round = 0; round < ROUNDS; round++) {
        double before = now_ns();
        /* Long enough for the clock. */
        for (size_t done = 0; done < 1000; done += count) {
            plan(count);
        }
        double took = now_ns() - before;
        size_t planned = (1000 + count - 1) / count * count;

        best = took / (double)planned < best ? took / (double)planned : best;
    }
    printf("%s\t%u\t%.1f\n", what, (unsigned int)count, best);
}

int main(void)
{
    static const size_t counts[] = {10, 100, 1000};

    make_inputs();
    for (int i = 0; i < 3; i++) {
        measure("an argument of 10 characters", plan_cmdline, counts[i]);
    }
    measure("an argument of 10 characters", plan_cmdline, MAX_ARGS);
    for (int i = 0; i < 3; i++) {
        measure("the same, with quotes and backslashes", plan_quoted, counts[i]);
    }
    for (int i = 0; i < 3; i++) {
        measure("a variable of 34 characters", plan_environment, counts[i]);
    }
    measure("a variable of 34 characters", plan_environment, MAX_ENTRIES);
    for (int i = 0; i < 3; i++) {
        measure("a folder of PATH, nothing in it", plan_search, counts[i]);
    }
    return 0;
}
