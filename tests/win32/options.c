/*
 * The options structs: programs of another version than the library, and where a start says why it
 * failed. The layouts below are frozen: they are those of programs that exist.
 */
#include "../core/test.h"

#include <quickproc/subprocess.h>

#include <stdlib.h>
#include <windows.h>

/* The first qp_spawn_options, without the members that came at its end. */
typedef struct old_spawn {
    size_t size;
    const wchar_t *const *args;
    size_t arg_count;
    const wchar_t *file;
    const wchar_t *cwd;
    const wchar_t *const *env;
    size_t env_count;
    int fds[3];
} old_spawn;

typedef struct old_run {
    size_t size;
    const void *input;
    size_t input_bytes;
    size_t max_bytes;
    uint32_t timeout_ms;
    int kill_signal;
} old_run;

typedef struct new_spawn {
    qp_spawn_options known;
    const void *unknown;
} new_spawn;

typedef struct new_run {
    qp_run_options known;
    size_t unknown;
} new_run;

typedef struct new_exec {
    qp_exec_options known;
    size_t unknown;
} new_exec;

static const wchar_t *args[2];
static wchar_t program[MAX_PATH];

static void runs(const qp_spawn_options *spawn)
{
    qp_status status = -1;

    CHECK_INT(qp_exec(spawn, NULL, &status), 0);
    CHECK_INT(status, 5 * 256);
}

static void older_spawn_runs(void)
{
    struct {
        old_spawn options;
        uint64_t guard;
    } mine;
    const qp_spawn_options *spawn = (const qp_spawn_options *)(void *)&mine.options;
    qp_char *line;

    memset(&mine, 0xA5, sizeof(mine));
    qp_spawn_options_init((qp_spawn_options *)(void *)&mine.options, sizeof(mine.options));
    CHECK_INT(mine.options.size, sizeof(old_spawn));
    CHECK(mine.guard == 0xA5A5A5A5A5A5A5A5);
    CHECK(mine.options.file == NULL && mine.options.fds[2] == QP_FD_INHERIT);
    mine.options.args = args;
    mine.options.arg_count = 2;
    runs(spawn);
    CHECK_INT(qp_command_line(spawn, &line), 0);
    qp_free(line);
}

static void older_run_runs(void)
{
    struct {
        old_run options;
        uint64_t guard;
    } mine;
    qp_run_result ended;
    qp_spawn_options spawn;
    qp_run *run = NULL;

    memset(&mine, 0xA5, sizeof(mine));
    memset(&ended, 0xA5, sizeof(ended));
    qp_run_options_init((qp_run_options *)(void *)&mine.options, sizeof(mine.options));
    CHECK_INT(mine.options.size, sizeof(old_run));
    CHECK(mine.options.max_bytes == SIZE_MAX && mine.options.kill_signal == QP_SIGTERM);
    CHECK(mine.guard == 0xA5A5A5A5A5A5A5A5);
    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.args = args;
    spawn.arg_count = 2;
    CHECK_INT(qp_run_start(&spawn, (const qp_run_options *)(void *)&mine.options, &run), 0);
    CHECK_INT(qp_run_finish(run, &ended, offsetof(qp_run_result, has_usage) - 1), -EINVAL);
    CHECK_INT(qp_run_finish(run, NULL, sizeof(ended)), -EINVAL);
    CHECK_INT(qp_run_finish(run, &ended, offsetof(qp_run_result, has_usage)), 0);
    CHECK_INT(ended.status, 5 * 256);
    CHECK((unsigned)ended.has_usage == 0xA5A5A5A5);
}

static void newer_result_is_zero(void)
{
    struct {
        qp_run_result result;
        uint64_t unknown;
    } ended;
    qp_spawn_options spawn;
    qp_run_options options;
    qp_run *run = NULL;

    memset(&ended, 0xA5, sizeof(ended));
    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.args = args;
    spawn.arg_count = 2;
    qp_run_options_init(&options, sizeof(options));
    CHECK_INT(qp_run_start(&spawn, &options, &run), 0);
    CHECK_INT(qp_run_finish(run, (qp_run_result *)(void *)&ended, sizeof(ended)), 0);
    CHECK(ended.result.status == INT64_C(5) * 256 && ended.unknown == 0);
}

