/*
 * Functions of DLLs that every process has loaded, but that import libraries or older Windows lack.
 * One is looked up when it is first called for. (advapi.h has those of a DLL that must be loaded
 * first.)
 */
#ifndef QP_WIN32_SYSTEM_NT_H
#define QP_WIN32_SYSTEM_NT_H

#include "win32/system/win.h"

#include <winternl.h>

/* NTSTATUS values; windows.h has other ones only. */
#define QP__STATUS_INSUFFICIENT_RESOURCES ((NTSTATUS)0xC000009A)
#define QP__STATUS_NO_MEMORY              ((NTSTATUS)0xC0000017)
#define QP__STATUS_INFO_LENGTH_MISMATCH   ((NTSTATUS)0xC0000004)
#define QP__STATUS_PROCESS_IS_TERMINATING ((NTSTATUS)0xC000010A)

/*
 * X(DLL, result, name, parameters)
 *   NtAssociateWaitCompletionPacket: packet, port, handle, the entry's key, overlapped, status and
 * number, was it signaled; this and NtCreateWaitCompletionPacket: Windows 8.
 *   NtQuery...: the class is an int, winternl.h names few of them.
 *   NtCreateNamedPipeFile: not in winternl.h; share, disposition, options, type, read mode,
 * completion mode, most instances, inbound and outbound bytes, timeout follow. NtSuspendProcess,
 * NtResumeProcess: not documented; in ntdll since Windows XP. CompareObjectHandles: Windows 10
 * 1607. wine_get_version: Wine only.
 */
/* clang-format off */
#define QP__NT_FUNCTIONS(X)                                                                        \
    X(ntdll, NTSTATUS, NtAssociateWaitCompletionPacket,                                            \
      (HANDLE, HANDLE, HANDLE, void *, void *, NTSTATUS, ULONG_PTR, BOOLEAN *))                    \
    X(ntdll, NTSTATUS, NtCreateNamedPipeFile,                                                      \
      (HANDLE *, ULONG, OBJECT_ATTRIBUTES *, IO_STATUS_BLOCK *, ULONG, ULONG, ULONG, ULONG, ULONG, \
       ULONG, ULONG, ULONG, ULONG, LARGE_INTEGER *))                                               \
    X(ntdll, NTSTATUS, NtCreateWaitCompletionPacket, (HANDLE *, ULONG, OBJECT_ATTRIBUTES *))       \
    X(ntdll, NTSTATUS, NtOpenFile,                                                                 \
      (HANDLE *, ULONG, OBJECT_ATTRIBUTES *, IO_STATUS_BLOCK *, ULONG, ULONG))                     \
    X(ntdll, NTSTATUS, NtQueryInformationFile, (HANDLE, IO_STATUS_BLOCK *, void *, ULONG, int))    \
    X(ntdll, NTSTATUS, NtQueryInformationProcess, (HANDLE, int, void *, ULONG, ULONG *))           \
    X(ntdll, NTSTATUS, NtQuerySystemInformation, (int, void *, ULONG, ULONG *))                    \
    X(ntdll, NTSTATUS, NtQueryObject, (HANDLE, int, void *, ULONG, ULONG *))                       \
    X(ntdll, NTSTATUS, NtSuspendProcess, (HANDLE))                                                 \
    X(ntdll, NTSTATUS, NtResumeProcess, (HANDLE))                                                  \
    X(ntdll, PEB *, RtlGetCurrentPeb, (void))                                                      \
    X(ntdll, ULONG, RtlNtStatusToDosError, (NTSTATUS))                                             \
    X(ntdll, BOOLEAN, RtlDllShutdownInProgress, (void))                                            \
    X(ntdll, const char *, wine_get_version, (void))                                               \
    X(kernelbase, BOOL, CompareObjectHandles, (HANDLE, HANDLE))
/* clang-format on */

#define QP__NT_NAME(dll, result, name, parameters) QP__NT_##name,
typedef enum qp__nt_name { QP__NT_FUNCTIONS(QP__NT_NAME) QP__NT_COUNT } qp__nt_name;
#undef QP__NT_NAME

/* NOLINTNEXTLINE(bugprone-macro-parentheses): a type, and a list of parameters */
#define QP__NT_TYPE(dll, result, name, parameters) typedef result(WINAPI *qp__nt_##name) parameters;
QP__NT_FUNCTIONS(QP__NT_TYPE)
#undef QP__NT_TYPE

/* The function of that name, to be called as it is declared above; NULL: this system has none. */
#define QP__NT(name) ((qp__nt_##name)qp__nt_find(QP__NT_##name))

void (*qp__nt_find(qp__nt_name name))(void);

/* Does it say that there is no memory to tell or do what was asked for? */
int qp__nt_is_exhausted(NTSTATUS status);

#endif
