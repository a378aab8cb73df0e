/*
 * Every function that takes a descriptor, with every kind of number that is none.
 */
#include "../core/test.h"

#include <quickproc/quickproc.h>

#include <fcntl.h>
#include <limits.h>

static const int bad_fds[] = {-1, -2, -1000, INT_MIN, INT_MAX, 999999, 8192, 2048, 77};

static void refuses_bad(int fd)
{
    char byte = 0;

    CHECK_INT(qp_dup(fd), -EBADF);
    CHECK_INT(qp_dup2(fd, 5), -EBADF);
    CHECK_INT(qp_dup2(fd, fd), -EBADF);
    CHECK_INT(qp_read(fd, &byte, 1), -EBADF);
    CHECK_INT(qp_write(fd, &byte, 1), -EBADF);
    CHECK_INT(qp_close(fd), -EBADF);
}

static void refuses_bad_target(void)
{
    CHECK_INT(qp_dup2(1, -1), -EBADF);
    CHECK_INT(qp_dup2(1, INT_MIN), -EBADF);
    CHECK_INT(qp_dup2(1, INT_MAX), -EBADF);
    CHECK_INT(qp_dup2(1, 999999), -EBADF);
}

static void pipe_carries_bytes(void)
{
    static const char sent[] = "a\r\n\x1a\0b";
    char got[sizeof(sent)];
    int fds[2];

    CHECK_INT(qp_pipe(fds), 0);
    CHECK_INT(qp_write(fds[1], sent, sizeof(sent)), (int)sizeof(sent));
    CHECK_INT(qp_read(fds[0], got, sizeof(got)), (int)sizeof(sent));
    CHECK(memcmp(sent, got, sizeof(sent)) == 0);
    CHECK_INT(qp_close(fds[1]), 0);
    CHECK_INT(qp_read(fds[0], got, sizeof(got)), 0);
    CHECK_INT(qp_close(fds[0]), 0);
    CHECK_INT(qp_close(fds[0]), -EBADF);
}

static void write_without_reader_is_epipe(void)
{
    int fds[2];

    CHECK_INT(qp_pipe(fds), 0);
    CHECK_INT(qp_close(fds[0]), 0);
    CHECK_INT(qp_write(fds[1], "x", 1), -EPIPE);
    CHECK_INT(qp_close(fds[1]), 0);
}

static void pipes_run_out_and_come_back(void)
{
    static int fds[10000][2];
    int count = 0;
    int i;
    int error;

    while ((error = qp_pipe(fds[count])) == 0) {
        count++;
    }
    CHECK_INT(error, -EMFILE);
    CHECK(count > 900);
    for (i = 0; i < count; i++) {
        qp_close(fds[i][0]);
        qp_close(fds[i][1]);
    }
    CHECK_INT(qp_pipe(fds[0]), 0);
    qp_close(fds[0][0]);
    qp_close(fds[0][1]);
}

static void open_tells_why_not(void)
{
    CHECK_INT(qp_open(L"no\\such\\directory\\file", _O_RDONLY, 0), -ENOENT);
    CHECK_INT(qp_open(L"no such file", _O_WRONLY | _O_APPEND, 0), -ENOENT);
    CHECK_INT(qp_open(L"", _O_RDONLY, 0), -ENOENT);
    CHECK_INT(qp_open(L".", _O_RDONLY, 0), -EACCES);
}

int main(void)
{
    size_t i;

    for (i = 0; i < sizeof(bad_fds) / sizeof(bad_fds[0]); i++) {
        refuses_bad(bad_fds[i]);
    }
    refuses_bad_target();
    pipe_carries_bytes();
    write_without_reader_is_epipe();
    pipes_run_out_and_come_back();
    open_tells_why_not();
    return test_end("descriptors");
}
