/*
 * spew OUT [ERR] [PAUSE_MS] [wait]: OUT bytes of the pattern to standard output and ERR bytes to
 * standard error, in turns of 4 KiB, with a pause after each; with `wait` not before the end of
 * standard input. 1 when nobody reads any more.
 */
#include "child.h"

static int turn(int fd, uint64_t *done, uint64_t total)
{
    unsigned char bytes[4096];
    size_t length = 0;
    while (length < sizeof(bytes) && *done < total) {
        bytes[length++] = child_pattern((*done)++);
    }
    return length ? child_write(fd, bytes, length) : 0;
}

static void wait_for_end(void)
{
    char byte;
    while (child_read(&byte, 1) > 0) {
    }
}

int main(int argc, char **argv)
{
    uint64_t out = child_number(argc, argv, 1, 0), err = child_number(argc, argv, 2, 0);
    uint32_t pause_ms = child_number(argc, argv, 3, 0);
    uint64_t out_done = 0, err_done = 0;
    if (argc > 4) {
        wait_for_end();
    }
    while (out_done < out || err_done < err) {
        if (turn(1, &out_done, out) < 0 || turn(2, &err_done, err) < 0) {
            return 1;
        }
        if (pause_ms) {
            child_sleep_ms(pause_ms);
        }
    }
    return 0;
}
