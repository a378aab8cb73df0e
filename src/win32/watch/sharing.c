#include "win32/watch/sharing.h"

#include <stddef.h>
#include <stdint.h>

/* A bit for each descriptor. */
typedef uint8_t descriptors[QP__MOST_DESCRIPTORS / 8];

static descriptors duplicated;
static descriptors private_ones;

static int is_in(const descriptors set, int fd)
{
    return fd >= 0 && fd < QP__MOST_DESCRIPTORS && set[fd / 8] & 1 << fd % 8;
}

static void put(descriptors set, int fd, int yes)
{
    if (fd >= 0 && fd < QP__MOST_DESCRIPTORS) {
        uint8_t bit = (uint8_t)(1 << fd % 8);
        set[fd / 8] = (uint8_t)(yes ? set[fd / 8] | bit : set[fd / 8] & ~bit);
    }
}

void qp__sharing_made(int fd)
{
    put(duplicated, fd, 0);
    put(private_ones, fd, 1);
}

void qp__sharing_closed(int fd)
{
    put(duplicated, fd, 0);
    put(private_ones, fd, 0);
}

/* What the standard descriptors stand for goes to children that others start (popen). */
void qp__sharing_duplicated(int fd, int duplicate)
{
    put(private_ones, duplicate, is_in(private_ones, fd));
    put(duplicated, fd, 1);
    put(duplicated, duplicate, 1);
    if (duplicate < 3) {
        qp__sharing_lent(duplicate);
    }
}

/* Which of the descriptors with duplicates are its own is not known: none of them is private then.
 */
void qp__sharing_lent(int fd)
{
    size_t i;

    put(private_ones, fd, 0);
    for (i = 0; is_in(duplicated, fd) && i < sizeof(private_ones); i++) {
        private_ones[i] = (uint8_t)(private_ones[i] & ~duplicated[i]);
    }
}

int qp__sharing_has_duplicates(int fd)
{
    return is_in(duplicated, fd);
}

int qp__sharing_is_private(int fd)
{
    return is_in(private_ones, fd);
}
