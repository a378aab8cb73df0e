/*
 * Being told of the end of any number of processes, by few threads.
 *
 * There are two ways: wait completion packets, where the system has them, need one thread.
 * WaitForMultipleObjects takes 64 handles, so that each thread waits for 63 processes. (The
 * system's thread pool does the same, with threads that are 1 MB each under Wine.)
 *
 * Of processes that one thread waits for the ends are told in their order, however late it comes to
 * it.
 *
 * Threads: anybody may call these functions, at the same time. `ended` is called on a thread of
 * these files, without a lock.
 */
#ifndef QP_WIN32_CHILDREN_PROCESS_WAIT_H
#define QP_WIN32_CHILDREN_PROCESS_WAIT_H

#include "win32/children/wait.h"

/* Reserves everything, so that starting cannot fail. NULL when there is no memory. */
qp__process_wait *qp__process_wait_new(qp__process_ended *ended, void *opaque);

/* `process` stays the caller's, and open until the wait is freed. Of several that ended at the same
 * time the one with the lowest `number` is told first. */
void qp__process_wait_start(qp__process_wait *wait, HANDLE process, uint64_t number);

/* Frees a wait that was never started, or whose process has ended; waits until `ended` has been
 * called, so not from inside it. */
void qp__process_wait_free(qp__process_wait *wait);

#endif
