/*
 * Calls that are wrong as a program: refused, with nothing started; and what POSIX lets one leave
 * out.
 */
#include "../core/test.h"
#include "win32/program/explain.h"

#include <quickproc/subprocess.h>

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <windows.h>

static qp_char program[MAX_PATH];

static const qp_char *child(const wchar_t *name)
{
    swprintf(program, MAX_PATH, L"%ls\\%ls.exe", _wgetenv(L"QP_TEST_CHILDREN"), name);
    return program;
}

/* However it is started: the same answer. */
static void is_refused(const qp_spawn_options *spawn)
{
    qp_run_options options;
    qp_status status = -1;
    qp_run *run = NULL;
    int pid = -1;

    CHECK_INT(qp_spawn(spawn, &pid), -EINVAL);
    CHECK_INT(qp_exec(spawn, NULL, &status), -EINVAL);
    qp_run_options_init(&options, sizeof(options));
    CHECK_INT(qp_run_start(spawn, &options, &run), -EINVAL);
    CHECK(pid == -1 && status == -1 && run == NULL);
    CHECK_INT(qp_waitpid(-1, QP_WNOHANG, &status), -ECHILD);
}

static void refuses_what_is_not_there(void)
{
    const qp_char *nothing[] = {child(L"exit"), NULL, L"5"};
    const qp_char *first_missing[] = {NULL, L"5"};
    const qp_char *env[] = {L"A=1", NULL};
    qp_char *text = NULL;
    qp_spawn_options spawn;

    is_refused(NULL);
    qp_spawn_options_init(&spawn, sizeof(spawn));
    is_refused(&spawn);
    CHECK_INT(qp_which(&spawn, &text), -EINVAL);
    CHECK_INT(qp_command_line(&spawn, &text), -EINVAL);
    spawn.file = program;
    is_refused(&spawn);
    spawn.args = nothing;
    is_refused(&spawn);
    spawn.arg_count = 3;
    is_refused(&spawn);
    CHECK_INT(qp_command_line(&spawn, &text), -EINVAL);
    spawn.args = first_missing;
    spawn.arg_count = 2;
    is_refused(&spawn);
    spawn.args = nothing;
    spawn.arg_count = 1;
    spawn.env = env;
    spawn.env_count = 2;
    is_refused(&spawn);
    CHECK(text == NULL);
}

/* A pipe's end that was given to a run is closed whatever becomes of it. */
static void notice_comes_of_a_refusal_too(void)
{
    qp_spawn_options spawn;
    qp_run_options options;
    qp_run *run = NULL;
    int fds[2];

    qp_spawn_options_init(&spawn, sizeof(spawn));
    CHECK_INT(qp_pipe(fds), 0);
    qp_run_options_init(&options, sizeof(options));
    options.notify_fd = fds[1];
    CHECK_INT(qp_run_start(&spawn, &options, &run), -EINVAL);
    CHECK_INT(qp_close(fds[1]), -EBADF);
    CHECK_INT(qp_close(fds[0]), 0);
}

static void results_may_be_left_out(void)
{
    const qp_char *args[] = {child(L"exit"), L"5"};
    qp_spawn_options spawn;
    qp_status status;
    int pid;

    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.args = args;
    spawn.arg_count = 2;
    CHECK_INT(qp_exec(&spawn, NULL, NULL), 0);
    CHECK_INT(qp_spawn(&spawn, NULL), 0);
    CHECK(qp_waitpid(-1, 0, &status) > 0);
    CHECK_INT(qp_wexitstatus(status), 5);
    CHECK_INT(qp_spawn(&spawn, &pid), 0);
    CHECK_INT(qp_waitpid(pid, 0, NULL), pid);
    CHECK_INT(qp_waitpid(pid, 0, NULL), -ECHILD);
    CHECK_INT(qp_waitpid(INT_MIN, 0, NULL), -ECHILD);
}

static void refuses_no_memory_to_use(void)
{
    char byte = 0;
    int fds[2];

    CHECK_INT(qp_pipe(NULL), -EINVAL);
    CHECK_INT(qp_pipe(fds), 0);
    CHECK_INT(qp_write(fds[1], NULL, 0), 0);
    CHECK_INT(qp_write(fds[1], &byte, 0), 0);
    CHECK_INT(qp_write(fds[1], NULL, 1), -EINVAL);
    CHECK_INT(qp_write(fds[1], &byte, 1), 1);
    CHECK_INT(qp_read(fds[0], NULL, 0), 0);
    CHECK_INT(qp_read(fds[0], NULL, 1), -EINVAL);
    CHECK_INT(qp_read(fds[0], &byte, 1), 1);
    CHECK_INT(qp_close(fds[0]), 0);
    CHECK_INT(qp_close(fds[1]), 0);
    CHECK_INT(qp_open(NULL, _O_RDONLY, 0), -EINVAL);
    CHECK_INT(qp_open(NULL, _O_WRONLY | _O_APPEND | _O_CREAT | _O_TRUNC, 0), -EINVAL);
    CHECK_INT(qp__check_directory(NULL), -EINVAL);
    qp_run_abandon(NULL);
    qp_free(NULL);
}

int main(void)
{
    refuses_what_is_not_there();
    notice_comes_of_a_refusal_too();
    results_may_be_left_out();
    refuses_no_memory_to_use();
    return test_end("misuse");
}
