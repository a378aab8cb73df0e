#include "win32/system/snapshot.h"

#include "core/text.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#define FIRST_BYTES ((ULONG)256 * 1024)

/* In front of it: the offset of the next, the number of threads, four counters of 24 bytes. */
#define START_OFFSET 32

int qp__snapshot_take(SYSTEM_PROCESS_INFORMATION **first)
{
    qp__nt_NtQuerySystemInformation query = QP__NT(NtQuerySystemInformation);
    NTSTATUS status = QP__STATUS_INFO_LENGTH_MISMATCH;
    ULONG bytes = FIRST_BYTES;
    void *list = NULL;

    *first = NULL;
    if (query == NULL) {
        return -ENOSYS;
    }
    for (; status == QP__STATUS_INFO_LENGTH_MISMATCH; bytes *= 2) {
        qp__free(list);
        list = qp__alloc(bytes);
        if (list == NULL) {
            return -ENOMEM;
        }
        status = query(SystemProcessInformation, list, bytes, NULL);
    }
    if (status < 0) {
        qp__free(list);
        return -ENOMEM;
    }
    *first = list;
    return 0;
}

const SYSTEM_PROCESS_INFORMATION *qp__snapshot_next(const SYSTEM_PROCESS_INFORMATION *process)
{
    return process->NextEntryOffset == 0
               ? NULL
               : (const void *)((const char *)process + process->NextEntryOffset);
}

int qp__snapshot_pid(const SYSTEM_PROCESS_INFORMATION *process)
{
    return (int)(ULONG_PTR)process->UniqueProcessId;
}

int qp__snapshot_parent(const SYSTEM_PROCESS_INFORMATION *process)
{
    ULONG_PTR parent;
    size_t offset =
        offsetof(SYSTEM_PROCESS_INFORMATION, UniqueProcessId) + sizeof(process->UniqueProcessId);

    memcpy(&parent, (const char *)process + offset, sizeof(parent));
    return (int)parent;
}

uint64_t qp__snapshot_start(const SYSTEM_PROCESS_INFORMATION *process)
{
    uint64_t start;

    memcpy(&start, (const char *)process + START_OFFSET, sizeof(start));
    return start;
}
