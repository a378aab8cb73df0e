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
    int parent_pid;         /* of the process that started it, which may have ended since, and whose
                               number another one may have by now; 0: not known */
    uint64_t start_time_ms; /* since 1970-01-01, UTC; 0: not known */
    const qp_char *name;    /* of its file, "cmd.exe"; what the system calls it where it has none */
    const qp_char *path;    /* the full path of its file; NULL where we may not look */
} qp_process_entry;

typedef struct qp_process_list qp_process_list;

/*
 * All processes of this machine, in the system's order. NtQuerySystemInformation,
 * QueryFullProcessImageNameW. 0, or
 *   -ENOMEM
 */
int qp_process_list_new(qp_process_list **list);

/* NULL is allowed. Returns NULL. */
qp_process_list *qp_process_list_free(qp_process_list *list);

/* How many are in it. */
size_t qp_process_list_count(const qp_process_list *list);

/*
 * *entry becomes the one at `index`; `size` is sizeof(qp_process_entry), its texts are the list's.
 * 0, or
 *   -EINVAL   there is none at `index`
 */
int qp_process_list_get(const qp_process_list *list, size_t index, qp_process_entry *entry,
                        size_t size);

/* ---- One process ------------------------------------------------------------------------- */

/*
 * A process that is held: as long as it is, no other one gets its number, so that qp_kill(pid) and
 * whatever else takes a pid mean this one. Its owner alone may use it, one thread at a time.
 */
typedef struct qp_process qp_process;

/*
 * Holds the process `pid`: a child of ours that was not reaped, also one that has ended, or any
 * other that runs. OpenProcess. 0, or
 *   -ESRCH    there is none, or it has ended
 *   -EPERM    we may not look at it
 *   -ENOMEM
 *   -EMFILE   there is no handle left
 */
int qp_process_open(int pid, qp_process **process);

/* Lets it go; it runs on. A watch of it is removed. NULL is allowed. Returns NULL. */
qp_process *qp_process_close(qp_process *process);

/*
 * What it was when it was opened; the texts are the process's. `size` is sizeof(qp_process_entry).
 * 0, or
 *   -EINVAL
 */
int qp_process_get(const qp_process *process, qp_process_entry *entry, size_t size);

/*
 * Waits for its end. 1: it has ended, with *exit_code (NULL: not wanted); 0: `timeout_ms`
 * (QP_NO_TIMEOUT: never) went by; or
 *   -ENOMEM   there is no memory to wait or to learn how it ended; ask again
 */
int qp_process_wait(const qp_process *process, uint32_t timeout_ms, uint32_t *exit_code);

/*
 * Calls `ended` once, from qp_events_dispatch, after its end. RegisterWaitForSingleObject. 0, or
 *   -EBUSY    it has a watch already
 *   -ENOMEM
 */
int qp_process_watch(qp_process *process, qp_events *events, qp_ready_callback *ended,
                     void *opaque);

/* `ended` will not be called, even if already due. The owner of the events. */
void qp_process_unwatch(qp_process *process);

/*
 * What qp_kill does and returns, and
 *   -ESRCH   it has ended, be it a child that was not reaped yet
 */
int qp_process_kill(const qp_process *process, int signal);

/*
 * What it started, and what that started, without itself, in the system's order: those that run
 * now. A process belongs to the one that has the number of its parent, if that one is older; where
 * one in between has ended, what it started is not found (the jobs of QP_KILL_TREE and
 * QP_NEW_PROCESS_GROUP know it). 0, or
 *   -ENOMEM
 */
int qp_process_tree(const qp_process *process, qp_process_list **list);

/* ---- What it used ------------------------------------------------------------------------ */

typedef struct qp_usage {
    uint64_t elapsed_ms; /* from its start to its end, or to now */
    uint64_t user_ms;    /* of the processors, all of its threads */
    uint64_t system_ms;
    uint64_t peak_bytes; /* the most memory that was its own at one time (committed, private) */
    uint64_t read_bytes; /* from files, pipes and devices */
    uint64_t written_bytes;
} qp_usage;

/*
 * Of the process alone, also after its end. `size` is sizeof(qp_usage). GetProcessTimes,
 * K32GetProcessMemoryInfo, GetProcessIoCounters. 0, or
 *   -ENOMEM
 */
int qp_process_usage(const qp_process *process, qp_usage *usage, size_t size);

/*
 * Of the process and of all that it has started, those that have ended included: a child of ours
 * with QP_KILL_TREE, QP_NEW_PROCESS_GROUP or QP_DETACHED. QueryInformationJobObject. 0, or
 *   -ENOTSUP   it has no job of its own
 *   -ENOMEM
 */
int qp_process_tree_usage(const qp_process *process, qp_usage *usage, size_t size);

#ifdef __cplusplus
}
#endif

#endif
