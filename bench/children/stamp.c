/*
 * stamp COUNT: COUNT times the time, QueryPerformanceCounter's in nanoseconds, as 8 bytes, to
 * standard output, with a pause of 3 ms between two.
 */
#include "child.h"

static long long now_ns(void)
{
    LARGE_INTEGER ticks;
    LARGE_INTEGER frequency;

    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&ticks);
    return (long long)((double)ticks.QuadPart * (1e9 / (double)frequency.QuadPart));
}

int main(int argc, char **argv)
{
    long count = argc > 1 ? strtol(argv[1], NULL, 10) : 1;

    for (long i = 0; i < count; i++) {
        long long now;

        if (i > 0) {
            Sleep(3);
        }
        now = now_ns();
        if (!bench_write(&now, sizeof(now))) {
            return 1;
        }
    }
    return 0;
}
