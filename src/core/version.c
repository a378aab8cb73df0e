#include "quickproc/version.h"

uint32_t qp_version(void)
{
    return QUICKPROC_VERSION;
}
