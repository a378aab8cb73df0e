/*
 * Watches for reading, without any child.
 */
#include "../core/test.h"

#include "support/loop.h"
#include "win32/watch/target.h"

#include <quickproc/events.h>

#include <fcntl.h>
#include <windows.h>

static qp_events *events;

typedef struct watched {
    int fd;
    int calls;
    int bytes;
    int ended;
    int at_most; /* 0: everything */
} watched;

static void read_some(void *opaque)
{
    watched *reader = opaque;
    char buffer[256];
    int got = qp_read(reader->fd, buffer, reader->at_most ? (size_t)reader->at_most : 256);

    reader->calls++;
    if (got > 0) {
        reader->bytes += got;
    } else {
        reader->ended = got == 0 ? 1 : got;
        qp_unwatch_readable(events, reader->fd);
    }
}

/* The call comes when there is something, again while there is, and for the end of the file. */
static void is_level_triggered(void)
{
    watched reader = {0};
    int fds[2];

    qp_pipe(fds);
    reader.fd = fds[0];
    reader.at_most = 1;
    CHECK_INT(qp_watch_readable(events, fds[0], read_some, &reader), 0);
    CHECK(qp_events_is_active(events));
    CHECK_INT(loop_for(events, 50), 0);
    CHECK_INT(qp_write(fds[1], "abc", 3), 3);
    CHECK_INT(loop_for(events, 100), 3);
    CHECK_INT(reader.bytes, 3);
    CHECK_INT(qp_write(fds[1], "d", 1), 1);
    CHECK_INT(loop_for(events, 100), 1);
    qp_close(fds[1]);
    CHECK_INT(loop_until_idle(events, 5000), 1);
    CHECK_INT(reader.ended, 1);
    CHECK(!qp_events_is_active(events));
    CHECK_INT(qp_close(fds[0]), 0);
}

static void count_call(void *opaque)
{
    ++*(int *)opaque;
}

/* Who does not read is called again and again; who is removed is not, though there is something. */
static void stops_when_removed(void)
{
    int calls = 0;
    int fds[2];

    qp_pipe(fds);
    CHECK_INT(qp_watch_readable(events, fds[0], count_call, &calls), 0);
    qp_write(fds[1], "x", 1);
    while (calls < 5) {
        qp_events_dispatch(events);
    }
    qp_unwatch_readable(events, fds[0]);
    CHECK_INT(loop_for(events, 50), 0);
    CHECK_INT(calls, 5);
    /* Nothing was taken. */
    char byte;
    CHECK_INT(qp_read(fds[0], &byte, 1), 1);
    qp_close(fds[0]);
    qp_close(fds[1]);
}

/* The second callback replaces the first. */
static void replaces_callback(void)
{
    int first = 0;
    int second = 0;
    int fds[2];

    qp_pipe(fds);
    CHECK_INT(qp_watch_readable(events, fds[0], count_call, &first), 0);
    CHECK_INT(qp_watch_readable(events, fds[0], count_call, &second), 0);
    qp_write(fds[1], "x", 1);
    CHECK(loop_until(events, &second, 5000));
    CHECK_INT(first, 0);
    qp_unwatch_readable(events, fds[0]);
    CHECK(!qp_events_is_active(events));
    qp_close(fds[0]);
    qp_close(fds[1]);
}

static void refuses_bad(void)
{
    static const int bad[] = {-1, -2, 77, 2048, 8192, 999999, INT32_MIN, INT32_MAX};
    int calls = 0;
    int fds[2];

    for (size_t i = 0; i < COUNT(bad); i++) {
        CHECK_INT(qp_watch_readable(events, bad[i], count_call, &calls), -EBADF);
        CHECK_INT(qp_watch_writable(events, bad[i], count_call, &calls), -EBADF);
        qp_unwatch_readable(events, bad[i]);
        qp_unwatch_writable(events, bad[i]);
    }
    qp_pipe(fds);
    CHECK_INT(qp_watch_readable(events, fds[1], count_call, &calls), -EBADF);
    CHECK_INT(qp_watch_writable(events, fds[0], count_call, &calls), -EBADF);
    qp_close(fds[0]);
    CHECK_INT(qp_watch_readable(events, fds[0], count_call, &calls), -EBADF);
    qp_close(fds[1]);
    CHECK(!qp_events_is_active(events));
    CHECK_INT(qp_events_dispatch(events), 0);
}

/* Files and NUL never block. */
static void calls_for_files(void)
{
    int calls = 0;
    int nul = qp_open(L"NUL", _O_RDWR, 0);
    int file = qp_open(L"watched.txt", _O_RDWR | _O_CREAT, 0666);

    CHECK_INT(qp_watch_readable(events, nul, count_call, &calls), 0);
    CHECK_INT(qp_watch_writable(events, nul, count_call, &calls), 0);
    CHECK_INT(qp_watch_readable(events, file, count_call, &calls), 0);
    for (int i = 0; i < 9; i++) {
        CHECK_INT(qp_events_dispatch(events), 1);
    }
    CHECK_INT(calls, 9);
    qp_unwatch_readable(events, nul);
    qp_unwatch_writable(events, nul);
    qp_unwatch_readable(events, file);
    qp_close(nul);
    qp_close(file);
    CHECK_INT(qp_events_dispatch(events), 0);
}

