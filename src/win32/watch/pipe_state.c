#include "win32/watch/pipe_state.h"

#include "core/text.h"
#include "win32/system/nt.h"

#include <errno.h>

/* FileModeInformation and FilePipeLocalInformation; winternl.h does not have them. */
#define FILE_MODE_INFORMATION_CLASS       16
#define FILE_PIPE_LOCAL_INFORMATION_CLASS 24

#define FILE_SYNCHRONOUS_MODES 0x30 /* FILE_SYNCHRONOUS_IO_ALERT | _NONALERT */

/* FILE_PIPE_CONNECTED_STATE of the driver kit. */
#define CONNECTED_STATE 3

/* FILE_PIPE_LOCAL_INFORMATION of the driver kit. */
typedef struct pipe_information {
    ULONG type;
    ULONG configuration;
    ULONG most_instances;
    ULONG instances;
    ULONG inbound_quota;
    ULONG readable_bytes;
    ULONG outbound_quota;
    ULONG writable_bytes;
    ULONG state;
    ULONG end;
} pipe_information;

int qp__pipe_is_overlapped(HANDLE handle)
{
    qp__nt_NtQueryInformationFile query = QP__NT(NtQueryInformationFile);
    IO_STATUS_BLOCK io;
    ULONG mode = FILE_SYNCHRONOUS_MODES;
    NTSTATUS status = 0;

    if (query != NULL) {
        status = query(handle, &io, &mode, sizeof(mode), FILE_MODE_INFORMATION_CLASS);
    }
    if (status == QP__STATUS_INSUFFICIENT_RESOURCES) {
        return -ENOMEM;
    }
    return status == 0 && !(mode & FILE_SYNCHRONOUS_MODES);
}

DWORD qp__pipe_bytes(HANDLE pipe)
{
    DWORD bytes;

    if (PeekNamedPipe(pipe, NULL, 0, NULL, &bytes, NULL)) {
        return bytes;
    }
    return qp__last_error() != -ENOMEM;
}

DWORD qp__pipe_own_bytes(HANDLE pipe)
{
    qp__nt_NtQueryInformationFile query = QP__NT(NtQueryInformationFile);
    pipe_information pipe_now;
    IO_STATUS_BLOCK io;

    if (query == NULL ||
        query(pipe, &io, &pipe_now, sizeof(pipe_now), FILE_PIPE_LOCAL_INFORMATION_CLASS) != 0) {
        return qp__pipe_bytes(pipe);
    }
    if (pipe_now.readable_bytes > 0) {
        return pipe_now.readable_bytes;
    }
    return pipe_now.state != CONNECTED_STATE;
}
