/*
 * All processes with their threads, as they are now. NtQuerySystemInformation,
 * SystemProcessInformation.
 */
#ifndef QP_WIN32_SYSTEM_SNAPSHOT_H
#define QP_WIN32_SYSTEM_SNAPSHOT_H

#include "win32/system/nt.h"

#include <stdint.h>

/* The first of them, in a block that is allocated (qp__free). 0 or -errno. */
int qp__snapshot_take(SYSTEM_PROCESS_INFORMATION **first);

/* NULL after the last. */
const SYSTEM_PROCESS_INFORMATION *qp__snapshot_next(const SYSTEM_PROCESS_INFORMATION *process);

/* What headers of the SDK hide behind reserved members. The time is a FILETIME's. */
int qp__snapshot_pid(const SYSTEM_PROCESS_INFORMATION *process);
int qp__snapshot_parent(const SYSTEM_PROCESS_INFORMATION *process);
uint64_t qp__snapshot_start(const SYSTEM_PROCESS_INFORMATION *process);

#endif
