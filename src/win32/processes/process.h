/*
 * A process that is held by a handle.
 */
#ifndef QP_WIN32_PROCESSES_PROCESS_H
#define QP_WIN32_PROCESSES_PROCESS_H

#include "quickproc/processes.h"
#include "win32/system/win.h"
#include "win32/watch/events.h"

struct qp_process {
    qp_event event; /* first; of the watch */
    HANDLE handle;
    HANDLE job;     /* of all that it started; NULL: none is known */
    uint64_t start; /* a FILETIME's; with `entry`: only once it was asked for */
    qp_process_entry entry;
    int is_described;
    uint32_t sent; /* signals by qp_process_kill, bits 1 << signal */
    qp_char *path; /* owned, what `entry` names lies in it; NULL: not known */
    /* Of the watch; the owner of its events alone looks at these. */
    HANDLE wait; /* NULL: there is none */
    qp_ready_callback *ended;
    void *opaque;
};

/* The path of its file, allocated (qp__free); NULL where the system does not tell. 0; -ENOMEM,
 * -EMFILE. */
int qp__process_path(HANDLE process, qp_char **path);

/* Fills in `start` and `entry`. 0 or -errno. */
int qp__process_describe(qp_process *process);

/* What stands behind the last separator. */
const qp_char *qp__process_file_name(const qp_char *path);

/* Milliseconds since 1970 of a FILETIME; 0 stays 0. */
uint64_t qp__process_unix_ms(uint64_t time);

#endif
