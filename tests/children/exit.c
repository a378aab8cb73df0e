/* exit CODE [MS]: ends with that code, all 32 bits of it; after MS milliseconds. */
#include "child.h"

int main(int argc, char **argv)
{
    child_sleep_ms(child_number(argc, argv, 2, 0));
#ifdef _WIN32
    ExitProcess(child_number(argc, argv, 1, 0));
#else
    _exit((int)child_number(argc, argv, 1, 0));
#endif
}