/* While the thread waits in the pipe, everything can be done with the descriptor. */
static void lets_others_in(void)
{
    watched reader = {0};
    char byte;
    int fds[2];

    qp_pipe(fds);
    reader.fd = fds[0];
    CHECK_INT(qp_watch_readable(events, fds[0], read_some, &reader), 0);
    loop_for(events, 20);
    qp_write(fds[1], "xy", 2);
    /* Read before the callback was called: it is not, then. */
    CHECK_INT(qp_read(fds[0], &byte, 1), 1);
    CHECK_INT(qp_read(fds[0], &byte, 1), 1);
    CHECK_INT(byte, 'y');
    CHECK_INT(loop_for(events, 50), 0);
    qp_write(fds[1], "z", 1);
    CHECK_INT(loop_for(events, 100), 1);
    CHECK_INT(reader.bytes, 1);
    qp_unwatch_readable(events, fds[0]);
    qp_close(fds[0]);
    CHECK_INT(qp_write(fds[1], "z", 1), -EPIPE);
    qp_close(fds[1]);
}

static void note_bad(void *opaque)
{
    watched *reader = opaque;
    char byte;

    reader->calls++;
    reader->ended = qp_read(reader->fd, &byte, 1);
    if (reader->calls == 3) {
        qp_unwatch_readable(events, reader->fd);
    }
}

/*
 * As poll does it: a closed descriptor is called for, until the watch is removed; a new file of
 * that number is watched instead.
 */
static void survives_close(void)
{
    watched closed = {0};
    watched reopened = {0};
    int fds[2];
    int again[2];

    qp_pipe(fds);
    closed.fd = fds[0];
    CHECK_INT(qp_watch_readable(events, fds[0], note_bad, &closed), 0);
    loop_for(events, 20);
    CHECK_INT(qp_close(fds[0]), 0);
    /* The thread that waited does not keep the pipe open. */
    CHECK_INT(qp_write(fds[1], "z", 1), -EPIPE);
    CHECK_INT(loop_until_idle(events, 5000), 3);
    CHECK_INT(closed.ended, -EBADF);
    qp_close(fds[1]);

    qp_pipe(fds);
    reopened.fd = fds[0];
    CHECK_INT(qp_watch_readable(events, fds[0], read_some, &reopened), 0);
    loop_for(events, 20);
    qp_close(fds[0]);
    qp_pipe(again);
    CHECK_INT(again[0], fds[0]);
    CHECK_INT(loop_for(events, 50), 0);
    qp_write(again[1], "new", 3);
    CHECK_INT(loop_for(events, 100), 1);
    CHECK_INT(reopened.bytes, 3);
    qp_unwatch_readable(events, again[0]);
    qp_close(again[0]);
    qp_close(again[1]);
    qp_close(fds[1]);
}

static qp__target *target_of(int fd)
{
    qp__target *found;

    qp__events_lock();
    found = qp__target_find(fd, QP__READABLE);
    qp__events_unlock();
    return found;
}

/* What is no descriptor is refused, and the watches of others stay what they are. */
static void bad_numbers_touch_nobody(void)
{
    watched reader = {0};
    qp__target *before;
    int fds[2];

    qp_pipe(fds);
    reader.fd = fds[0];
    CHECK_INT(qp_watch_readable(events, fds[0], read_some, &reader), 0);
    loop_for(events, 20);
    before = target_of(fds[0]);
    CHECK(before != NULL);
    CHECK_INT(qp_close(-1), -EBADF);
    CHECK(target_of(fds[0]) == before);
    CHECK_INT(qp_close(-2), -EBADF);
    CHECK_INT(qp_dup2(fds[1], -1), -EBADF);
    CHECK_INT(qp_close(999999), -EBADF);
    CHECK(target_of(fds[0]) == before);
    qp_unwatch_readable(events, fds[0]);
    qp_close(fds[0]);
    qp_close(fds[1]);
}

