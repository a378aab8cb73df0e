/* The starts of programs, each way. */
#include "support/programs.h"
#include "support/promises.h"
#include "support/walk.h"

#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The programs here exit with 7. */
#define EXITED_7 ((qp_status)7 * 256)

static const wchar_t *exit_program;
static const wchar_t *true_program;
static const wchar_t *batch;
static const wchar_t *script;
static const wchar_t *folder;
static wchar_t long_folder[600];

static void make_long_folder(void)
{
    wchar_t path[600];
    size_t length;
    int i;

    swprintf(long_folder, 600, L"%ls", folder);
    for (i = 0; i < 3; i++) {
        length = wcslen(long_folder);
        swprintf(long_folder + length, 600 - length, L"\\%0100d", i);
        swprintf(path, 600, L"\\\\?\\%ls", long_folder);
        CreateDirectoryW(path, NULL);
    }
}

static void prepare(void)
{
    exit_program = program_path(L"exit");
    true_program = program_path(L"true");
    batch = file_path(L"seven.cmd");
    script = file_path(L"script");
    folder = _wgetenv(L"QP_TEST_TMP");
    make_long_folder();
    file_write(batch, "@exit 7\r\n");
    file_write(script, "#!/usr/bin/env exit 7\n");
    walk_search_path(_wgetenv(L"QP_TEST_CHILDREN"));
}

static void start_and_wait(const qp_spawn_options *options, qp_status expected)
{
    program_wait(program_start(options), expected);
}

static void by_path(void)
{
    const wchar_t *args[] = {exit_program, L"7"};
    qp_spawn_options options = program_options(args, 2);

    start_and_wait(&options, EXITED_7);
}

/* A console event reaches a leader of a group by its number; DETACHED_PROCESS would make Windows
 * open a window for each console program that the child starts. */
static void check_creation(uint32_t flags)
{
    DWORD creation = promises_creation_flags();

    if (!(creation & CREATE_NEW_PROCESS_GROUP) != !(flags & (QP_NEW_PROCESS_GROUP | QP_DETACHED))) {
        walk_wrong("a process group of its own: %lx", creation);
    }
    if (flags & (QP_DETACHED | QP_HIDE_WINDOW) && !(creation & CREATE_NO_WINDOW)) {
        walk_wrong("no window: %lx", creation);
    }
    if (creation & (DETACHED_PROCESS | CREATE_NEW_CONSOLE | CREATE_BREAKAWAY_FROM_JOB)) {
        walk_wrong("never without being asked: %lx", creation);
    }
}

static void with_flags(uint32_t flags)
{
    const wchar_t *args[] = {exit_program, L"7"};
    qp_spawn_options options = program_options(args, 2);

    options.flags = flags;
    start_and_wait(&options, EXITED_7);
    check_creation(flags);
}

static void new_group(void)
{
    with_flags(QP_NEW_PROCESS_GROUP);
}

static void detached(void)
{
    with_flags(QP_DETACHED);
}

static void kill_on_exit(void)
{
    with_flags(QP_KILL_ON_EXIT);
}

static void group_kill_on_exit(void)
{
    with_flags(QP_NEW_PROCESS_GROUP | QP_KILL_ON_EXIT);
}

static void expect_limits(DWORD expected)
{
    if (promises_limit_flags() != expected) {
        walk_wrong("limits of the job: %lx", promises_limit_flags());
    }
}

/* Who asks for it leaves a tree, but not a group, nor what ends with this process. */
static void kill_tree(void)
{
    with_flags(QP_KILL_TREE);
    expect_limits(JOB_OBJECT_LIMIT_BREAKAWAY_OK);
    with_flags(QP_KILL_TREE | QP_NEW_PROCESS_GROUP);
    expect_limits(0);
}

static void kill_tree_on_exit(void)
{
    with_flags(QP_KILL_TREE | QP_KILL_ON_EXIT);
    expect_limits(JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE);
}

/* Where no job can be nested: the child alone, or an error if the tree was asked for. */
static void no_nested_job(void)
{
    static const uint32_t explicit[] = {QP_KILL_TREE, QP_KILL_TREE | QP_TRY_KILL_TREE,
                                        QP_NEW_PROCESS_GROUP | QP_TRY_KILL_TREE, QP_KILL_ON_EXIT,
                                        QP_KILL_ON_EXIT | QP_TRY_KILL_TREE};
    const wchar_t *args[] = {exit_program, L"7"};
    qp_spawn_options options = program_options(args, 2);
    uint32_t win_error = 0;
    size_t i;

    options.win_error = &win_error;
    promises_let_jobs_refuse(1);
    with_flags(QP_TRY_KILL_TREE);
    for (i = 0; i < sizeof(explicit) / sizeof(explicit[0]); i++) {
        int pid;
        int result;
        options.flags = explicit[i];
        result = qp_spawn(&options, &pid);
        if (result != -EACCES) {
            walk_told(result);
            result = qp_spawn(&options, &pid);
        }
        if (result != -EACCES || win_error != ERROR_ACCESS_DENIED) {
            walk_wrong("a job that cannot be nested: %d", result);
        }
    }
    promises_let_jobs_refuse(0);
}

