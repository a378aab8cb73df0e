#include "quickjs/calls/failed_starts.h"

#include <stdatomic.h>

/* The C runtime's errnos end with 140. -1 is no start's: waitpid(-1) is any child. */
#define ERRNOS 160

static atomic_int counts[ERRNOS];

static atomic_int *count_of(int error)
{
    return error < -1 && error > -ERRNOS ? &counts[-error] : 0;
}

void qp__failed_start_add(int error)
{
    atomic_int *count = count_of(error);

    if (count != 0) {
        atomic_fetch_add(count, 1);
    }
}

int qp__failed_start_take(int error)
{
    atomic_int *count = count_of(error);
    int left = count == 0 ? 0 : atomic_load(count);

    while (left > 0 && !atomic_compare_exchange_weak(count, &left, left - 1)) {
    }
    return left > 0;
}
