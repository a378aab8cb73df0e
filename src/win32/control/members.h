/*
 * The processes of a job, each held by its handle.
 */
#ifndef QP_WIN32_CONTROL_MEMBERS_H
#define QP_WIN32_CONTROL_MEMBERS_H

#include "win32/system/win.h"

/* What comes of a member while a signal goes round. */
typedef enum qp__fate {
    QP__UNDECIDED,
    QP__SPARED, /* it has the signal, or was started by one that has, or is nobody's program */
    QP__TO_END,
    QP__ENDED,
    QP__REFUSED /* TerminateProcess was denied */
} qp__fate;

/* The handle stays open to the end, so that the pid means no other process meanwhile. */
typedef struct qp__member {
    HANDLE process; /* owned */
    int pid;
    qp__fate fate; /* QP__UNDECIDED, or QP__SPARED for the host of a console */
} qp__member;

typedef struct qp__members {
    HANDLE job; /* borrowed; NULL: nobody joins those in the list */
    DWORD access;
    qp__member *list; /* owned */
    size_t count;
    int refused; /* of the last look: 0, or why some are not in the list */
} qp__members;

/* Adds those that joined the job since the last look. How many; -ENOMEM, -EMFILE. */
int qp__members_look(qp__members *all);

/* As on POSIX a group is sent a signal when any of it can be reached. 0, or why none can. */
int qp__members_reachable(const qp__members *all);

/* NULL: there is none of that pid. */
qp__member *qp__members_find(const qp__members *all, int pid);

void qp__members_dispose(qp__members *all);

#endif
