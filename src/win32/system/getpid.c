#include "quickproc/quickproc.h"

#include "win32/system/win.h"

int qp_getpid(void)
{
    return (int)GetCurrentProcessId();
}
