/*
 * Descriptors as a host may have them: of a handle that was closed behind the C runtime's back, in
 * each mode of text, of a socket, closed and opened by another thread all the time. Each function
 * gets each of them while Windows' own handler of invalid parameters is there, which ends the
 * process (mingw-w64's start-up code replaces it by one that does nothing).
 */
#include "../core/test.h"
#include "support/loop.h"

#include <quickproc/subprocess.h>

#include <winsock2.h>

#include <fcntl.h>
#include <io.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <windows.h>

#define PLACED 60

static void ready(void *opaque)
{
    ++*(int *)opaque;
}

/* ---- Each function ----------------------------------------------------------------------- */

/* `expected`: 0, or -EBADF. */
static void start_with(int fd, int expected)
{
    const qp_char *args[] = {L"cmd", L"/d", L"/c", L"exit"};
    qp_child_fd more = {3, fd};
    qp_spawn_options spawn;
    int i;

    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.args = args;
    spawn.arg_count = COUNT(args);
    for (i = 0; i < 3; i++) {
        spawn.fds[i] = fd;
        CHECK_INT(qp_exec(&spawn, NULL, NULL), expected);
        spawn.fds[i] = QP_FD_INHERIT;
    }
    spawn.more_fds = &more;
    spawn.more_fd_count = 1;
    CHECK_INT(qp_exec(&spawn, NULL, NULL), expected);
}

/* Shown is what can be; the child runs on without the rest. */
static void show_on(int fd)
{
    const qp_char *args[] = {L"cmd", L"/d", L"/c", L"echo x"};
    qp_spawn_options spawn;
    qp_run_options options;
    qp_run_result result;
    qp_run *run = NULL;

    qp_spawn_options_init(&spawn, sizeof(spawn));
    qp_run_options_init(&options, sizeof(options));
    spawn.args = args;
    spawn.arg_count = COUNT(args);
    spawn.fds[1] = QP_FD_PIPE;
    options.shown_fds[0] = fd;
    CHECK_INT(qp_run_start(&spawn, &options, &run), 0);
    CHECK_INT(qp_run_finish(run, &result, sizeof(result)), 0);
    CHECK_INT(result.outputs[0].length, 3);
    qp_free(result.outputs[0].bytes);
}

static void watch(int fd)
{
    qp_events *events = NULL;
    int calls = 0;

    CHECK_INT(qp_events_new(&events), 0);
    qp_watch_readable(events, fd, ready, &calls);
    qp_watch_writable(events, fd, ready, &calls);
    qp_watch_resume(qp_watch_pause(fd));
    loop_for(events, 1);
    qp_unwatch_readable(events, fd);
    qp_unwatch_writable(events, fd);
    qp_events_free(events);
}

/* Any number that is no descriptor, or one whose handle is no more. */
static void is_bad(int fd)
{
    char byte = 0;

    CHECK_INT(qp_dup(fd), -EBADF);
    CHECK_INT(qp_dup2(fd, PLACED), -EBADF);
    watch(fd);
    start_with(fd, -EBADF);
    CHECK_INT(qp_write(fd, &byte, 1), -EBADF);
    CHECK_INT(qp_read(fd, &byte, 1), -EBADF);
    CHECK_INT(qp_close(fd), -EBADF);
}

/* A file, whatever it is. Closes it. */
static void can_be_used(int fd)
{
    int duplicate = qp_dup(fd);

    CHECK(fd >= 0 && duplicate >= 0);
    CHECK_INT(qp_dup2(fd, PLACED), PLACED);
    watch(fd);
    start_with(fd, 0);
    show_on(fd);
    CHECK_INT(qp_close(duplicate), 0);
    CHECK_INT(qp_close(PLACED), 0);
    CHECK_INT(qp_close(fd), 0);
    CHECK_INT(qp_close(fd), -EBADF);
}

/* ---- Each kind --------------------------------------------------------------------------- */

static int open_file(void)
{
    return qp_open(L"file", _O_RDWR | _O_CREAT, _S_IREAD | _S_IWRITE);
}

