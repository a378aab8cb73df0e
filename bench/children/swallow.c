/* swallow: reads standard input to its end. */
#include "child.h"

static char bytes[BENCH_BUFFER_BYTES];

int main(void)
{
    while (bench_read(bytes, sizeof(bytes)) > 0) {
    }
    return 0;
}
