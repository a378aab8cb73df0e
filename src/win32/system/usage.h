/*
 * What a process used, and all processes of a job.
 */
#ifndef QP_WIN32_SYSTEM_USAGE_H
#define QP_WIN32_SYSTEM_USAGE_H

#include "quickproc/types.h"
#include "win32/system/win.h"

/* Of all threads; each time is a FILETIME as one number. */
typedef struct qp__process_times {
    uint64_t start;
    uint64_t end; /* only after it has ended */
    uint64_t system;
    uint64_t user;
} qp__process_times;

/* 0 or -errno. GetProcessTimes. */
int qp__process_times_of(HANDLE process, qp__process_times *times);

/* Milliseconds since it was created; 0 when the system does not say. */
uint64_t qp__process_age_ms(HANDLE process);

/* Even after its end. 0 or -errno. */
int qp__usage_of(HANDLE process, qp_usage *usage);

/*
 * Of `process` and of all that were in its job. `own` is that of the process, which the tree used
 * at least: what the system does not count for a job stays that. 0 or -errno.
 */
int qp__usage_of_tree(HANDLE process, HANDLE job, const qp_usage *own, qp_usage *tree);

#endif
