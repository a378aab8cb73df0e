/*
 * The three standard handles of a child, as handles that it can inherit.
 */
#ifndef QP_WIN32_RUN_STDIO_H
#define QP_WIN32_RUN_STDIO_H

#include "quickproc/quickproc.h"
#include "win32/system/win.h"

typedef struct qp__stdio {
    HANDLE handles[3];  /* inheritable */
    HANDLE opened[3];   /* those of them that are ours to close */
    HANDLE distinct[3]; /* handles, each once: the child's handle list */
    DWORD distinct_count;
} qp__stdio;

void qp__stdio_init(qp__stdio *stdio);
void qp__stdio_dispose(qp__stdio *stdio);

/*
 * `fds` as in qp_spawn_options. 0; -EBADF; -EMFILE or -ENOMEM when the system has no handle left.
 */
int qp__stdio_prepare(qp__stdio *stdio, const int fds[3]);

#endif
