/*
 * The descriptors of a child, as handles that it can inherit.
 */
#ifndef QP_WIN32_RUN_STDIO_H
#define QP_WIN32_RUN_STDIO_H

#include "quickproc/quickproc.h"
#include "win32/system/win.h"

#define QP__STDIO_MOST (QP_MAX_CHILD_FD + 1)

typedef struct qp__stdio {
    HANDLE
    handles[QP__STDIO_MOST];     /* by the child's descriptor: inheritable, ours to close; NULL */
    size_t count;                /* of `handles`: 3, or the highest descriptor and 1 */
    HANDLE list[QP__STDIO_MOST]; /* all of them, without the NULLs: the child's handle list */
    DWORD list_count;
    int may_be_console[3]; /* or another device; a pipe or a file is none */
    int consoles;          /* how many of the first three are a console; after qp__stdio_look */
    uint8_t *block;        /* of lpReserved2, owned; NULL: the child gets three descriptors */
    WORD block_bytes;
} qp__stdio;

void qp__stdio_init(qp__stdio *stdio);
void qp__stdio_dispose(qp__stdio *stdio);

/*
 * Makes duplicates, so that a dup2 of another thread does not change what the child gets. 0;
 * -EBADF; -EMFILE or -ENOMEM when the system has no handle left.
 */
int qp__stdio_prepare(qp__stdio *stdio, const qp_spawn_options *options);

/*
 * Counts the consoles, where that is asked for, and writes lpReserved2. For that it asks about the
 * descriptors from 3 on, which waits while a thread waits in a read of such a pipe: only between
 * qp__watch_lend and qp__watch_lent. 0 or -errno.
 */
int qp__stdio_look(qp__stdio *stdio, int for_consoles);

/* NUL takes the place of consoles. The list changes, not its length. 0 or -errno. */
int qp__stdio_without_consoles(qp__stdio *stdio);

#endif
