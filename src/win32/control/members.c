#include "win32/control/members.h"

#include "core/text.h"
#include "win32/children/group.h"
#include "win32/system/process.h"

#include <errno.h>

qp__member *qp__members_find(const qp__members *all, int pid)
{
    size_t i;

    for (i = 0; i < all->count; i++) {
        if (all->list[i].pid == pid) {
            return &all->list[i];
        }
    }
    return NULL;
}

void qp__members_dispose(qp__members *all)
{
    while (all->count > 0) {
        CloseHandle(all->list[--all->count].process);
    }
    qp__free(all->list);
}

/* Wine wants a right that Windows does not ask for; the first handle keeps the pid from any other
 * process. */
static BOOL ask_whether_in(HANDLE process, int pid, HANDLE job, BOOL *is_in)
{
    HANDLE other;
    BOOL told = IsProcessInJob(process, job, is_in);

    if (told || GetLastError() != ERROR_ACCESS_DENIED) {
        return told;
    }
    other = OpenProcess(PROCESS_QUERY_INFORMATION, FALSE, (DWORD)pid);
    if (other != NULL) {
        told = IsProcessInJob(other, job, is_in);
        CloseHandle(other);
    }
    return told;
}

/* Between the listing and its opening a process may have ended, and its number be another one's. 0;
 * -ESRCH; -errno. */
static int check_is_in(HANDLE process, int pid, HANDLE job)
{
    BOOL is_in = FALSE;

    if (!ask_whether_in(process, pid, job, &is_in)) {
        return qp__last_error();
    }
    return is_in ? 0 : -ESRCH;
}

/*
 * The console of a member without a window belongs to a process of the system, which is in the job
 * as well. It ends with the last program that uses it; ended before, it would take those programs
 * along while they handle the signal.
 */
static int is_console_host(HANDLE process)
{
    return qp__process_is_of_system(process, L"conhost.exe");
}

/* 1; 0 when it is none, or ended; -errno. */
static int open_member(const qp__members *all, int pid, qp__member *made)
{
    int error = qp__process_open(pid, all->access, &made->process);
    int is_host;

    if (error < 0) {
        return error == -ESRCH ? 0 : error;
    }
    error = check_is_in(made->process, pid, all->job);
    is_host = error < 0 ? error : is_console_host(made->process);
    if (is_host < 0) {
        CloseHandle(made->process);
        return is_host == -ESRCH ? 0 : is_host;
    }
    made->pid = pid;
    made->fate = is_host ? QP__SPARED : QP__UNDECIDED;
    return 1;
}

static int add(qp__members *all, int pid)
{
    qp__member *grown = qp__realloc(all->list, (all->count + 1) * sizeof(*grown));
    int result;

    if (grown == NULL) {
        return -ENOMEM;
    }
    all->list = grown;
    result = open_member(all, pid, &grown[all->count]);
    all->count += result > 0;
    if (result < 0 && !qp__is_exhausted(result)) {
        all->refused = result == -EACCES ? -EPERM : result;
        result = 0;
    }
    return result;
}

int qp__members_look(qp__members *all)
{
    size_t known = all->count;
    int *pids = NULL;
    size_t count = 0;
    int error = all->job == NULL ? 0 : qp__job_pids(all->job, &pids, &count);
    size_t i;

    all->refused = 0;
    for (i = 0; error >= 0 && i < count; i++) {
        if (qp__members_find(all, pids[i]) == NULL) {
            error = add(all, pids[i]);
        }
    }
    qp__free(pids);
    return error < 0 ? error : (int)(all->count - known);
}

int qp__members_reachable(const qp__members *all)
{
    return all->count == 0 ? all->refused : 0;
}
