/* say: 1 KiB to standard output. */
#include "child.h"

static char bytes[1024];

int main(void)
{
    return !bench_write(bytes, sizeof(bytes));
}
