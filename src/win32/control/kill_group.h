/*
 * Signals to a whole group.
 */
#ifndef QP_WIN32_CONTROL_KILL_GROUP_H
#define QP_WIN32_CONTROL_KILL_GROUP_H

#include "win32/children/children.h"

/* `pgid` > 0; `signal` is a known one. 0; -ESRCH; -ENOMEM, -EMFILE: some may
 * have got it. */
int qp__kill_group(int pgid, int signal);

/* A qp__child_action: notes that the signal (`opaque`: int *) is what ended the child, should its
 * exit code say so. */
int qp__child_mark_killed(qp__child_state *state, void *signal);

#endif
