/*
 * Descriptors of the C runtime, reached so that no number can end the process.
 */
#ifndef QP_WIN32_SYSTEM_CRT_H
#define QP_WIN32_SYSTEM_CRT_H

#include "quickproc/quickproc.h"
#include "win32/system/win.h"

/*
 * The C runtime calls its invalid-parameter handler for a bad descriptor, and the default handler
 * ends the process. Between enter and leave the calling thread's handler does nothing.
 */
typedef struct qp__crt_guard {
    void (*previous)(void);
} qp__crt_guard;

qp__crt_guard qp__crt_guard_enter(void);
void qp__crt_guard_leave(qp__crt_guard guard);

/* The handle behind `fd`, borrowed. 0; -EBADF, also for a standard descriptor without a file (-2).
 */
int qp__fd_handle(int fd, HANDLE *handle);

/*
 * Is `fd` a device of characters, as a console is? It asks the C runtime, which knows: whatever
 * asks the system about a pipe (GetFileType, GetConsoleMode) waits until another process that reads
 * from it has got something.
 */
int qp__fd_is_device(int fd);

/* Is `fd` a pipe in the mode PIPE_NOWAIT? This asks the system, so for one who is to write now. */
int qp__fd_is_nowait_pipe(int fd);

#endif
