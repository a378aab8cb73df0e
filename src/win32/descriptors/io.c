/*
 * Reading, writing and closing a descriptor.
 */
#include "win32/system/crt.h"

#include "win32/descriptors/in_use.h"
#include "win32/system/console.h"
#include "win32/watch/around.h"
#include "win32/watch/typed.h"

#include <errno.h>
#include <io.h>
#include <limits.h>
#include <stdlib.h>

static unsigned int clip(size_t size_bytes)
{
    return size_bytes > INT_MAX ? INT_MAX : (unsigned int)size_bytes;
}

/*
 * ERROR_NO_DATA has two meanings: a pipe that is empty and was put into the mode PIPE_NOWAIT, as
 * Cygwin's and MSYS's programs leave some, and a pipe without a reader.
 *
 * ERROR_MORE_DATA is no failure (ReadFile): in the mode PIPE_READMODE_MESSAGE a message was longer
 * than the buffer, which is full, and the rest comes next. The C runtime loses the bytes.
 */
static int result_of_failed_read(unsigned int size)
{
    int error = errno;

    if (error == EBADF) {
        return -EBADF;
    }
    if (_doserrno == ERROR_MORE_DATA) {
        return (int)size;
    }
    return _doserrno == ERROR_NO_DATA ? -EAGAIN : -error;
}

/*
 * The C runtime knows ERROR_BROKEN_PIPE, but takes ERROR_NO_DATA for EINVAL. Nothing written
 * without a Win32 error is ENOSPC to it (EINVAL to Wine's): a pipe has that in the mode
 * PIPE_NOWAIT, when it is full. EINVAL without a Win32 error is also an odd number of bytes for a
 * descriptor whose text is UTF-16 (_O_U16TEXT and the like).
 */
static int write_errno(int fd)
{
    int error = errno;

    if (error == EINVAL && _doserrno == ERROR_NO_DATA) {
        return -EPIPE;
    }
    if ((error == ENOSPC || error == EINVAL) && _doserrno == NO_ERROR &&
        qp__fd_is_nowait_pipe(fd)) {
        return -EAGAIN;
    }
    return -error;
}

static int read_file(int fd, void *buffer, size_t size_bytes)
{
    int result;

    qp__fd_begin_use(fd);
    result = _read(fd, buffer, clip(size_bytes));
    if (result == -1) {
        result = result_of_failed_read(clip(size_bytes));
    }
    return qp__fd_end_use(fd) && result < 0 ? -EBADF : result;
}

/* Text of the console comes from where its watch gets it. */
static int read_descriptor(int fd, void *buffer, size_t size_bytes)
{
    HANDLE handle;
    int result = qp__fd_is_console(fd, &handle);

    if (result < 0) {
        return result;
    }
    if (result > 0) {
        return qp__typed_read(handle, buffer, clip(size_bytes));
    }
    return read_file(fd, buffer, size_bytes);
}

int qp_read(int fd, void *buffer, size_t size_bytes)
{
    qp__source *source;
    qp__crt_guard guard;
    int result;

    if (buffer == NULL && size_bytes > 0) {
        return -EINVAL;
    }
    source = qp__watch_enter(fd);
    guard = qp__crt_guard_enter();
    result = fd < 0 ? -EBADF : read_descriptor(fd, buffer, size_bytes);
    qp__crt_guard_leave(guard);
    qp__watch_leave_read(source, result);
    return result;
}

static int write_file(int fd, const void *buffer, size_t size_bytes)
{
    int result;

    qp__fd_begin_use(fd);
    SetLastError(NO_ERROR); /* Wine's C runtime looks at it when nothing was written */
    result = _write(fd, buffer, clip(size_bytes));
    if (result == -1) {
        result = write_errno(fd);
    }
    return qp__fd_end_use(fd) && result < 0 ? -EBADF : result;
}

int qp_write(int fd, const void *buffer, size_t size_bytes)
{
    qp__source *source = NULL;
    qp__crt_guard guard;
    int result;

    if (buffer == NULL && size_bytes > 0) {
        return -EINVAL;
    }
    if (qp__watch_write(fd, buffer, size_bytes, &result)) {
        return result;
    }
    /* Some pipes go both ways. */
    source = qp__watch_enter(fd);
    guard = qp__crt_guard_enter();
    result = fd < 0 ? -EBADF : write_file(fd, buffer, size_bytes);
    qp__crt_guard_leave(guard);
    qp__watch_leave(source);
    return result;
}

int qp_close(int fd)
{
    qp__crt_guard guard = qp__crt_guard_enter();
    int result;

    qp__watch_closing(fd);
    qp__fd_begin_closing(fd);
    result = fd < 0 || _close(fd) != 0 ? -EBADF : 0;
    qp__fd_end_closing(fd);
    qp__watch_closed(fd);
    qp__crt_guard_leave(guard);
    return result;
}
