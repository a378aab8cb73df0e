#include "win32/deliver.h"

/* Nobody listens yet: each signal takes its default action. */
int qp__deliver(HANDLE process, int pid, int signal)
{
    (void)process;
    (void)pid;
    (void)signal;
    return 0;
}
