#include "win32/processes/process.h"

#include "core/options.h"
#include "core/signals.h"
#include "core/status.h"
#include "core/text.h"
#include "win32/children/children.h"
#include "win32/children/group.h"
#include "win32/system/process.h"
#include "win32/system/usage.h"

#include <errno.h>

/* What a path may have at most, with its NUL ("Maximum Path Length Limitation"). */
#define MOST_PATH_UNITS 32768

/* 1601 to 1970, in units of 100 ns. */
#define UNIX_EPOCH UINT64_C(116444736000000000)

/* A caller's entry has at least what the first version of it had. */
#define LEAST_ENTRY sizeof(qp_process_entry)

uint64_t qp__process_unix_ms(uint64_t time)
{
    return time < UNIX_EPOCH ? 0 : (time - UNIX_EPOCH) / 10000;
}

int qp__process_path(HANDLE process, qp_char **path)
{
    DWORD units = MOST_PATH_UNITS;
    qp_char *buffer = qp__alloc(MOST_PATH_UNITS * sizeof(*buffer));
    qp_char *shorter;
    int error = 0;

    *path = NULL;
    if (buffer == NULL) {
        return -ENOMEM;
    }
    if (!QueryFullProcessImageNameW(process, 0, buffer, &units)) {
        error = qp__last_error();
        qp__free(buffer);
        return qp__is_exhausted(error) ? error : 0;
    }
    shorter = qp__realloc(buffer, ((size_t)units + 1) * sizeof(*buffer));
    if (shorter == NULL) {
        qp__free(buffer);
        return -ENOMEM;
    }
    *path = shorter;
    return 0;
}

const qp_char *qp__process_file_name(const qp_char *path)
{
    const qp_char *name = path;

    for (; *path != 0; path++) {
        if (*path == L'\\') {
            name = path + 1;
        }
    }
    return name;
}

/* ---- Opening ------------------------------------------------------------------------------ */

/* A qp__child_action. */
static int duplicate_child(qp__child_state *state, void *duplicate)
{
    HANDLE self = GetCurrentProcess();

    return DuplicateHandle(self, state->process, self, duplicate, 0, FALSE, DUPLICATE_SAME_ACCESS)
               ? 0
               : qp__last_error();
}

static int open_handle(int pid, HANDLE *handle)
{
    int error = qp__children_act(pid, duplicate_child, handle);

    return error == -ECHILD
               ? qp__process_open(pid, PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE, handle)
               : error;
}

static int open_job(int pid, HANDLE *job)
{
    int error = qp__group_open(pid, job);

    return error == -ESRCH ? 0 : error;
}

int qp_process_open(int pid, qp_process **process)
{
    qp_process *made;
    int error;

    if (process == NULL) {
        return -EINVAL;
    }
    if (pid <= 0) {
        return -ESRCH;
    }
    made = qp__alloc(sizeof(*made));
    if (made == NULL) {
        return -ENOMEM;
    }
    ZeroMemory(made, sizeof(*made));
    made->entry.pid = pid;
    error = open_handle(pid, &made->handle);
    if (error < 0) {
        goto finish;
    }
    error = open_job(pid, &made->job);
finish:
    if (error < 0) {
        made = qp_process_close(made);
    }
    *process = made;
    return error;
}

qp_process *qp_process_close(qp_process *process)
{
    if (process == NULL) {
        return NULL;
    }
    qp_process_unwatch(process);
    if (process->handle != NULL) {
        CloseHandle(process->handle);
    }
    if (process->job != NULL) {
        CloseHandle(process->job);
    }
    qp__free(process->path);
    qp__free(process);
    return NULL;
}

/* ---- One that is open --------------------------------------------------------------------- */

int qp__process_describe(qp_process *process)
{
    qp__process_times times = {0};
    int error;
    int parent;

    if (process->is_described) {
        return 0;
    }
    error = qp__process_times_of(process->handle, &times);
    if (error < 0) {
        return error;
    }
    parent = qp__process_parent(process->handle);
    if (parent < 0) {
        return parent;
    }
    error = qp__process_path(process->handle, &process->path);
    if (error < 0) {
        return error;
    }
    process->start = times.start;
    process->entry.parent_pid = parent;
    process->entry.start_time_ms = qp__process_unix_ms(times.start);
    process->entry.path = process->path;
    process->entry.name = process->path == NULL ? L"" : qp__process_file_name(process->path);
    process->is_described = 1;
    return 0;
}

int qp_process_get(qp_process *process, qp_process_entry *entry, size_t size)
{
    int error;

    if (process == NULL || entry == NULL || size < LEAST_ENTRY) {
        return -EINVAL;
    }
    error = qp__process_describe(process);
    if (error == 0) {
        qp__results_copy(entry, size, &process->entry, sizeof(process->entry));
    }
    return error;
}

/* A qp__child_action. */
static int add_sent(qp__child_state *state, void *sent)
{
    *(uint32_t *)sent |= state->sent;
    return 0;
}

static int read_status(const qp_process *process, qp_status *status)
{
    uint32_t sent = process->sent;
    DWORD exit_code;

    if (!GetExitCodeProcess(process->handle, &exit_code)) {
        return qp__last_error();
    }
    qp__children_act(process->entry.pid, add_sent, &sent);
    *status = qp__status_from_exit_code(exit_code, sent);
    return 0;
}

int qp_process_wait(const qp_process *process, uint32_t timeout_ms, qp_status *status)
{
    int result;

    if (process == NULL) {
        return -EINVAL;
    }
    result = qp__process_await(process->handle, timeout_ms);
    if (result > 0 && status != NULL) {
        int error = read_status(process, status);
        result = error < 0 ? error : result;
    }
    return result;
}

int qp_process_kill(qp_process *process, int signal)
{
    int result;

    if (process == NULL || qp__signal_classify(signal) == QP__SIGNAL_UNKNOWN) {
        return -EINVAL;
    }
    result = qp__process_has_ended(process->handle);
    if (result != 0) {
        return result < 0 ? result : -ESRCH;
    }
    /* The handle keeps its number from being another one's. */
    result = qp_kill(process->entry.pid, signal);
    if (result == 0) {
        process->sent |= UINT32_C(1) << signal;
    }
    return result;
}
