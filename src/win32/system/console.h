/*
 * The console: whether there is one, who shares it, and its events.
 */
#ifndef QP_WIN32_SYSTEM_CONSOLE_H
#define QP_WIN32_SYSTEM_CONSOLE_H

#include "win32/system/win.h"

/* Has this process a console? */
int qp__console_exists(void);

/* Is the process `pid` on our console? 1; 0; -errno when the system has no memory to tell. */
int qp__console_is_shared_with(int pid);

/* Is `handle` one of a console? 1; 0; -ENOMEM, -EMFILE when the system cannot tell. */
int qp__console_is(HANDLE handle);

/* The same of a descriptor, with its handle; -errno also when it has none. A pipe is not asked: see
 * qp__fd_is_device. */
int qp__fd_is_console(int fd, HANDLE *handle);

/* "CONIN$" or "CONOUT$", for reading and writing: the handle of a descriptor may be for one of the
 * two. INVALID_HANDLE_VALUE with the last error. */
HANDLE qp__console_device(const wchar_t *name);

/*
 * Sends `signal` to the group `pgid` as a console event, where it is one (SIGINT, SIGBREAK) and the
 * group's leader shares our console. 1: it was sent; 0; -errno when the system has no memory to
 * tell.
 */
int qp__console_send(int pgid, int signal);

#endif
