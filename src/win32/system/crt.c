#include "win32/system/crt.h"

#include <errno.h>
#include <io.h>
#include <stdlib.h>

#ifdef QP__UCRT
#ifdef __MINGW32__
/* In the Universal CRT and in mingw-w64's import library, but not in its headers. */
_invalid_parameter_handler
_set_thread_local_invalid_parameter_handler(_invalid_parameter_handler handler);
#endif

static void ignore_invalid_parameter(const wchar_t *expression, const wchar_t *function,
                                     const wchar_t *file, unsigned int line, uintptr_t reserved)
{
    (void)expression;
    (void)function;
    (void)file;
    (void)line;
    (void)reserved;
}

qp__crt_guard qp__crt_guard_enter(void)
{
    qp__crt_guard guard;

    guard.previous =
        (void (*)(void))_set_thread_local_invalid_parameter_handler(ignore_invalid_parameter);
    return guard;
}

void qp__crt_guard_leave(qp__crt_guard guard)
{
    _set_thread_local_invalid_parameter_handler((_invalid_parameter_handler)guard.previous);
}
#else
/* msvcrt.dll has no handler per thread; for a bad descriptor it fails with EBADF and ends nothing.
 */
qp__crt_guard qp__crt_guard_enter(void)
{
    qp__crt_guard guard = {NULL};

    return guard;
}

void qp__crt_guard_leave(qp__crt_guard guard)
{
    (void)guard;
}
#endif

int qp__fd_handle(int fd, HANDLE *handle)
{
    qp__crt_guard guard;
    intptr_t value;

    if (fd < 0) {
        return -EBADF;
    }
    guard = qp__crt_guard_enter();
    value = _get_osfhandle(fd);
    qp__crt_guard_leave(guard);
    /* -2: a standard descriptor of a process without standard handles. As a HANDLE it would mean
     * the current thread. */
    if (value == -1 || value == -2) {
        return -EBADF;
    }
    *handle = (HANDLE)value; /* NOLINT(performance-no-int-to-ptr): how the C runtime gives it */
    return 0;
}

int qp__fd_is_device(int fd)
{
    qp__crt_guard guard = qp__crt_guard_enter();
    int is_device = fd >= 0 && _isatty(fd) != 0;

    qp__crt_guard_leave(guard);
    return is_device;
}

int qp__fd_is_nowait_pipe(int fd)
{
    HANDLE handle;
    DWORD mode;

    return qp__fd_handle(fd, &handle) == 0 &&
           GetNamedPipeHandleStateW(handle, &mode, NULL, NULL, NULL, NULL, 0) && mode & PIPE_NOWAIT;
}
