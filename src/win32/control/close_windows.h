/*
 * Asking the windows of processes to close.
 */
#ifndef QP_WIN32_CONTROL_CLOSE_WINDOWS_H
#define QP_WIN32_CONTROL_CLOSE_WINDOWS_H

#include "win32/control/members.h"

/* Posts WM_CLOSE to the visible top-level windows of those members. How many; -errno. */
int qp__close_windows_of(const qp__members *members);

#endif
