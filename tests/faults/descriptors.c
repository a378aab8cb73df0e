/* pipe, dup, dup2, open, read, write, close. */
#include "support/programs.h"
#include "support/walk.h"

#include <fcntl.h>

static void close_all(const int *fds, int count)
{
    int i;

    for (i = 0; i < count; i++) {
        descriptor_close(fds[i]);
    }
}

static void pass_byte(int from, int to)
{
    char byte = 'x';
    int result;

    TRY(result, qp_write(to, &byte, 1));
    byte = 0;
    TRY(result, qp_read(from, &byte, 1));
    if (result != 1 || byte != 'x') {
        walk_wrong("a byte is lost: %d", result);
    }
}

static void pipe_run(void)
{
    int fds[2] = {-1, -1};
    int result;

    TRY(result, qp_pipe(fds));
    if (result == 0) {
        pass_byte(fds[0], fds[1]);
    }
    close_all(fds, 2);
}

static void dup_run(void)
{
    int fds[3] = {-1, -1, -1};
    int result;

    TRY(result, qp_pipe(fds));
    TRY(fds[2], qp_dup(fds[1]));
    if (fds[2] >= 0) {
        pass_byte(fds[0], fds[2]);
    }
    close_all(fds, 3);
}

static void dup2_run(void)
{
    int fds[4] = {-1, -1, -1, -1};
    int result;

    TRY(result, qp_pipe(fds));
    TRY(result, qp_pipe(fds + 2));
    TRY(result, qp_dup2(fds[1], fds[3]));
    if (result >= 0) {
        pass_byte(fds[0], fds[3]);
    }
    close_all(fds, 4);
}

/* Standard error: the test's own messages go elsewhere. */
static void dup2_standard(void)
{
    int saved = -1;
    int fds[2] = {-1, -1};
    int result;

    TRY(saved, qp_dup(2));
    TRY(result, qp_pipe(fds));
    TRY(result, qp_dup2(fds[1], 2));
    if (result >= 0) {
        pass_byte(fds[0], 2);
    }
    TRY(result, qp_dup2(saved, 2));
    close_all(fds, 2);
    close_all(&saved, 1);
}

static void open_run(void)
{
    int fd = -1;
    int result;

    TRY(fd, qp_open(file_path(L"plain"), _O_RDWR | _O_CREAT | _O_TRUNC, 0600));
    if (fd >= 0) {
        TRY(result, qp_write(fd, "x", 1));
    }
    close_all(&fd, 1);
}

static void open_append(void)
{
    int fd = -1;
    int result;

    TRY(fd, qp_open(file_path(L"appended"), _O_WRONLY | _O_APPEND | _O_CREAT | _O_TRUNC, 0600));
    if (fd >= 0) {
        TRY(result, qp_write(fd, "x", 1));
    }
    close_all(&fd, 1);
}

static const scenario scenarios[] = {
    {"pipe", pipe_run, NULL, 0}, {"dup", dup_run, NULL, 0},
    {"dup2", dup2_run, NULL, 0}, {"dup2-standard", dup2_standard, NULL, 0},
    {"open", open_run, NULL, 0}, {"open-append", open_append, NULL, 0},
};

const subject subject_descriptors = {"descriptors", NULL, NULL, scenarios,
                                     sizeof(scenarios) / sizeof(scenarios[0])};
