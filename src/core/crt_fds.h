/*
 * Descriptors for a program of Microsoft's C runtime: the block behind STARTUPINFO.lpReserved2.
 */
#ifndef QP_CORE_CRT_FDS_H
#define QP_CORE_CRT_FDS_H

#include <stddef.h>
#include <stdint.h>

/* What the runtime has to know of a file, to be told by whoever can: it asks GetFileType of what is
 * no pipe, which waits while the parent reads the same pipe. */
enum {
    QP__CRT_OPEN = 0x01,
    QP__CRT_PIPE = 0x08,
    QP__CRT_DEVICE = 0x40 /* the console, NUL */
};

/* The bytes of a block of `count` descriptors. */
size_t qp__crt_fds_bytes(size_t count);

/*
 * Writes it: a 32-bit count, a byte of flags for each descriptor from 0 on, then a handle for each.
 * A descriptor whose flags are 0 is none; the runtime takes 0, 1 and 2 from the standard handles
 * then.
 */
void qp__crt_fds_write(uint8_t *block, const uint8_t *flags, const uintptr_t *handles,
                       size_t count);

#endif