static void newer_spawn_runs_without_what_is_new(void)
{
    new_spawn mine;
    new_exec limits;
    int pid = -1;

    memset(&mine, 0xA5, sizeof(mine));
    qp_spawn_options_init(&mine.known, sizeof(mine));
    CHECK(mine.known.size == sizeof(mine) && mine.unknown == NULL);
    mine.known.args = args;
    mine.known.arg_count = 2;
    runs(&mine.known);
    qp_exec_options_init(&limits.known, sizeof(limits));
    CHECK_INT(qp_exec(&mine.known, &limits.known, NULL), 0);
    limits.unknown = 1;
    CHECK_INT(qp_exec(&mine.known, &limits.known, NULL), -ENOTSUP);
    mine.unknown = &mine;
    CHECK_INT(qp_spawn(&mine.known, &pid), -ENOTSUP);
    CHECK_INT(pid, -1);
    mine.unknown = NULL;
    mine.known.flags = (uint32_t)1 << 31;
    CHECK_INT(qp_spawn(&mine.known, &pid), -ENOTSUP);
}

/* Its pipe is closed as after every refusal. */
static void newer_run_is_refused(void)
{
    qp_spawn_options spawn;
    qp_run *run = NULL;
    new_run mine;
    int fds[2];

    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.args = args;
    spawn.arg_count = 2;
    CHECK_INT(qp_pipe(fds), 0);
    qp_run_options_init(&mine.known, sizeof(mine));
    mine.known.notify_fd = fds[1];
    mine.unknown = 1;
    CHECK_INT(qp_run_start(&spawn, &mine.known, &run), -ENOTSUP);
    CHECK_INT(qp_close(fds[1]), -EBADF);
    CHECK_INT(qp_close(fds[0]), 0);
}

static void not_initialised_is_refused(void)
{
    qp_spawn_options spawn;
    qp_exec_options limits;
    qp_run_options options;
    qp_run *run = NULL;
    qp_char *text = NULL;

    memset(&limits, 0, sizeof(limits));
    memset(&options, 0, sizeof(options));
    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.args = args;
    spawn.arg_count = 2;
    CHECK_INT(qp_exec(&spawn, &limits, NULL), -EINVAL);
    CHECK_INT(qp_run_start(&spawn, &options, &run), -EINVAL);
    CHECK_INT(qp_run_start(&spawn, NULL, &run), -EINVAL);
    spawn.size = 0;
    CHECK_INT(qp_exec(&spawn, NULL, NULL), -EINVAL);
    CHECK_INT(qp_which(&spawn, &text), -EINVAL);
    /* sizeof a pointer to it. */
    spawn.size = sizeof(void *);
    CHECK_INT(qp_exec(&spawn, NULL, NULL), -EINVAL);
}

/* What Windows refused is told there, whatever is called next. */
static void failed_start_says_why(void)
{
    static const wchar_t *nothing[] = {L"no-such-program"};
    wchar_t bad[MAX_PATH];
    const wchar_t *bad_args[] = {bad};
    qp_spawn_options spawn;
    uint32_t win_error = 1;
    FILE *file;

    swprintf(bad, MAX_PATH, L"%ls\\bad.exe", _wgetenv(L"QP_TEST_TMP"));
    file = _wfopen(bad, L"wb");
    CHECK(file != NULL && fputs("not a program", file) >= 0 && fclose(file) == 0);
    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.win_error = &win_error;
    spawn.args = nothing;
    spawn.arg_count = 1;
    CHECK_INT(qp_spawn(&spawn, NULL), -ENOENT);
    CHECK_INT(win_error, 0);
    spawn.args = bad_args;
    CHECK_INT(qp_spawn(&spawn, NULL), -ENOEXEC);
    CHECK(qp_getpid() > 0);
    SetLastError(0);
    CHECK_INT(win_error, ERROR_BAD_EXE_FORMAT);
    spawn.args = args;
    spawn.arg_count = 2;
    runs(&spawn);
    CHECK_INT(win_error, 0);
}

static void version_is_the_headers(void)
{
    CHECK_INT(qp_version(), QUICKPROC_VERSION);
}

int main(void)
{
    swprintf(program, MAX_PATH, L"%ls\\exit.exe", _wgetenv(L"QP_TEST_CHILDREN"));
    args[0] = program;
    args[1] = L"5";
    older_spawn_runs();
    older_run_runs();
    newer_result_is_zero();
    newer_spawn_runs_without_what_is_new();
    newer_run_is_refused();
    not_initialised_is_refused();
    failed_start_says_why();
    version_is_the_headers();
    return test_end("options");
}
