/*
 * A pipe whose one end is overlapped, and which has no name.
 */
#ifndef QP_WIN32_SYSTEM_OVERLAPPED_PIPE_H
#define QP_WIN32_SYSTEM_OVERLAPPED_PIPE_H

#include "win32/system/win.h"

/*
 * *ours is overlapped, for reading or (`writes`) for writing; *theirs is the other end,
 * synchronous, as children expect. Neither is inheritable. 0; -errno.
 */
int qp__overlapped_pipe_new(int writes, DWORD buffer_bytes, HANDLE *ours, HANDLE *theirs);

#endif
