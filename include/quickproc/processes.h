/*
 * Seeing processes: what runs on this machine, one process held by a handle, and what it used. The
 * conventions are those of quickproc.h.
 */
#ifndef QUICKPROC_PROCESSES_H
#define QUICKPROC_PROCESSES_H

#include "quickproc/events.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Lists ------------------------------------------------------------------------------- */

typedef struct qp_process_entry {
    int pid;
    int parent_pid;         /* of the process that started it, which may have ended since, so that
                               another has this pid now; 0: not known */
    uint64_t start_time_ms; /* since 1970-01-01, UTC; 0: not known */
    const qp_char *name; /* of its file, "cmd.exe"; if it has no file, the system's name for it */
    const qp_char *path; /* the full path of its file; NULL if this process may not look */
} qp_process_entry;

typedef struct qp_process_list qp_process_list;

/*
 * Lists all processes of this machine, in the system's order. NtQuerySystemInformation,
 * QueryFullProcessImageNameW. 0, or
 *   -ENOMEM
 */
int qp_process_list_new(qp_process_list **list);

/* Frees the list. NULL is allowed. Returns NULL. */
qp_process_list *qp_process_list_free(qp_process_list *list);

/* The number of entries. */
size_t qp_process_list_count(const qp_process_list *list);

/*
 * Copies the entry at `index` to *entry; `size` is sizeof(qp_process_entry). The list owns the
 * texts. 0, or
 *   -EINVAL   the list has no such entry
 */
int qp_process_list_get(const qp_process_list *list, size_t index, qp_process_entry *entry,
                        size_t size);

/* ---- One process ------------------------------------------------------------------------- */

/*
 * A process that is held by a handle. As long as it is held, no other process gets its pid, so
 * qp_kill(pid) and every other function that takes a pid mean this one. One thread at a time may
 * use it.
 */
typedef struct qp_process qp_process;

/*
 * Holds the process `pid`: a child that was not reaped, even if it has ended, or any other running
 * process. OpenProcess. 0, or
 *   -ESRCH    no such process, or it has ended
 *   -EPERM    this process may not look at it
 *   -ENOMEM
 *   -EMFILE   there is no handle left
 */
int qp_process_open(int pid, qp_process **process);

/* Lets it go and removes its watch; the process keeps running. NULL is allowed. Returns NULL. */
qp_process *qp_process_close(qp_process *process);

/*
 * What it is. The first call asks the system, which does not know the path of a process that has
 * ended by then: `path` is NULL and `name` is "". `size` is sizeof(qp_process_entry); `process`
 * owns the texts. 0, or
 *   -EINVAL
 *   -ENOMEM
 */
int qp_process_get(qp_process *process, qp_process_entry *entry, size_t size);

/*
 * Waits for its end. 1: it has ended, with *status as for qp_waitpid (NULL: not wanted). A signal
 * that ended it is known if qp_process_kill sent it through this handle, or if it is a child that
 * was not reaped; otherwise it shows as the exit code 128 + signal. 0: not within `timeout_ms`
 * (QP_NO_TIMEOUT: no limit); or
 *   -ENOMEM   there is no memory to wait, or to learn how it ended; ask again
 */
int qp_process_wait(const qp_process *process, uint32_t timeout_ms, qp_status *status);

/*
 * Calls `ended` once, from qp_events_dispatch, after its end. RegisterWaitForSingleObject. 0, or
 *   -EBUSY    it has a watch already
 *   -ENOMEM
 */
int qp_process_watch(qp_process *process, qp_events *events, qp_ready_callback *ended,
                     void *opaque);

/* Removes the watch: `ended` will not run, even if already due. For the owner of the events. */
void qp_process_unwatch(qp_process *process);

/*
 * qp_kill for this process. Returns the same, and
 *   -ESRCH   it has ended, even if it is a child that was not reaped yet
 */
int qp_process_kill(qp_process *process, int signal);

/*
 * Lists its descendants that are running now, without the process itself, in the system's order. A
 * process is a child of the process with its parent's pid, if that one is older. If a process in
 * between has ended, its descendants are not found (the jobs of QP_KILL_TREE and
 * QP_NEW_PROCESS_GROUP know them). 0, or
 *   -ENOMEM
 */
int qp_process_tree(qp_process *process, qp_process_list **list);

/* ---- What it used ------------------------------------------------------------------------ */

/*
 * What the process alone used, even after its end. `size` is sizeof(qp_usage). GetProcessTimes,
 * K32GetProcessMemoryInfo, GetProcessIoCounters. 0, or
 *   -ENOMEM
 */
int qp_process_usage(const qp_process *process, qp_usage *usage, size_t size);

/*
 * What the process and all that it has started used, including processes that have ended. It must
 * be a child with QP_KILL_TREE, QP_NEW_PROCESS_GROUP or QP_DETACHED. QueryInformationJobObject.
 * 0, or
 *   -ENOTSUP   it has no job of its own
 *   -ENOMEM
 */
int qp_process_tree_usage(const qp_process *process, qp_usage *usage, size_t size);

#ifdef __cplusplus
}
#endif

#endif
