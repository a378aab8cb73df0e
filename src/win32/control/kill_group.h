/*
 * Signals to a whole group.
 */
#ifndef QP_WIN32_CONTROL_KILL_GROUP_H
#define QP_WIN32_CONTROL_KILL_GROUP_H

#include "win32/system/win.h"

/*
 * `pgid` > 0; `signal` is a known one, `access` what it takes to send it. Those get it that exist
 * then. What a member starts that has taken it, is spared; what others start, is ended with them.
 * 0; -ESRCH; -EPERM, -EAGAIN: a member refuses it, or cannot be asked, all others have it; -ENOMEM,
 * -EMFILE: some may have got it.
 */
int qp__kill_group(int pgid, int signal, DWORD access);

#endif
