/*
 * The starts of children that are under way, for qp_spawn_stop.
 *
 * CreateProcessW makes a process whose first thread is suspended, tells the system of it, and lets
 * it go. When this process ends in between, nobody does: a process is left that never runs and
 * never ends, with its pipes and its files open.
 */
#ifndef QP_WIN32_CHILDREN_STARTING_H
#define QP_WIN32_CHILDREN_STARTING_H

#include "win32/system/win.h"

/*
 * Before CreateProcessW. 0. After qp_spawn_stop it does not return, as the process is ending; on
 * the thread that called that, -ECANCELED.
 */
int qp__starting_begin(void);

/*
 * After it: the child was started with these flags; NULL: none was. If this process is ending by
 * a signal from the console that the child shares, but that came too early for it, the child ends
 * by it here.
 */
void qp__starting_done(HANDLE child, DWORD creation_flags);

#endif
