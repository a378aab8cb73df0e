#include "programs.h"

#include <stdio.h>
#include <stdlib.h>

const exemption while_waiting[] = {WAITS, {NULL, 0, NULL}};

const exemption while_marking[] = {
    WAITS,
    {"WaitForSingleObject", 0, "a child that may have ended is marked; its exit code decides"},
    {NULL, 0, NULL}};

static const wchar_t *join(const wchar_t *variable, const wchar_t *name, const wchar_t *extension)
{
    wchar_t *path = malloc(MAX_PATH * sizeof(*path));

    swprintf(path, MAX_PATH, L"%ls\\%ls%ls", _wgetenv(variable), name, extension);
    return path;
}

const wchar_t *program_path(const wchar_t *name)
{
    return join(L"QP_TEST_CHILDREN", name, L".exe");
}

const wchar_t *file_path(const wchar_t *name)
{
    return join(L"QP_TEST_TMP", name, L"");
}

void file_write(const wchar_t *path, const char *text)
{
    FILE *file = _wfopen(path, L"wb");

    fputs(text, file);
    fclose(file);
}

qp_spawn_options program_options(const wchar_t *const *args, size_t count)
{
    qp_spawn_options options;

    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = count;
    return options;
}

int program_start(const qp_spawn_options *options)
{
    int pid = 0;
    int result;

    TRY(result, qp_spawn(options, &pid));
    return result < 0 ? -1 : pid;
}

static int wait_for(int pid, qp_status *status)
{
    int result = walk_told(qp_waitpid(pid, 0, status));

    if (result < 0 && result != -ECHILD) {
        result = walk_again(qp_waitpid(pid, 0, status), "qp_waitpid");
    }
    if (result != pid) {
        walk_wrong("the child is lost: %d", result);
    }
    return result == pid;
}

void program_wait_either(int pid, qp_status expected, qp_status other)
{
    qp_status status = -1;

    if (pid > 0 && wait_for(pid, &status) && status != expected && status != other) {
        walk_wrong("status %lld, not %lld", (long long)status, (long long)expected);
    }
}

void program_wait(int pid, qp_status expected)
{
    program_wait_either(pid, expected, expected);
}

void program_reap(int pid)
{
    qp_status status;

    if (pid > 0) {
        wait_for(pid, &status);
    }
}

void descriptor_close(int fd)
{
    if (fd >= 0 && walk_told(qp_close(fd)) < 0) {
        qp_close(fd);
    }
}

qp_exec_options program_limits(uint32_t timeout_ms)
{
    qp_exec_options limits;

    qp_exec_options_init(&limits, sizeof(limits));
    limits.timeout_ms = timeout_ms;
    return limits;
}

void program_exec(const qp_spawn_options *options, uint32_t timeout_ms, qp_status expected)
{
    qp_exec_options limits = program_limits(timeout_ms);
    qp_status status = -1;
    int result;

    TRY(result, qp_exec(options, &limits, &status));
    if (result == 0 && status != expected) {
        walk_wrong("status %lld, not %lld", (long long)status, (long long)expected);
    }
}
