/*
 * <sys/wait.h>'s macros, as functions.
 */
#include "quickproc/quickproc.h"

int qp_wtermsig(qp_status status)
{
    return (int)(status & 0x7f);
}

int qp_wifexited(qp_status status)
{
    return qp_wtermsig(status) == 0;
}

int qp_wifsignaled(qp_status status)
{
    return !qp_wifexited(status);
}

uint32_t qp_wexitstatus(qp_status status)
{
    return (uint32_t)((uint64_t)status >> 8);
}
