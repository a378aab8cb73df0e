#include "win32/system/snapshot.h"

#include "core/text.h"

#include <errno.h>

#define FIRST_BYTES ((ULONG)256 * 1024)

int qp__snapshot_take(qp__snapshot_process **first)
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

const qp__snapshot_process *qp__snapshot_next(const qp__snapshot_process *process)
{
    return process->next_offset == 0 ? NULL
                                     : (const void *)((const char *)process + process->next_offset);
}