/* dup and dup2: each descriptor may be watched, read and closed for itself. */
static void knows_duplicates(void)
{
    watched first = {0};
    watched second = {0};
    char byte;
    int fds[2];
    int copy;

    qp_pipe(fds);
    copy = qp_dup(fds[0]);
    first.fd = fds[0];
    second.fd = copy;
    first.at_most = second.at_most = 1;
    CHECK_INT(qp_watch_readable(events, fds[0], read_some, &first), 0);
    loop_for(events, 20);
    qp_write(fds[1], "1", 1);
    CHECK_INT(qp_read(copy, &byte, 1), 1);
    CHECK_INT(loop_for(events, 50), 0);
    CHECK_INT(qp_watch_readable(events, copy, read_some, &second), 0);
    CHECK_INT(loop_for(events, 50), 0);
    CHECK_INT(qp_close(fds[0]), 0);
    qp_unwatch_readable(events, fds[0]);
    qp_write(fds[1], "23", 2);
    CHECK_INT(loop_for(events, 100), 2);
    CHECK_INT(second.bytes, 2);
    qp_close(fds[1]);
    CHECK_INT(loop_until_idle(events, 5000), 1);
    CHECK_INT(second.ended, 1);
    qp_close(copy);
}

/* Arming and cancelling, with and without a thread inside the pipe. */
static void arms_and_cancels(void)
{
    /* Only the main thread; earlier watches' threads may still be on their way out. */
    unsigned threads = settle_threads(1);
    unsigned handles = count_handles();
    int calls = 0;
    int fds[2];

    for (int i = 0; i < 1000; i++) {
        qp_pipe(fds);
        CHECK_INT(qp_watch_readable(events, fds[0], count_call, &calls), 0);
        if (i % 2 == 0) {
            qp_events_dispatch(events);
        }
        if (i % 3 == 0) {
            qp_unwatch_readable(events, fds[0]);
            qp_close(fds[0]);
        } else {
            qp_close(fds[0]);
            qp_unwatch_readable(events, fds[0]);
        }
        qp_close(fds[1]);
    }
    CHECK_INT(calls, 0);
    CHECK(!qp_events_is_active(events));
    CHECK_INT(settle_threads(threads), threads);
    CHECK_INT(count_handles(), handles);
}

/* The same with one pipe, and a writer of which nothing may get lost. */
static void loses_nothing(void)
{
    watched reader = {0};
    int fds[2];

    qp_pipe(fds);
    reader.fd = fds[0];
    for (int i = 0; i < 1000; i++) {
        qp_watch_readable(events, fds[0], read_some, &reader);
        qp_events_dispatch(events);
        qp_write(fds[1], "x", 1);
        if (i % 2 == 0) {
            while (qp_events_dispatch(events) || reader.bytes < i + 1) {
            }
        }
        qp_unwatch_readable(events, fds[0]);
        if (reader.bytes < i + 1) {
            char byte;
            reader.bytes += qp_read(fds[0], &byte, 1);
        }
    }
    CHECK_INT(reader.bytes, 1000);
    qp_close(fds[0]);
    qp_close(fds[1]);
}

static DWORD WINAPI free_in_the_middle(void *opaque)
{
    qp_events *other;
    int calls = 0;
    int fds[2];

    (void)opaque;
    qp_events_new(&other);
    qp_pipe(fds);
    CHECK_INT(qp_watch_readable(other, fds[0], count_call, &calls), 0);
    CHECK_INT(qp_events_dispatch(other), 0);
    Sleep(20);
    qp_events_free(other);
    qp_close(fds[0]);
    CHECK_INT(qp_write(fds[1], "x", 1), -EPIPE);
    qp_close(fds[1]);
    return 0;
}

static void frees_with_watches(void)
{
    HANDLE thread = CreateThread(NULL, 0, free_in_the_middle, NULL, 0, NULL);

    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
}

static int notified;

static void count_notify(void *unused)
{
    (void)unused;
    notified++;
}

/* Once for each time that there comes to be something. */
static void notifies_once(void)
{
    watched reader = {0};
    int fds[2];

    qp_events_set_notify(events, count_notify, NULL);
    qp_pipe(fds);
    reader.fd = fds[0];
    qp_watch_readable(events, fds[0], read_some, &reader);
    CHECK_INT(notified, 1);
    CHECK_INT(qp_events_dispatch(events), 0);
    CHECK_INT(notified, 1);
    qp_write(fds[1], "a", 1);
    for (int i = 0; i < 500 && notified == 1; i++) {
        Sleep(10);
    }
    qp_write(fds[1], "b", 1);
    CHECK_INT(notified, 2);
    CHECK_INT(qp_events_dispatch(events), 1);
    CHECK_INT(notified, 2);
    CHECK_INT(qp_events_dispatch(events), 0);
    qp_unwatch_readable(events, fds[0]);
    qp_events_set_notify(events, NULL, NULL);
    qp_close(fds[0]);
    qp_close(fds[1]);
}

int main(void)
{
    qp_events_new(&events);
    is_level_triggered();
    stops_when_removed();
    replaces_callback();
    refuses_bad();
    calls_for_files();
    lets_others_in();
    survives_close();
    bad_numbers_touch_nobody();
    knows_duplicates();
    arms_and_cancels();
    loses_nothing();
    frees_with_watches();
    notifies_once();
    qp_events_free(events);
    return test_end("watch-readable");
}
