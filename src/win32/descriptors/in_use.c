#include "win32/descriptors/in_use.h"

#include "win32/system/crt.h"
#include "win32/watch/sharing.h"

/* A cancellation that comes before the thread is inside the call is lost: repeat it. */
#define PATIENCE_MS 1

/* A thread that waits for another process's read of the same pipe is not in the pipe yet, and no
 * cancellation reaches it. Closing waits for it then. */
#define GIVE_UP_MS 1000

#define CLOSING 0x40000000

/* How many use it, and CLOSING. */
static volatile LONG states[QP__MOST_DESCRIPTORS];

static int is_known(int fd)
{
    return fd >= 0 && fd < QP__MOST_DESCRIPTORS;
}

void qp__fd_begin_use(int fd)
{
    while (is_known(fd) && (InterlockedIncrement(&states[fd]) & CLOSING) != 0) {
        InterlockedDecrement(&states[fd]);
        Sleep(PATIENCE_MS);
    }
}

int qp__fd_end_use(int fd)
{
    return is_known(fd) && (InterlockedDecrement(&states[fd]) & CLOSING) != 0;
}

void qp__fd_begin_closing(int fd)
{
    ULONGLONG deadline;
    HANDLE handle;

    if (!is_known(fd)) {
        return;
    }
    if (InterlockedOr(&states[fd], CLOSING) == 0 || qp__fd_is_device(fd)) {
        return;
    }
    deadline = GetTickCount64() + GIVE_UP_MS;
    while ((states[fd] & ~CLOSING) != 0 && qp__fd_handle(fd, &handle) == 0 &&
           GetTickCount64() < deadline) {
        CancelIoEx(handle, NULL);
        Sleep(PATIENCE_MS);
    }
}

void qp__fd_end_closing(int fd)
{
    if (is_known(fd)) {
        InterlockedAnd(&states[fd], ~CLOSING);
    }
}
