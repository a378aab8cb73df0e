/*
 * The C library without QuickJS: starts a program, counts what it prints and tells how it ended.
 *
 *     capture.exe cmd /c "echo hello & exit 3"
 */
#include <quickproc/quickproc.h>

#include <stdio.h>

static int count_output(int fd)
{
    char buffer[4096];
    int total = 0;
    int got;

    while ((got = qp_read(fd, buffer, sizeof(buffer))) > 0) {
        total += got;
    }
    return got < 0 ? got : total;
}

static void tell_status(qp_status status)
{
    if (qp_wifsignaled(status)) {
        printf("ended by signal %d\n", qp_wtermsig(status));
    } else {
        printf("exit code %u\n", (unsigned int)qp_wexitstatus(status));
    }
}

static int capture(const wchar_t *const *args, size_t count)
{
    qp_spawn_options options;
    qp_status status = 0;
    int fds[2];
    int pid;
    int error = qp_pipe(fds);

    if (error < 0) {
        return error;
    }
    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = count;
    options.fds[1] = fds[1];
    error = qp_spawn(&options, &pid);
    /* The child has its own now. As long as ours is open, the end of file does not come. */
    qp_close(fds[1]);
    if (error == 0) {
        printf("%d bytes\n", count_output(fds[0]));
        error = qp_waitpid(pid, 0, &status);
    }
    qp_close(fds[0]);
    if (error > 0) {
        tell_status(status);
        error = 0;
    }
    return error;
}

int wmain(int argc, wchar_t **argv)
{
    int error;

    if (argc < 2) {
        fprintf(stderr, "usage: capture program [arguments]\n");
        return 2;
    }
    error = capture((const wchar_t *const *)argv + 1, (size_t)argc - 1);
    if (error < 0) {
        fprintf(stderr, "capture: error %d\n", -error);
    }
    return error < 0;
}
