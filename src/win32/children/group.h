/*
 * Process groups: a job object that a child joins at creation, and with it all its descendants.
 */
#ifndef QP_WIN32_CHILDREN_GROUP_H
#define QP_WIN32_CHILDREN_GROUP_H

#include "quickproc/quickproc.h"
#include "win32/system/win.h"

typedef struct qp__group qp__group;

/*
 * A new job object, in no table yet. `has_console_group`: its leader leads a process group of the
 * console, else it is only a tree, and members may break away. `kill_on_exit`: its members end when
 * this process does. 0 or -errno.
 */
int qp__group_new(int has_console_group, int kill_on_exit, qp__group **group);

/* Closes a group that was never added. NULL is allowed. Returns NULL. */
qp__group *qp__group_free(qp__group *group);

/* Borrowed, for PROC_THREAD_ATTRIBUTE_JOB_LIST. */
HANDLE qp__group_job(const qp__group *group);

/* Puts it into the table, under its leader's pid. It belongs to the table from then on. */
void qp__group_add(qp__group *group, int pgid);

/*
 * The leader was reaped. `leader` belongs to the group from then on: while the group has members,
 * the open handle keeps the leader's pid from being given to another process, so that -pgid keeps
 * its meaning.
 */
void qp__group_leader_reaped(int pgid, HANDLE leader);

/* The job of a group that has members, or a leader not yet reaped: a duplicate for the caller to
 * close. 0; -ESRCH; -errno. */
int qp__group_open(int pgid, HANDLE *job);

/*
 * The pids in a job: *pids is allocated (qp__free), *count how many. 0 or -errno.
 * QueryInformationJobObject, JobObjectBasicProcessIdList.
 */
int qp__job_pids(HANDLE job, int **pids, size_t *count);

/* Can console events be sent to the group? */
int qp__group_has_console_group(int pgid);

/* This process's job for children with QP_KILL_ON_EXIT that lead no tree; borrowed, made on first
 * use, closed by the process's end. 0 or -errno. */
int qp__kill_on_exit_job(HANDLE *job);

/*
 * A job holds processes of one chain of nested jobs. Once this process was put into another job,
 * its children come with that one, and the job of the earlier ones refuses them: a new one, the
 * caller's, which `use` makes the one of the children to come. The old one stays for those that are
 * in it.
 */
int qp__kill_on_exit_job_new(HANDLE *job);
void qp__kill_on_exit_job_use(HANDLE job);

#endif
