/* ticker FILE MS: appends one byte to FILE every 10 ms, for MS milliseconds: is it running,
 * suspended, gone? */
#include "child.h"

int main(int argc, char **argv)
{
    if (argc < 3) {
        return 2;
    }
    for (uint32_t ms = child_number(argc, argv, 2, 0); ms >= 10; ms -= 10) {
        if (child_append(argv[1], ".", 1) < 0) {
            return 3;
        }
        child_sleep_ms(10);
    }
    return 0;
}
