/*
 * Signals from process to process, where the target uses this library and has a handler.
 */
#ifndef QP_WIN32_CONTROL_DELIVER_H
#define QP_WIN32_CONTROL_DELIVER_H

#include "win32/system/win.h"

enum { QP__DELIVERED_TAKEN = 1, QP__DELIVERED_ENDED = 2 };

/*
 * Hands `signal` to the process `pid`, on which the caller holds `process` with the right to
 * terminate it; `pid` may be this process. QP__DELIVERED_TAKEN: the target has handled or ignored
 * it; or it is suspended and finds the signal when it goes on, or as many others as can wait for
 * it. QP__DELIVERED_ENDED: it listens but has no handler for this one, and was ended; or it ended
 * meanwhile. 0: the target does not listen; the default action is up to the caller. -errno: it may
 * listen, but could not be asked, and was not ended on that account: -EAGAIN its pipes stay busy,
 * or somebody makes too many that look like them; -EPERM they may not be opened; -ENOMEM, -EMFILE.
 *
 * Waits up to a second for the answer of a target that is suspended, two where all its pipes are
 * busy; hold no lock.
 */
int qp__deliver(HANDLE process, int pid, int signal);

/* The same to another process that has a handler; one that has none is left alone, as one that does
 * not listen: 0. */
int qp__deliver_if_handled(HANDLE process, int pid, int signal);

#endif
