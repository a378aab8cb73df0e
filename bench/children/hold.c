/* hold: lives until standard input ends. */
#include "child.h"

int main(void)
{
    char byte;

    while (bench_read(&byte, 1) > 0) {
    }
    return 0;
}