static void as_asked(void)
{
    const wchar_t *args[] = {exit_program, L"7"};
    qp_spawn_options options = program_options(args, 2);
    DWORD creation;

    options.window = QP_WINDOW_MINIMIZED;
    options.priority = QP_PRIORITY_BELOW_NORMAL;
    options.flags = QP_NEW_CONSOLE;
    start_and_wait(&options, EXITED_7);
    creation = promises_creation_flags();
    if (!(creation & CREATE_NEW_CONSOLE) || !(creation & BELOW_NORMAL_PRIORITY_CLASS)) {
        walk_wrong("creation flags: %lx", creation);
    }
}

/* The child's descriptor 5 is what our pipe's end is. */
static void more_descriptors(void)
{
    const wchar_t *args[] = {program_path(L"fds"), L"5"};
    qp_spawn_options options = program_options(args, 2);
    qp_child_fd more = {5, -1};
    int fds[2] = {-1, -1};
    char bytes[8] = "";
    int result;
    int pid;

    TRY(result, qp_pipe(fds));
    more.fd = fds[1];
    options.more_fds = &more;
    options.more_fd_count = 1;
    pid = program_start(&options);
    program_wait(pid, 0);
    descriptor_close(fds[1]);
    TRY(result, qp_read(fds[0], bytes, sizeof(bytes)));
    if (result != 4 || memcmp(bytes, "fd 5", 4) != 0) {
        walk_wrong("read %d: %.8s", result, bytes);
    }
    descriptor_close(fds[0]);
}

static void searched_elsewhere(void)
{
    const wchar_t *args[] = {L"exit", L"7"};
    qp_spawn_options options = program_options(args, 2);

    walk_search_path(folder);
    options.search_path = _wgetenv(L"QP_TEST_CHILDREN");
    start_and_wait(&options, EXITED_7);
    walk_search_path(_wgetenv(L"QP_TEST_CHILDREN"));
}

/* Longer than what CreateProcessW takes, so by its 8.3 name. */
static void in_long_directory(void)
{
    const wchar_t *args[] = {exit_program, L"7"};
    qp_spawn_options options = program_options(args, 2);

    options.cwd = long_folder;
    start_and_wait(&options, EXITED_7);
}

static void verbatim(void)
{
    with_flags(QP_VERBATIM_ARGUMENTS | QP_HIDE_WINDOW);
}

static void searched(void)
{
    const wchar_t *args[] = {L"exit", L"7"};
    qp_spawn_options options = program_options(args, 2);

    start_and_wait(&options, EXITED_7);
}

static void posix_name(void)
{
    const wchar_t *args[] = {L"/bin/exit", L"7"};
    qp_spawn_options options = program_options(args, 2);

    start_and_wait(&options, EXITED_7);
}

static void without_path(void)
{
    const wchar_t *args[] = {L"exit.exe", L"7"};
    qp_spawn_options options = program_options(args, 2);

    options.flags = QP_NO_PATH_SEARCH;
    options.cwd = _wgetenv(L"QP_TEST_CHILDREN");
    start_and_wait(&options, EXITED_7);
}

static void in_directory(void)
{
    const wchar_t *args[] = {exit_program, L"7"};
    qp_spawn_options options = program_options(args, 2);

    options.cwd = folder;
    start_and_wait(&options, EXITED_7);
}

static void with_environment(void)
{
    static const wchar_t *const environment[] = {L"b=1", L"A=2", L"a=3"};
    const wchar_t *args[] = {exit_program, L"7"};
    qp_spawn_options options = program_options(args, 2);

    options.env = environment;
    options.env_count = 3;
    start_and_wait(&options, EXITED_7);
}

static void batch_file(void)
{
    const wchar_t *args[] = {batch, L"a b", L"%c%"};
    qp_spawn_options options = program_options(args, 3);

    start_and_wait(&options, EXITED_7);
}

static void shebang(void)
{
    const wchar_t *args[] = {script, L"x"};
    qp_spawn_options options = program_options(args, 2);

    start_and_wait(&options, EXITED_7);
}

static void to_cmd(void)
{
    const wchar_t *args[] = {L"cmd", L"/c", L"exit", L"7"};
    qp_spawn_options options = program_options(args, 4);

    options.file = L"C:\\windows\\system32\\cmd.exe";
    start_and_wait(&options, EXITED_7);
}

static void close_both(const int fds[2])
{
    descriptor_close(fds[0]);
    descriptor_close(fds[1]);
}

/* Standard input and output are pipes: what goes in comes out, then the end. */
static void through_pipes(void)
{
    const wchar_t *args[] = {program_path(L"copy")};
    qp_spawn_options options = program_options(args, 1);
    int in[2] = {-1, -1};
    int out[2] = {-1, -1};
    char bytes[8] = "";
    int result;
    int pid;

    TRY(result, qp_pipe(in));
    TRY(result, qp_pipe(out));
    options.fds[0] = in[0];
    options.fds[1] = out[1];
    pid = program_start(&options);
    TRY(result, qp_write(in[1], "hello", 5));
    descriptor_close(in[1]);
    TRY(result, qp_read(out[0], bytes, sizeof(bytes)));
    if (result != 5 || memcmp(bytes, "hello", 5) != 0) {
        walk_wrong("read %d", result);
    }
    program_wait(pid, 0);
    descriptor_close(in[0]);
    close_both(out);
}

