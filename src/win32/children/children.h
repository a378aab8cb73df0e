/*
 * The table of this process's children. One lock guards it; a child's process handle stays open
 * until the child is reaped, so the system cannot give its pid to another process meanwhile.
 */
#ifndef QP_WIN32_CHILDREN_CHILDREN_H
#define QP_WIN32_CHILDREN_CHILDREN_H

#include "quickproc/quickproc.h"
#include "win32/system/win.h"

typedef struct qp__child qp__child;

/* Who may reap a child. */
typedef enum qp__child_owner {
    QP__OWNER_WAITPID, /* qp_waitpid */
    QP__OWNER_PRIVATE  /* only who holds the pointer: qp_exec, and promises of it */
} qp__child_owner;

/*
 * Reserves everything a child needs, so that nothing can fail once its process runs. `watched`: its
 * end is told as it happens (of waitpid's children, from qp__children_watch on); else only a wait
 * learns of it. NULL when there is no memory.
 */
qp__child *qp__child_new(qp__child_owner owner, int watched);

/* Frees a child that was never added. NULL is allowed. Returns NULL. */
qp__child *qp__child_free(qp__child *child);

/* Adds a started process; the handle belongs to the child from then on. `leads_tree`: it is the
 * leader of a group in group.h, which every leader of a group is. `has_console`: it makes a console
 * of its own while it starts. */
void qp__child_add(qp__child *child, HANDLE process, int pid, int leads_group, int leads_tree,
                   int has_console);

/* ---- for QP__OWNER_PRIVATE ---- */

int qp__child_pid(const qp__child *child);
/* For qp_kill: all that it started, where it leads a group or a tree, else the child. */
int qp__child_target(const qp__child *child);
/* Borrowed until it is reaped. */
HANDLE qp__child_process(const qp__child *child);

/* Blocks until it ended, 1, or `timeout_ms` (INFINITE: never) went by, 0; or -errno. */
int qp__child_wait(const qp__child *child, DWORD timeout_ms);

/*
 * After its end: takes it out of the table and frees it, with how it ended. `blocking`: a caller
 * waited for that, and goes on now (see qp__signal_console_catch_up). 0; -errno when the system
 * does not tell how it ended, and nothing was done: it can be tried again, or forgotten.
 */
int qp__child_reap(qp__child *child, int blocking, qp_status *status);

/* The same without asking how it ended. Returns NULL. */
qp__child *qp__child_forget(qp__child *child);

/* ---- for everybody ---- */

/*
 * From now on the end of each child that waitpid owns is told as it happens: to waits for any
 * child, to the function of qp__children_on_end, as SIGCHLD. Before that a child that is waited for
 * by its pid is not watched.
 */
void qp__children_watch(void);

/*
 * `hook` is called once after the end of each child that is watched, or when it is reaped: on any
 * thread, without the lock, before the child is gone from the table or just after it. There is one
 * for the process.
 */
typedef void qp__children_ended(int pid);
void qp__children_on_end(qp__children_ended *hook);

/* What a signal may ask and change of a child; see qp__children_act. */
typedef struct qp__child_state {
    HANDLE process; /* borrowed */
    int pid;
    int leads_group;
    int has_console; /* of its own, unless it is a program without one */
    uint32_t sent;   /* signals that this process sent to end it, bits 1 << signal */
    int stopped;     /* suspended by this process; may be changed */
} qp__child_state;

/*
 * Runs `act` on the child `pid` (private ones too) under the lock, so that it cannot be reaped
 * meanwhile: whatever happens goes to that process and no other. act's result; -ECHILD when `pid`
 * is no child.
 */
typedef int qp__child_action(qp__child_state *state, void *opaque);
int qp__children_act(int pid, qp__child_action *act, void *opaque);

/* Notes that `signal` may be what ended the child `pid`, should its exit code say so. Does nothing
 * when it has ended already, or is no child. */
void qp__children_mark_killed(int pid, int signal);

#endif
