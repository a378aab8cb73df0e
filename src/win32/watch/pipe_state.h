/*
 * What a pipe says of itself. Asking waits for whoever is inside a synchronous pipe.
 */
#ifndef QP_WIN32_WATCH_PIPE_STATE_H
#define QP_WIN32_WATCH_PIPE_STATE_H

#include "win32/system/win.h"

/* Was it opened for overlapped I/O? 1; 0; -ENOMEM. */
int qp__pipe_is_overlapped(HANDLE handle);

/*
 * How many bytes there are; 1 when there is no writer any more, or something else that a read would
 * tell at once. 0 also when the system has no memory to say it: a read might block, and the thread
 * of the source, which may, finds out.
 */
DWORD qp__pipe_bytes(HANDLE pipe);

/* The same of a pipe that this process has made. Some systems answer this sooner: under Wine it
 * takes half the calls. */
DWORD qp__pipe_own_bytes(HANDLE pipe);

#endif
