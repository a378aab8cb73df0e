#include "core/crt_fds.h"

#include "test.h"

#include <string.h>

/* Read as the C runtime does when it starts: the count, the flags, then unaligned handles. */
static void check_block(const uint8_t *flags, const uintptr_t *handles, size_t count)
{
    uint8_t block[1 + 4 + 256 * (1 + sizeof(uintptr_t))];
    uint8_t *at = block + 1; /* not aligned */
    uint32_t number;

    memset(block, 0xEE, sizeof(block));
    qp__crt_fds_write(at, flags, handles, count);
    memcpy(&number, at, 4);
    CHECK_INT(number, count);
    CHECK_INT(qp__crt_fds_bytes(count), 4 + count * (1 + sizeof(uintptr_t)));
    for (size_t i = 0; i < count; i++) {
        uintptr_t handle;

        memcpy(&handle, at + 4 + count + i * sizeof(handle), sizeof(handle));
        CHECK_INT(at[4 + i], flags[i]);
        CHECK(handle == (flags[i] != 0 ? handles[i] : (uintptr_t)-1));
    }
    if (count < 256) {
        CHECK_INT(at[qp__crt_fds_bytes(count)], 0xEE);
    }
}

int main(void)
{
    uint8_t flags[256] = {0, 0, 0, QP__CRT_OPEN, 0, QP__CRT_OPEN | QP__CRT_PIPE};
    uintptr_t handles[256] = {0, 0, 0, 0x44, 0x99, (uintptr_t)-1 - 16};

    flags[255] = QP__CRT_OPEN | QP__CRT_DEVICE;
    handles[255] = 8;
    check_block(flags, handles, 0);
    check_block(flags, handles, 4);
    check_block(flags, handles, 6);
    check_block(flags, handles, 256);
    /* cbReserved2 is a WORD. */
    CHECK(4 + 256 * (1 + sizeof(uint64_t)) < 65536);
    return test_end("crt_fds");
}
