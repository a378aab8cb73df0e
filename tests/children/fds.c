/*
 * fds N...: writes "fd N" to each of these descriptors, which it must have been given. Exit code:
 * how many of them could not be written to.
 */
#include "child.h"

#include <stdio.h>
#ifdef _WIN32
#include <io.h>
#endif

int main(int argc, char **argv)
{
    int failed = 0;

    for (int i = 1; i < argc; i++) {
        char text[32];
        int length = snprintf(text, sizeof(text), "fd %s", argv[i]);
        int fd = (int)child_number(argc, argv, i, 0);
#ifdef _WIN32
        failed += _write(fd, text, (unsigned)length) != length;
#else
        failed += write(fd, text, (size_t)length) != length;
#endif
    }
    return failed;
}
