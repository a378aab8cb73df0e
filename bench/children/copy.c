/* copy: standard input to standard output, 64 KiB at a time. */
#include "child.h"

static char bytes[BENCH_BUFFER_BYTES];

int main(void)
{
    for (DWORD got; (got = bench_read(bytes, sizeof(bytes))) > 0;) {
        if (!bench_write(bytes, got)) {
            return 1;
        }
    }
    return 0;
}
