/* spew BYTES: so many bytes to standard output, 64 KiB at a time. 1 when nobody reads. */
#include "child.h"

static char bytes[BENCH_BUFFER_BYTES];

int main(int argc, char **argv)
{
    long long left = argc > 1 ? strtoll(argv[1], NULL, 10) : 0;

    while (left > 0) {
        DWORD size = left < BENCH_BUFFER_BYTES ? (DWORD)left : BENCH_BUFFER_BYTES;

        if (!bench_write(bytes, size)) {
            return 1;
        }
        left -= size;
    }
    return 0;
}
