#include "quickproc/quickproc.h"
#include "win32/descriptors/adopt.h"
#include "win32/system/crt.h"
#include "win32/watch/around.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>

/* A handle that can append and do nothing else to the data: the kernel then writes at the end,
 * whichever process holds it. */
static DWORD append_access(int flags)
{
    DWORD access = FILE_APPEND_DATA | FILE_WRITE_ATTRIBUTES | SYNCHRONIZE;

    return flags & _O_RDWR ? access | GENERIC_READ : access;
}

static DWORD disposition(int flags)
{
    if (flags & _O_CREAT) {
        return flags & _O_EXCL ? CREATE_NEW : OPEN_ALWAYS;
    }
    return OPEN_EXISTING;
}

/* TRUNCATE_EXISTING needs GENERIC_WRITE, which would take the append property away: truncate
 * through a handle of its own. */
static int truncate_file(const qp_char *path)
{
    HANDLE file = CreateFileW(path, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                              TRUNCATE_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);

    if (file == INVALID_HANDLE_VALUE) {
        int error = qp__last_error();
        return error == -ENOENT ? 0 : error;
    }
    CloseHandle(file);
    return 0;
}

static int open_append(const qp_char *path, int flags, int mode)
{
    DWORD attributes = mode & _S_IWRITE ? FILE_ATTRIBUTE_NORMAL : FILE_ATTRIBUTE_READONLY;
    HANDLE file;
    int fd = flags & _O_TRUNC && !(flags & _O_EXCL) ? truncate_file(path) : 0;

    if (fd < 0) {
        return fd;
    }
    file = CreateFileW(path, append_access(flags), FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                       disposition(flags), attributes, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        return qp__last_error();
    }
    fd = qp__fd_adopt(file, (flags & ~(_O_CREAT | _O_EXCL | _O_TRUNC)) | _O_APPEND);
    if (fd < 0) {
        CloseHandle(file);
    }
    return fd;
}

static int open_plain(const qp_char *path, int flags, int mode)
{
    qp__crt_guard guard = qp__crt_guard_enter();
    int fd = -1;
    errno_t error =
        _wsopen_s(&fd, path, flags | _O_NOINHERIT, _SH_DENYNO, mode & (_S_IREAD | _S_IWRITE));

    qp__crt_guard_leave(guard);
    if (error == 0) {
        qp__watch_made(fd);
        return fd;
    }
    /* Wine's C runtime says ENFILE when no descriptor is left. */
    return error == ENFILE ? -EMFILE : -error;
}

int qp_open(const qp_char *path, int flags, int mode)
{
    if (path == NULL) {
        return -EINVAL;
    }
    if (!(flags & _O_TEXT)) {
        flags |= _O_BINARY;
    }
    /* Appending without the right to write is no appending; the C runtime refuses or ignores it as
     * it likes. */
    if (flags & _O_APPEND && flags & (_O_WRONLY | _O_RDWR)) {
        return open_append(path, flags, mode);
    }
    return open_plain(path, flags, mode);
}
