/* both: standard input to standard output and to standard error, byte for byte, until the end. 1
 * when reading or writing fails. */
#include "child.h"

int main(void)
{
    static char bytes[65536];
    for (;;) {
        long n = child_read(bytes, sizeof(bytes));
        if (n <= 0) {
            return n < 0;
        }
        if (child_write(1, bytes, (size_t)n) < 0 || child_write(2, bytes, (size_t)n) < 0) {
            return 1;
        }
    }
}
