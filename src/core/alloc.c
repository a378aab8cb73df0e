#include "core/text.h"

#include <stdlib.h>

#ifdef QP_FAULTS

long qp__alloc_fail_after = -1;

static int must_fail(void)
{
    /* From 0 it goes on to -1, where it stays: one allocation fails. */
    return qp__alloc_fail_after >= 0 && qp__alloc_fail_after-- == 0;
}

#else

static int must_fail(void)
{
    return 0;
}

#endif

void *qp__alloc(size_t bytes)
{
    /* malloc(0) may give NULL, which must only mean that there is no memory. */
    return must_fail() ? NULL : malloc(bytes > 0 ? bytes : 1);
}

void *qp__realloc(void *block, size_t bytes)
{
    return must_fail() ? NULL : realloc(block, bytes > 0 ? bytes : 1);
}

void qp__free(void *block)
{
    free(block);
}