static void not_there(void)
{
    const wchar_t *args[] = {L"no-such-program"};
    qp_spawn_options options = program_options(args, 1);
    int pid;
    int result = qp_spawn(&options, &pid);

    if (result != -ENOENT) {
        walk_told(result);
        result = qp_spawn(&options, &pid);
    }
    if (result != -ENOENT) {
        walk_wrong("a program that is not there: %d", result);
    }
}

static void exec_run(void)
{
    const wchar_t *args[] = {exit_program, L"7"};
    qp_spawn_options options = program_options(args, 2);

    program_exec(&options, QP_NO_TIMEOUT, EXITED_7);
}

static void exec_timeout(void)
{
    const wchar_t *args[] = {program_path(L"sleep"), L"60000"};
    qp_spawn_options options = program_options(args, 2);

    program_exec(&options, 30, QP_SIGTERM);
}

static void exec_group_timeout(void)
{
    const wchar_t *args[] = {program_path(L"sleep"), L"60000"};
    qp_spawn_options options = program_options(args, 2);

    options.flags = QP_NEW_PROCESS_GROUP;
    program_exec(&options, 30, QP_SIGTERM);
}

/* What it does ends a process: here it is only asked for nonsense. */
static void stop(void)
{
    int result = qp_spawn_stop(QP_SIGKILL, 0);

    if (result != -EINVAL) {
        walk_wrong("a signal that ends no console: %d", result);
    }
}

/* Whoever started us may have given us one that is not. */
static void stop_inheriting_output(void)
{
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): how the C runtime gives it */
    SetHandleInformation((HANDLE)_get_osfhandle(1), HANDLE_FLAG_INHERIT, 0);
}

/* Standard output is a pipe here, whose handle has to be duplicated for the child: what it says
 * there must come, or it must not be started. */
static void default_output(void)
{
    const wchar_t *args[] = {program_path(L"sleep"), L"0", L"text"};
    qp_spawn_options options = program_options(args, 3);
    int fds[2] = {-1, -1};
    char bytes[64] = "";
    int saved;
    int result;
    int pid;

    fflush(stdout);
    TRY(saved, qp_dup(1));
    TRY(result, qp_pipe(fds));
    TRY(result, qp_dup2(fds[1], 1));
    stop_inheriting_output();
    pid = program_start(&options);
    program_wait(pid, 0);
    TRY(result, qp_dup2(saved, 1));
    descriptor_close(saved);
    descriptor_close(fds[1]);
    TRY(result, qp_read(fds[0], bytes, sizeof(bytes)));
    if (result <= 0 && !walk_is_about("_get_osfhandle")) {
        walk_wrong("the child has said nothing");
    }
    descriptor_close(fds[0]);
}

/* What cannot end the child is followed by a SIGKILL, as often as it takes. */
static const exemption while_ending[] = {{"*", 0, "the child was ended all the same"},
                                         {NULL, 0, NULL}};

static const scenario scenarios[] = {
    {"by-path", by_path, while_waiting, 0},
    {"searched", searched, while_waiting, 0},
    {"posix-name", posix_name, while_waiting, 0},
    {"without-path", without_path, while_waiting, 0},
    {"in-directory", in_directory, while_waiting, 0},
    {"with-environment", with_environment, while_waiting, 0},
    {"through-pipes", through_pipes, while_waiting, 0},
    {"batch-file", batch_file, while_waiting, 0},
    {"shebang", shebang, while_waiting, 0},
    {"to-cmd", to_cmd, while_waiting, 0},
    {"verbatim", verbatim, while_waiting, 0},
    {"new-group", new_group, while_waiting, 0},
    {"detached", detached, while_waiting, 0},
    {"kill-on-exit", kill_on_exit, while_waiting, 1},
    {"group-kill-on-exit", group_kill_on_exit, while_waiting, 0},
    {"kill-tree", kill_tree, while_waiting, 0},
    {"kill-tree-on-exit", kill_tree_on_exit, while_waiting, 0},
    {"no-nested-job", no_nested_job, while_waiting, 1},
    {"as-asked", as_asked, while_waiting, 0},
    {"more-descriptors", more_descriptors, while_waiting, 0},
    {"searched-elsewhere", searched_elsewhere, while_waiting, 0},
    {"in-long-directory", in_long_directory, while_waiting, 0},
    {"not-there", not_there, NULL, 0},
    {"default-output", default_output, while_waiting, 0},
    {"exec", exec_run, NULL, 0},
    {"stop", stop, NULL, 0},
    {"exec-timeout", exec_timeout, while_ending, 0},
    {"exec-group-timeout", exec_group_timeout, while_ending, 0},
};

const subject subject_spawn = {"spawn", prepare, NULL, scenarios,
                               sizeof(scenarios) / sizeof(scenarios[0])};
