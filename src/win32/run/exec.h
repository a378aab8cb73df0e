/*
 * How a timeout ends a child.
 */
#ifndef QP_WIN32_RUN_EXEC_H
#define QP_WIN32_RUN_EXEC_H

#include "win32/children/children.h"

/* How long a program that handles the signal of a timeout may take to end. */
#define QP__EXEC_GRACE_MS 1000

/*
 * Sends `signal` to a private child (to its whole group or tree, if it leads one) and waits for its
 * end. One that handles the signal is given one second, then it is ended. It does not return
 * before, whatever fails.
 */
void qp__exec_end_child(const qp__child *child, int signal);

#endif
