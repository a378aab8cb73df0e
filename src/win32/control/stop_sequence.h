/*
 * Stopping a process or a tree, one way of asking after the other.
 */
#ifndef QP_WIN32_CONTROL_STOP_SEQUENCE_H
#define QP_WIN32_CONTROL_STOP_SEQUENCE_H

#include "quickproc/stop.h"
#include "win32/control/members.h"

typedef struct qp__stop {
    int pid; /* as for qp_stop */
    qp_stop_options options;
    HANDLE abandoned; /* borrowed; an event that ends it; NULL: none */
    HANDLE job;       /* owned; NULL: one process */
    qp__members members;
    int leads_group;        /* of the console */
    ULONGLONG deadline;     /* GetTickCount64; ULLONG_MAX: none */
    volatile LONG *unasked; /* borrowed; counts those that have yet to ask; NULL: not this one */
    int unsure;             /* one may have a handler, but could not be asked */
    int has_console;        /* the leader makes one of its own while it starts */
    int is_starting;        /* and has not done so yet */
    qp_stop_step step;      /* now */
    int leader_ended;
    qp_stop_step leader_step; /* when it ended */
} qp__stop;

/* Checks the options and opens the processes. 0 or -errno; dispose of it either way. */
int qp__stop_init(qp__stop *stop, int pid, const qp_stop_options *options);
void qp__stop_dispose(qp__stop *stop);

/* Returns when all have ended, with *step: as qp_stop; -ECANCELED when it was abandoned. */
int qp__stop_run(qp__stop *stop, qp_stop_step *step);

#endif
