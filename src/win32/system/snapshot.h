/*
 * All processes with their threads, as they are now. NtQuerySystemInformation,
 * SystemProcessInformation.
 */
#ifndef QP_WIN32_SYSTEM_SNAPSHOT_H
#define QP_WIN32_SYSTEM_SNAPSHOT_H

#include "win32/system/nt.h"

#include <stdint.h>

/*
 * SYSTEM_PROCESS_INFORMATION in full: the SDK, mingw-w64 and Wine each hide other members of it
 * behind reserved ones, or call them otherwise. Its threads' SYSTEM_THREAD_INFORMATION follow.
 */
typedef struct qp__snapshot_process {
    ULONG next_offset; /* 0: the last */
    ULONG threads;
    uint64_t reserved[3];
    uint64_t start; /* a FILETIME's */
    uint64_t user_time;
    uint64_t kernel_time;
    UNICODE_STRING name;
    LONG base_priority;
    ULONG_PTR pid;
    ULONG_PTR parent;
    ULONG handles;
    ULONG session;
    ULONG_PTR key;
    ULONG_PTR memory[12];
    uint64_t transfers[6];
} qp__snapshot_process;

_Static_assert(sizeof(qp__snapshot_process) == sizeof(SYSTEM_PROCESS_INFORMATION),
               "differs from the SDK");

/* The first of them, in a block that is allocated (qp__free). 0 or -errno. */
int qp__snapshot_take(qp__snapshot_process **first);

/* NULL after the last. */
const qp__snapshot_process *qp__snapshot_next(const qp__snapshot_process *process);

#endif
