#include "win32/system/crt.h"

#include "win32/descriptors/adopt.h"
#include "win32/descriptors/in_use.h"
#include "win32/watch/around.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>

/* _dup and _dup2 always make an inheritable handle. */
static void stop_inheriting(int fd)
{
    HANDLE handle;

    if (qp__fd_handle(fd, &handle) == 0) {
        SetHandleInformation(handle, HANDLE_FLAG_INHERIT, 0);
    }
}

/* _dup2 itself calls SetStdHandle in console programs only. */
static void set_standard_handle(int fd)
{
    static const DWORD names[3] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};
    HANDLE handle;

    if (qp__fd_handle(fd, &handle) == 0) {
        SetStdHandle(names[fd], handle);
    }
}

static FILE *standard_stream(int fd)
{
    return fd == 0 ? stdin : fd == 1 ? stdout : stderr;
}

/*
 * In a program that was started without standard handles stdin, stdout and stderr have no
 * descriptor at all (_fileno is negative). Gives the stream some descriptor, which follows dup2
 * from then on. The Universal CRT does that by freopen; msvcrt.dll lets one set it, where Wine's
 * freopen refuses such a stream.
 */
static void attach_stream(FILE *stream, int fd)
{
#ifdef QP__UCRT
    FILE *reopened;

    freopen_s(&reopened, "NUL", fd == 0 ? "rb" : "wb", stream);
#else
    stream->_file = fd;
    clearerr(stream);
#endif
}

static void set_standard_stream(int old_fd, int new_fd)
{
    qp__crt_guard guard = qp__crt_guard_enter();
    FILE *stream = standard_stream(new_fd);
    int stream_fd;

    if (_fileno(stream) < 0) {
        attach_stream(stream, new_fd);
    }
    stream_fd = _fileno(stream);
    if (stream_fd >= 0 && stream_fd != new_fd && stream_fd != old_fd) {
        _dup2(old_fd, stream_fd);
        stop_inheriting(stream_fd);
    }
    qp__crt_guard_leave(guard);
}

static int crt_dup2(int old_fd, int new_fd)
{
    qp__crt_guard guard = qp__crt_guard_enter();
    int result = new_fd;

    errno = 0;
    if (_dup2(old_fd, new_fd) != 0) {
        result = errno == ENOMEM || errno == EMFILE ? -errno : -EBADF;
    }
    qp__crt_guard_leave(guard);
    return result;
}

/* A new descriptor for the same file, but of no mode; inheritable or not, _dup2 replaces it. */
static int new_descriptor(int fd)
{
    HANDLE self = GetCurrentProcess();
    HANDLE duplicate;
    HANDLE handle;
    int result = qp__fd_handle(fd, &handle);

    if (result < 0) {
        return result;
    }
    if (!DuplicateHandle(self, handle, self, &duplicate, 0, FALSE, DUPLICATE_SAME_ACCESS)) {
        return qp__last_error();
    }
    result = qp__fd_adopt(duplicate, _O_BINARY);
    if (result < 0) {
        CloseHandle(duplicate);
    }
    return result;
}

/*
 * Not by _dup: where DuplicateHandle fails, as for a handle that was closed behind the C runtime's
 * back, the Universal CRT (10.0.14393) writes to the entry of descriptor -1, which does not exist.
 */
int qp_dup(int fd)
{
    int made = new_descriptor(fd);
    int result;

    if (made < 0) {
        return made;
    }
    result = crt_dup2(fd, made);
    if (result < 0) {
        qp_close(made);
        return result;
    }
    stop_inheriting(result);
    qp__watch_duplicated(fd, result);
    return result;
}

int qp_dup2(int old_fd, int new_fd)
{
    HANDLE handle;
    int result = qp__fd_handle(old_fd, &handle);

    if (result < 0 || new_fd < 0) {
        return -EBADF;
    }
    if (old_fd == new_fd) {
        return new_fd;
    }
    qp__watch_closing(new_fd);
    qp__fd_begin_closing(new_fd);
    result = crt_dup2(old_fd, new_fd);
    qp__fd_end_closing(new_fd);
    qp__watch_closed(new_fd);
    if (result < 0) {
        return result;
    }
    qp__watch_duplicated(old_fd, new_fd);
    if (new_fd > 2) {
        stop_inheriting(new_fd);
        return new_fd;
    }
    /* Standard handles are inheritable: children that others start, popen's for one, get no list.
     */
    set_standard_handle(new_fd);
    set_standard_stream(old_fd, new_fd);
    return new_fd;
}
