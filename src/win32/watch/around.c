#include "win32/watch/around.h"

#include "win32/system/crt.h"
#include "win32/system/nt.h"
#include "win32/system/thread.h"
#include "win32/watch/sharing.h"
#include "win32/watch/target.h"
#include "win32/watch/watch.h"

#include <errno.h>
#include <io.h>
#include <stdlib.h>

/* ---- Reading --------------------------------------------------- */

static qp__source *enter(int fd, int console_too)
{
    qp__source *source = NULL;
    qp__target *target;

    if (qp__watches_in_use == 0) {
        return NULL;
    }
    qp__events_lock();
    target = qp__target_find(fd, QP__READABLE);
    if (target != NULL &&
        (console_too || qp__source_kind_of(target->source) != QP__SOURCE_CONSOLE)) {
        source = target->source;
        qp__source_enter(source);
    }
    qp__events_unlock();
    return source;
}

/* Reads of the console share what its one reader gets, and starts do not need it to be empty:
 * ending the read of a line is for those only who must have it ended. */
qp__source *qp__watch_enter(int fd)
{
    return enter(fd, 0);
}

void qp__watch_leave(qp__source *source)
{
    if (source != NULL) {
        qp__events_lock();
        qp__source_was_used(source);
        qp__source_leave(source);
        qp__events_unlock();
    }
}

void qp__watch_leave_read(qp__source *source, int bytes)
{
    if (source != NULL) {
        qp__events_lock();
        qp__source_was_read(source, bytes);
        qp__source_leave(source);
        qp__events_unlock();
    }
}

/* ---- The end of the process -------------------------------------------------------------- */

/* How often a read is cancelled that stands in the way of the end. */
#define CANCEL_MS 1

/* A duplicate of what is being closed; guarded by the lock. NULL: nothing is. */
static HANDLE closing;

static void set_closing(HANDLE handle)
{
    qp__events_lock();
    closing = handle;
    qp__events_unlock();
}

/* Another thread may be reading, in the C runtime, which closes nothing meanwhile. */
static void cancel_reading(void)
{
    qp__events_lock();
    if (closing != NULL) {
        CancelIoEx(closing, NULL);
    }
    qp__events_unlock();
}

static void close_reader(int fd, HANDLE handle)
{
    HANDLE self = GetCurrentProcess();
    HANDLE duplicate;

    if (!DuplicateHandle(self, handle, self, &duplicate, 0, FALSE, DUPLICATE_SAME_ACCESS)) {
        return;
    }
    set_closing(duplicate);
    cancel_reading();
    _close(fd);
    set_closing(NULL);
    CloseHandle(duplicate);
}

/*
 * What this process could read from itself. What the file is is not asked: that would wait for
 * another process that reads from it. _isatty asks the C runtime only; a console's read is never
 * cancelled.
 */
static DWORD WINAPI close_all(void *unused)
{
    qp__crt_guard guard = qp__crt_guard_enter();
    HANDLE handle;
    int fd;

    (void)unused;
    for (fd = 0; fd < QP__MOST_DESCRIPTORS; fd++) {
        if (qp__fd_handle(fd, &handle) == 0 && !_isatty(fd) &&
            !qp__file_can(handle, QP__WRITABLE)) {
            close_reader(fd, handle);
        }
    }
    qp__crt_guard_leave(guard);
    return 0;
}

/* A thread whose read was cancelled may read again before the descriptor is closed: then it is
 * cancelled again, while another thread waits to close it. */
static void close_readers(void)
{
    HANDLE thread;

    qp__events_lock();
    qp__watch_lose_sources();
    qp__events_unlock();
    thread = qp__thread_new(QP__STACK_BYTES, close_all, NULL);
    if (thread == NULL) {
        close_all(NULL);
        return;
    }
    while (WaitForSingleObject(thread, CANCEL_MS) != WAIT_OBJECT_0) {
        cancel_reading();
        Sleep(CANCEL_MS);
    }
    CloseHandle(thread);
}

/*
 * A reader may take its time; but nothing in this process will read any more.
 *
 * Of a DLL this runs when the loader detaches it, after ExitProcess has ended all other threads:
 * the pumps' are gone, and one may have held the lock.
 */
static void flush_at_exit(void)
{
    qp__nt_RtlDllShutdownInProgress is_ending = QP__NT(RtlDllShutdownInProgress);
    int left;

    if (is_ending != NULL && is_ending()) {
        return;
    }
    qp__events_lock();
    left = qp__pumps_have_bytes();
    qp__events_unlock();
    if (left) {
        close_readers();
        qp__pumps_flush(INFINITE);
    }
}

