#include "win32/system/overlapped_pipe.h"

#include <errno.h>

#include "win32/system/nt.h"

/*
 * CreatePipe makes no overlapped ends, and CreateNamedPipe wants a name, which others can list and
 * open. NtCreateNamedPipeFile with an empty name relative to the device makes a pipe without one;
 * its other end is opened by an empty name relative to the first. So does Windows Terminal (its
 * CreateOverlappedPipe).
 */

/* How long a client waits for a free instance; there is no second client. */
#define DEFAULT_TIMEOUT_100NS (-500000LL)

/* FILE_CREATE, FILE_NON_DIRECTORY_FILE and FILE_SYNCHRONOUS_IO_NONALERT of the driver kit. */
#define NEW_FILE      2
#define NOT_A_FOLDER  0x40
#define SYNCHRONOUSLY 0x20

#define SHARED (FILE_SHARE_READ | FILE_SHARE_WRITE)

static int translate(NTSTATUS status)
{
    if (status >= 0) {
        return 0;
    }
    SetLastError(QP__NT(RtlNtStatusToDosError) == NULL ? ERROR_GEN_FAILURE
                                                       : QP__NT(RtlNtStatusToDosError)(status));
    return qp__last_error();
}

/* `name` as it is seen from `root`; empty: `root` itself. */
static int open_file(HANDLE root, UNICODE_STRING *name, ULONG access, ULONG options, HANDLE *file)
{
    OBJECT_ATTRIBUTES attributes;
    IO_STATUS_BLOCK io;

    if (QP__NT(NtOpenFile) == NULL) {
        return -ENOSYS;
    }
    InitializeObjectAttributes(&attributes, name, OBJ_CASE_INSENSITIVE, root, NULL);
    return translate(QP__NT(NtOpenFile)(file, access | SYNCHRONIZE, &attributes, &io, SHARED,
                                        options | SYNCHRONOUSLY));
}

static int make_ours(HANDLE device, int writes, DWORD buffer_bytes, HANDLE *ours)
{
    ULONG access =
        writes ? GENERIC_WRITE | FILE_READ_ATTRIBUTES : GENERIC_READ | FILE_WRITE_ATTRIBUTES;
    LARGE_INTEGER timeout = {.QuadPart = DEFAULT_TIMEOUT_100NS};
    UNICODE_STRING nothing = {0};
    OBJECT_ATTRIBUTES attributes;
    IO_STATUS_BLOCK io;

    if (QP__NT(NtCreateNamedPipeFile) == NULL) {
        return -ENOSYS;
    }
    InitializeObjectAttributes(&attributes, &nothing, OBJ_CASE_INSENSITIVE, device, NULL);
    /* A stream of bytes that blocks, one instance; the share mode says what the client may do. */
    return translate(QP__NT(NtCreateNamedPipeFile)(
        ours, access | SYNCHRONIZE, &attributes, &io, writes ? FILE_SHARE_READ : FILE_SHARE_WRITE,
        NEW_FILE, 0, 0, 0, 0, 1, buffer_bytes, buffer_bytes, &timeout));
}

static int open_theirs(HANDLE ours, int reads, HANDLE *theirs)
{
    ULONG access =
        reads ? GENERIC_READ | FILE_WRITE_ATTRIBUTES : GENERIC_WRITE | FILE_READ_ATTRIBUTES;
    UNICODE_STRING nothing = {0};

    return open_file(ours, &nothing, access, NOT_A_FOLDER, theirs);
}

int qp__overlapped_pipe_new(int writes, DWORD buffer_bytes, HANDLE *ours, HANDLE *theirs)
{
    static WCHAR name[] = L"\\Device\\NamedPipe\\";
    UNICODE_STRING device_name = {sizeof(name) - sizeof(WCHAR), sizeof(name), name};
    HANDLE device;
    int error = open_file(NULL, &device_name, GENERIC_READ, 0, &device);

    if (error < 0) {
        return error;
    }
    error = make_ours(device, writes, buffer_bytes, ours);
    CloseHandle(device);
    if (error < 0) {
        return error;
    }
    error = open_theirs(*ours, writes, theirs);
    if (error < 0) {
        CloseHandle(*ours);
    }
    return error;
}