/* Its handle is closed, and is so high that the system does not give it away again soon. */
static int open_stale(void)
{
    static HANDLE handles[3000];
    int i = COUNT(handles);
    int fd;

    while (i > 0) {
        handles[--i] = CreateEventW(NULL, FALSE, FALSE, NULL);
    }
    fd = open_file();
    CloseHandle((HANDLE)_get_osfhandle(fd)); /* NOLINT(performance-no-int-to-ptr) */
    while (i < (int)COUNT(handles)) {
        CloseHandle(handles[i++]);
    }
    return fd;
}

static void numbers(void)
{
    static const int bad[] = {-1, -2, INT_MIN, INT_MAX, 8191, 8192, 2048, 77};
    size_t i;

    for (i = 0; i < COUNT(bad); i++) {
        is_bad(bad[i]);
        show_on(bad[i]);
    }
    is_bad(open_stale());
}

/* Half a unit of UTF-16 is refused. It is no full pipe, for which a script would wait. */
static void text(int mode, int expected)
{
    char bytes[4] = "abc";
    int fds[2];
    int fd = open_file();

    CHECK(_setmode(fd, mode) >= 0);
    CHECK_INT(qp_write(fd, bytes, 3), expected);
    can_be_used(fd);
    CHECK_INT(qp_pipe(fds), 0);
    CHECK(_setmode(fds[0], mode) >= 0 && _setmode(fds[1], mode) >= 0);
    CHECK_INT(qp_write(fds[1], bytes, 3), expected);
    if (expected < 0) {
        CHECK_INT(qp_write(fds[1], L"x", 2), 2);
    }
    CHECK_INT(qp_read(fds[0], bytes, 3), expected);
    can_be_used(fds[1]);
    can_be_used(fds[0]);
}

static void socket_of(DWORD flags)
{
    SOCKET socket = WSASocketW(AF_INET, SOCK_STREAM, 0, NULL, 0, flags);
    int fd = _open_osfhandle((intptr_t)socket, _O_BINARY);
    char byte = 0;

    CHECK(qp_write(fd, &byte, 1) < 0);
    CHECK(qp_read(fd, &byte, 1) < 0);
    can_be_used(fd);
}

/* ---- Another thread ---------------------------------------------------------------------- */

static int volatile moving; /* a descriptor that is there now and then */
static volatile LONG stopped;

static DWORD WINAPI move(void *opaque)
{
    (void)opaque;
    while (!stopped) {
        _dup2(2, moving);
        _close(moving);
    }
    return 0;
}

/* Each call finds it or not, and may find it gone between two looks. */
static void one_that_comes_and_goes(void)
{
    HANDLE thread;
    qp_events *events = NULL;
    int calls = 0;
    int i;

    moving = PLACED;
    thread = CreateThread(NULL, 0, move, NULL, 0, NULL);
    CHECK(thread != NULL);
    CHECK_INT(qp_events_new(&events), 0);
    for (i = 0; i < 3000; i++) {
        int duplicate = qp_dup(moving);

        CHECK(duplicate >= 0 || duplicate == -EBADF);
        if (duplicate >= 0) {
            CHECK_INT(qp_close(duplicate), 0);
        }
        qp_dup2(moving, PLACED + 1);
        qp_write(moving, "", 0);
        qp_watch_readable(events, moving, ready, &calls);
        qp_unwatch_readable(events, moving);
    }
    stopped = 1;
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    qp_close(PLACED + 1);
    qp_events_free(events);
}

int main(void)
{
    WSADATA data;

    _set_invalid_parameter_handler(NULL);
    numbers();
    text(_O_TEXT, 3);
    text(_O_WTEXT, -EINVAL);
    text(_O_U16TEXT, -EINVAL);
    text(_O_U8TEXT, -EINVAL);
    CHECK_INT(WSAStartup(2, &data), 0);
    socket_of(0);
    socket_of(WSA_FLAG_OVERLAPPED);
    WSACleanup();
    one_that_comes_and_goes();
    return test_end("crt");
}
