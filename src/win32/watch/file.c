#include "win32/watch/file.h"

#include "win32/system/console.h"
#include "win32/system/nt.h"

/* FILE_TYPE_UNKNOWN without an error is a type as well. */
static int unknown_kind(void)
{
    int error = GetLastError() == NO_ERROR ? 0 : qp__last_error();

    return qp__is_exhausted(error) ? error : QP__FILE_PLAIN;
}

int qp__file_kind_of(HANDLE handle)
{
    int is_console;

    SetLastError(NO_ERROR);
    switch (GetFileType(handle)) {
    case FILE_TYPE_PIPE:
        return QP__FILE_PIPE;
    case FILE_TYPE_CHAR:
        is_console = qp__console_is(handle);
        return is_console > 0 ? QP__FILE_CONSOLE : is_console < 0 ? is_console : QP__FILE_PLAIN;
    case FILE_TYPE_UNKNOWN:
        return unknown_kind();
    default:
        return QP__FILE_PLAIN;
    }
}

/* 0 when it cannot be told. NtQueryObject, ObjectBasicInformation. */
static ACCESS_MASK access_of(HANDLE handle)
{
    struct {
        ULONG attributes;
        ACCESS_MASK access;
        ULONG rest[12];
    } basic = {0};
    qp__nt_NtQueryObject query = QP__NT(NtQueryObject);

    return query != NULL && query(handle, 0, &basic, sizeof(basic), NULL) == 0 ? basic.access : 0;
}

int qp__file_can(HANDLE handle, qp__direction direction)
{
    ACCESS_MASK needed =
        direction == QP__READABLE ? FILE_READ_DATA : FILE_WRITE_DATA | FILE_APPEND_DATA;
    ACCESS_MASK access = access_of(handle);

    return access == 0 || (access & needed) != 0;
}

int qp__file_same(HANDLE a, HANDLE b)
{
    qp__nt_CompareObjectHandles compare = QP__NT(CompareObjectHandles);

    return compare != NULL && compare(a, b);
}
