#include "core/deadline.h"

#include "test.h"

static void left(uint64_t now, uint32_t timeout, uint64_t later, uint32_t expected)
{
    CHECK_INT(qp__deadline_left(qp__deadline(now, timeout), later), expected);
}

int main(void)
{
    left(1000, 50, 1000, 50);
    left(1000, 50, 1049, 1);
    left(1000, 50, 1050, 0);
    /* The clock is read again after the deadline: nothing is left, not 49 days. */
    left(1000, 50, 1051, 0);
    left(1000, 50, UINT64_MAX - 1, 0);
    left(1000, 0, 1000, 0);
    left(0, 0, 0, 0);
    left(1000, QP__FOREVER_MS, 1000, QP__FOREVER_MS);
    left(1000, QP__FOREVER_MS, UINT64_MAX - 1, QP__FOREVER_MS);
    /* The longest limit is a limit. */
    left(1000, QP__FOREVER_MS - 1, 1000, QP__FOREVER_MS - 1);
    left(1000, QP__FOREVER_MS - 1, 500, QP__FOREVER_MS - 1);
    left(UINT64_MAX - 5, 10, UINT64_MAX - 5, QP__FOREVER_MS);
    return test_end("deadline");
}