/* With the lock. */
static int register_flush(void)
{
    static int registered;

    if (!registered && atexit(flush_at_exit) != 0) {
        return -ENOMEM;
    }
    registered = 1;
    return 0;
}

/* ---- Writing --------------------------------------------------------------------------- */

int qp__watch_write(int fd, const void *bytes, size_t size, int *result)
{
    qp__target *target;
    int taken = 0;

    if (qp__watches_in_use == 0) {
        return 0;
    }
    qp__events_lock();
    target = qp__target_find(fd, QP__WRITABLE);
    if (target != NULL) {
        *result = register_flush();
        if (*result == 0) {
            *result = qp__pump_write(target->pump, bytes, size);
        }
        taken = *result != -EAGAIN;
    }
    qp__events_unlock();
    return taken;
}

/* ---- Closing and duplicating ------------------------------------------------------------- */

/* With the lock: no target stands for `fd` any more. */
static void leave_targets(int fd)
{
    qp__target *target;

    for (target = qp__targets; target != NULL; target = target->next) {
        target->fd = target->fd == fd ? -1 : target->fd;
    }
}

void qp__watch_closing(int fd)
{
    qp__events_lock();
    qp__sharing_closed(fd);
    leave_targets(fd);
    qp__watch_lose(fd);
    qp__events_unlock();
}

void qp__watch_closed(int fd)
{
    qp__events_lock();
    leave_targets(fd);
    qp__watch_look(fd);
    qp__events_unlock();
}

void qp__watch_made(int fd)
{
    qp__watch_closing(fd);
    qp__watch_closed(fd);
    qp__events_lock();
    qp__sharing_made(fd);
    qp__events_unlock();
}

void qp__watch_duplicated(int fd, int duplicate)
{
    qp__events_lock();
    qp__sharing_duplicated(fd, duplicate);
    qp__events_unlock();
}

/* ---- Around the start of a process ------------------------------------------------------- */

static int standard_fd(const int fds[3], int i)
{
    return fds[i] == QP_FD_INHERIT ? i : fds[i];
}

/* With the lock. What was written to `fd` before arrives before what the process writes. */
static int drain(int fd)
{
    qp__target *written = qp__target_find(fd, QP__WRITABLE);

    return written == NULL ? 0 : qp__pump_drain(written->pump);
}

int qp__watch_lend(qp__watch_loan *loan, const int fds[3])
{
    int error = 0;
    int i;

    ZeroMemory(loan, sizeof(*loan));
    for (i = 0; i < 3 && error == 0; i++) {
        int fd = standard_fd(fds, i);
        loan->sources[i] = qp__watch_enter(fd);
        qp__events_lock();
        qp__sharing_lent(fd);
        error = drain(fd);
        qp__events_unlock();
    }
    if (error < 0) {
        qp__watch_lent(loan, NULL);
    }
    return error;
}

void qp__watch_lent(qp__watch_loan *loan, HANDLE process)
{
    int i;

    for (i = 0; i < 3; i++) {
        if (loan->sources[i] != NULL) {
            qp__events_lock();
            if (process != NULL) {
                qp__source_share(loan->sources[i], process);
            }
            qp__source_leave(loan->sources[i]);
            qp__events_unlock();
        }
    }
}

/* With the lock. */
static int is_own_console(const qp__target *target)
{
    return target != NULL && qp__source_kind_of(target->source) == QP__SOURCE_CONSOLE &&
           target->watches != NULL && qp__events_is_mine(target->watches->event.events);
}

void qp__watch_leave_console(qp__watch_loan *loan, const int fds[3])
{
    int i;

    ZeroMemory(loan, sizeof(*loan));
    if (qp__watches_in_use == 0) {
        return;
    }
    qp__events_lock();
    for (i = 0; i < 3; i++) {
        qp__target *target = qp__target_find(standard_fd(fds, i), QP__READABLE);
        if (is_own_console(target)) {
            loan->sources[i] = target->source;
            qp__source_enter(loan->sources[i]);
        }
    }
    qp__events_unlock();
}

void qp__watch_back_to_console(qp__watch_loan *loan)
{
    qp__watch_lent(loan, NULL);
}

/* ---- For the host ------------------------------------------------------------------------ */

void *qp_watch_pause(int fd)
{
    return enter(fd, 1);
}

void qp_watch_resume(void *paused)
{
    qp__watch_leave(paused);
}

int qp_flush_writes(uint32_t timeout_ms)
{
    return qp__pumps_flush(timeout_ms == QP_NO_TIMEOUT ? INFINITE : timeout_ms);
}
