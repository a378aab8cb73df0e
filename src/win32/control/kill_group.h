/*
 * Signals to a whole group.
 */
#ifndef QP_WIN32_CONTROL_KILL_GROUP_H
#define QP_WIN32_CONTROL_KILL_GROUP_H

/* `pgid` > 0; `signal` is a known one. 0; -ESRCH; -ENOMEM, -EMFILE: some may have got it. */
int qp__kill_group(int pgid, int signal);

#endif
