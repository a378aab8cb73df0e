/* Runs a program with a pipe for its output; prints what it wrote, exits with its exit code. */
#include <quickproc/quickproc.h>

#include <quickproc/events.h>
#include <quickproc/signal.h>
#include <quickproc/subprocess.h>

#include <stdio.h>

int main(void)
{
    static const wchar_t *args[] = {L"cmd", L"/c", L"echo of the child & exit 42"};
    qp_spawn_options options;
    qp_status status;
    char bytes[64];
    int fds[2];
    int pid;
    int got;

    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = 3;
    if (qp_pipe(fds) < 0) {
        return 1;
    }
    options.fds[1] = fds[1];
    if (qp_spawn(&options, &pid) < 0) {
        return 2;
    }
    qp_close(fds[1]);
    got = qp_read(fds[0], bytes, sizeof(bytes));
    qp_close(fds[0]);
    if (qp_waitpid(pid, 0, &status) != pid) {
        return 3;
    }
    printf("%.*s", got, bytes);
    return (int)qp_wexitstatus(status);
}
