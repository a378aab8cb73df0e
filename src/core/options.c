#include "core/options.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

/* No struct comes near it: a larger size is a struct that no one has initialised. */
#define MAX_SIZE 4096

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

int qp__options_copy(void *to, size_t size, const void *from, size_t least)
{
    const uint8_t *bytes = from;
    size_t given;

    if (from == NULL) {
        return -EINVAL;
    }
    memcpy(&given, from, sizeof(given));
    if (given < least || given > MAX_SIZE) {
        return -EINVAL;
    }
    memcpy(to, from, smaller(given, size));
    memcpy(to, &size, sizeof(size));
    for (size_t i = size; i < given; i++) {
        if (bytes[i] != 0) {
            return -ENOTSUP;
        }
    }
    return 0;
}

void qp__options_init(void *to, size_t size, const void *defaults, size_t defaults_size)
{
    qp__results_copy(to, size, defaults, defaults_size);
    memcpy(to, &size, smaller(size, sizeof(size)));
}

void qp__results_copy(void *to, size_t size, const void *results, size_t results_size)
{
    memset(to, 0, size);
    memcpy(to, results, smaller(size, results_size));
}
