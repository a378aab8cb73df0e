/*
 * Jobs of children: one that ends with this process, and trees.
 */
#include "../core/test.h"

#include <errno.h>
#include <quickproc/quickproc.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

static const wchar_t *child_path(const wchar_t *name)
{
    static wchar_t path[1024];

    swprintf(path, COUNT(path), L"%ls\\%ls.exe", _wgetenv(L"QP_TEST_CHILDREN"), name);
    return path;
}

static int start(const wchar_t *program, const wchar_t *argument, uint32_t flags)
{
    const wchar_t *args[] = {child_path(program), argument};
    qp_spawn_options options;
    int pid = -1;

    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = 2;
    options.flags = flags;
    CHECK_INT(qp_spawn(&options, &pid), 0);
    return pid;
}

static void ends_by(int pid, qp_status expected)
{
    qp_status status = -1;

    CHECK_INT(qp_waitpid(pid, 0, &status), pid);
    CHECK_INT(status, expected);
}

/* It is no group: qp_waitpid(0) waits for it. Its number means the tree as long as one of it lives.
 */
static void tree_is_killed(void)
{
    qp_status status = -1;
    int pid = start(L"sleep", L"600000", QP_KILL_TREE);

    CHECK_INT(qp_kill(-pid, 0), 0);
    CHECK_INT(qp_kill(-pid, QP_SIGKILL), 0);
    CHECK_INT(qp_waitpid(0, 0, &status), pid);
    CHECK_INT(status, QP_SIGKILL);
    CHECK_INT(qp_kill(-pid, QP_SIGKILL), -ESRCH);
    pid = start(L"sleep", L"600000", QP_TRY_KILL_TREE);
    CHECK_INT(qp_kill(-pid, QP_SIGTERM), 0);
    ends_by(pid, QP_SIGTERM);
}

static int is_gone(DWORD pid)
{
    HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, pid);
    int gone = process == NULL || WaitForSingleObject(process, 60000) == WAIT_OBJECT_0;

    if (process != NULL) {
        CloseHandle(process);
    }
    return gone;
}

/* What ends the program after a timeout takes all of the tree, however much of it there is by then.
 */
static void timeout_ends_the_tree(void)
{
    static wchar_t pids[1024];
    const wchar_t *args[] = {child_path(L"chain"), L"3", pids, L"600000"};
    qp_spawn_options options;
    qp_exec_options timeout;
    qp_status status = -1;
    char line[32];
    int count = 0;
    FILE *file;

    swprintf(pids, COUNT(pids), L"%ls\\pids", _wgetenv(L"QP_TEST_TMP"));
    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = 4;
    options.flags = QP_KILL_TREE;
    qp_exec_options_init(&timeout, sizeof(timeout));
    timeout.timeout_ms = 3000;
    timeout.kill_signal = QP_SIGKILL;
    CHECK_INT(qp_exec(&options, &timeout, &status), 0);
    CHECK_INT(status, QP_SIGKILL);
    file = _wfopen(pids, L"r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
        CHECK(is_gone(strtoul(line, NULL, 10)));
        count++;
    }
    CHECK(count >= 1);
    if (file != NULL) {
        fclose(file);
    }
}

/*
 * Once this process is in another job, its children are too, and a job that was made before refuses
 * them.
 */
static void kill_on_exit_in_another_job(void)
{
    HANDLE job = CreateJobObjectW(NULL, NULL);
    int before = start(L"sleep", L"600000", QP_KILL_ON_EXIT);
    int after;

    CHECK(AssignProcessToJobObject(job, GetCurrentProcess()));
    for (int i = 0; i < 2; i++) {
        after = start(L"sleep", L"600000", QP_KILL_ON_EXIT);
        CHECK_INT(qp_kill(after, QP_SIGTERM), 0);
        ends_by(after, QP_SIGTERM);
    }
    /* Those of the job before are in it still. */
    CHECK_INT(qp_waitpid(before, QP_WNOHANG, NULL), 0);
    CHECK_INT(qp_kill(before, QP_SIGTERM), 0);
    ends_by(before, QP_SIGTERM);
    CloseHandle(job);
}

int main(void)
{
    tree_is_killed();
    timeout_ends_the_tree();
    kill_on_exit_in_another_job();
    return test_end("jobs");
}
