#include "core/crt_fds.h"

#include <string.h>

size_t qp__crt_fds_bytes(size_t count)
{
    return sizeof(uint32_t) + count * (1 + sizeof(uintptr_t));
}

void qp__crt_fds_write(uint8_t *block, const uint8_t *flags, const uintptr_t *handles, size_t count)
{
    uint32_t number = (uint32_t)count;
    uint8_t *places = block + sizeof(number) + count;

    memcpy(block, &number, sizeof(number));
    memcpy(block + sizeof(number), flags, count);
    /* Not aligned. */
    for (size_t i = 0; i < count; i++) {
        uintptr_t handle = flags[i] != 0 ? handles[i] : (uintptr_t)-1;

        memcpy(places + i * sizeof(handle), &handle, sizeof(handle));
    }
}
