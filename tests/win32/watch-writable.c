/*
 * Watches for writing: the buffer between a script and a slow reader.
 */
#include "../core/test.h"

#include "support/loop.h"

#include <quickproc/events.h>

#include <stdlib.h>
#include <windows.h>

#define MIB ((size_t)1024 * 1024)

static qp_events *events;

static unsigned char pattern(size_t i)
{
    return (unsigned char)(i * 7 + (i >> 8) * 13 + (i >> 16));
}

typedef struct fed {
    int fd;
    int calls;
    size_t sent;
    size_t total;
    size_t chunk;
    int error;
    int close;
} fed;

static void feed(void *opaque)
{
    fed *feeder = opaque;
    static unsigned char bytes[MIB];
    size_t left = feeder->total - feeder->sent;
    size_t size = left < feeder->chunk ? left : feeder->chunk;
    int result;

    feeder->calls++;
    for (size_t i = 0; i < size; i++) {
        bytes[i] = pattern(feeder->sent + i);
    }
    result = qp_write(feeder->fd, bytes, size);
    if (result < 0) {
        feeder->error = result;
    } else {
        feeder->sent += (size_t)result;
    }
    if (result < 0 || feeder->sent == feeder->total) {
        qp_unwatch_writable(events, feeder->fd);
        if (feeder->close) {
            qp_close(feeder->fd);
        }
    }
}

typedef struct drained {
    int fd;
    size_t got;
    int wrong;
    int ended;
} drained;

static void take(drained *drain, const unsigned char *bytes, int count)
{
    for (int i = 0; i < count; i++) {
        drain->wrong += bytes[i] != pattern(drain->got++);
    }
}

static void drain_some(void *opaque)
{
    drained *drain = opaque;
    static unsigned char bytes[65536];
    int got = qp_read(drain->fd, bytes, sizeof(bytes));

    take(drain, bytes, got);
    if (got <= 0) {
        drain->ended = 1;
        qp_unwatch_readable(events, drain->fd);
    }
}

static void drain_to_end(drained *drain)
{
    static unsigned char bytes[65536];
    int got;

    while ((got = qp_read(drain->fd, bytes, sizeof(bytes))) > 0) {
        take(drain, bytes, got);
    }
}

/* cat, fed with a megabyte while its output is read: whoever blocked on one would never come to the
 * other. */
static void feeds_a_filter(size_t chunk)
{
    fed feeder = {.total = MIB, .chunk = chunk, .close = 1};
    drained drain = {0};
    qp_status status;
    int in[2];
    int out[2];
    int pid;

    qp_pipe(in);
    qp_pipe(out);
    pid = start_child(L"cat", NULL, in[0], out[1]);
    CHECK(pid > 0);
    qp_close(in[0]);
    qp_close(out[1]);
    feeder.fd = in[1];
    drain.fd = out[0];
    CHECK_INT(qp_watch_writable(events, in[1], feed, &feeder), 0);
    CHECK_INT(qp_watch_readable(events, out[0], drain_some, &drain), 0);
    loop_until_idle(events, 60000);
    CHECK_INT(feeder.sent, MIB);
    CHECK_INT(drain.got, MIB);
    CHECK_INT(drain.wrong, 0);
    CHECK(drain.ended);
    CHECK_INT(qp_waitpid(pid, 0, &status), pid);
    CHECK_INT(status, 0);
    qp_close(out[0]);
}

static void count_call(void *opaque)
{
    ++*(int *)opaque;
}

/* However long it takes: a callback without room would wait in its write for ever. */
static void feed_until_full(const fed *feeder)
{
    while (feeder->sent < 65536 || loop_for(events, 300) > 0) {
        loop_for(events, 1);
    }
}

/* Nobody reads: after the pipe and the buffer are full nothing is called, and nothing is lost. */
static void pushes_back(void)
{
    fed feeder = {.total = 4 * MIB, .chunk = 4096};
    drained drain = {0};
    size_t before;
    int fds[2];

    qp_pipe(fds);
    feeder.fd = fds[1];
    drain.fd = fds[0];
    CHECK_INT(qp_watch_writable(events, fds[1], feed, &feeder), 0);
    feed_until_full(&feeder);
    before = feeder.sent;
    CHECK(before >= 65536 && before <= MIB);
    qp_unwatch_writable(events, fds[1]);
    CHECK_INT(loop_for(events, 50), 0);
    CHECK(!qp_events_is_active(events));
    /* Written after it, and not before. */
    qp_close(fds[1]);
    drain_to_end(&drain);
    CHECK_INT(drain.got, before);
    CHECK_INT(drain.wrong, 0);
    qp_close(fds[0]);
}

static DWORD WINAPI drain_slowly(void *opaque)
{
    Sleep(200);
    drain_to_end(opaque);
    return 0;
}

static DWORD WINAPI drain_late(void *opaque)
{
    Sleep(1500);
    drain_to_end(opaque);
    return 0;
}

/* A write of any size is taken whole; without room it waits, and after the watch it goes straight.
 */
static void takes_everything(void)
{
    drained drain = {0};
    unsigned char *bytes = malloc(3 * MIB);
    HANDLE thread;
    int calls = 0;
    int fds[2];

    for (size_t i = 0; i < 3 * MIB; i++) {
        bytes[i] = pattern(i);
    }
    qp_pipe(fds);
    drain.fd = fds[0];
    CHECK_INT(qp_watch_writable(events, fds[1], count_call, &calls), 0);
    CHECK_INT(qp_write(fds[1], bytes, MIB), MIB);
    thread = CreateThread(NULL, 0, drain_slowly, &drain, 0, NULL);
    CHECK_INT(qp_write(fds[1], bytes + MIB, MIB), MIB);
    qp_unwatch_writable(events, fds[1]);
    CHECK_INT(qp_write(fds[1], bytes + 2 * MIB, MIB), MIB);
    qp_close(fds[1]);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CHECK_INT(drain.got, 3 * MIB);
    CHECK_INT(drain.wrong, 0);
    qp_close(fds[0]);
    free(bytes);
}

/* The reader goes: the callback is called, the next write says so. */
static void tells_of_broken_pipe(void)
{
    fed feeder = {.total = 64 * MIB, .chunk = 4096};
    int fds[2];

    qp_pipe(fds);
    feeder.fd = fds[1];
    CHECK_INT(qp_watch_writable(events, fds[1], feed, &feeder), 0);
    feed_until_full(&feeder);
    CHECK_INT(feeder.error, 0);
    qp_close(fds[0]);
    loop_until_idle(events, 60000);
    CHECK_INT(feeder.error, -EPIPE);
    CHECK(!qp_events_is_active(events));
    CHECK_INT(qp_write(fds[1], "x", 1), -EPIPE);
    qp_close(fds[1]);
}

/* What a child writes to the same pipe comes after what was written before it was started. */
static void keeps_order_with_children(void)
{
    /* Chunks: a little more than the pipe holds, so that the rest is in the buffer when the child
     * starts, and nobody reads yet. */
    enum { FIRST = 134 };
    drained drain = {0};
    unsigned char bytes[4096];
    qp_status status;
    HANDLE thread;
    int calls = 0;
    int fds[2];
    int nul[2];
    int copy;
    int pid;

    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = pattern(i);
    }
    qp_pipe(fds);
    qp_pipe(nul);
    qp_write(nul[1], "end", 3);
    qp_close(nul[1]);
    drain.fd = fds[0];
    thread = CreateThread(NULL, 0, drain_late, &drain, 0, NULL);
    CHECK_INT(qp_watch_writable(events, fds[1], count_call, &calls), 0);
    for (size_t i = 0; i < FIRST; i++) {
        for (size_t j = 0; j < sizeof(bytes); j++) {
            bytes[j] = pattern(i * sizeof(bytes) + j);
        }
        CHECK_INT(qp_write(fds[1], bytes, sizeof(bytes)), sizeof(bytes));
    }
    /* So does what goes through a duplicate of the descriptor. */
    copy = qp_dup(fds[1]);
    for (size_t j = 0; j < sizeof(bytes); j++) {
        bytes[j] = pattern(FIRST * sizeof(bytes) + j);
    }
    CHECK_INT(qp_write(copy, bytes, sizeof(bytes)), sizeof(bytes));
    qp_close(copy);
    copy = qp_dup2(fds[1], 90);
    CHECK_INT(copy, 90);
    for (size_t j = 0; j < sizeof(bytes); j++) {
        bytes[j] = pattern((FIRST + 1) * sizeof(bytes) + j);
    }
    CHECK_INT(qp_write(copy, bytes, sizeof(bytes)), sizeof(bytes));
    qp_close(copy);
    pid = start_child(L"cat", NULL, nul[0], fds[1]);
    CHECK(pid > 0);
    qp_unwatch_writable(events, fds[1]);
    qp_close(fds[1]);
    CHECK_INT(qp_waitpid(pid, 0, &status), pid);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CHECK_INT(drain.got, (FIRST + 2) * 4096 + 3);
    CHECK_INT(drain.wrong, 3);
    qp_close(fds[0]);
    qp_close(nul[0]);
}

/* What waits for this thread to read it can't be waited for here: the start is refused. */
static void refuses_a_start_behind_unread_bytes(void)
{
    fed feeder = {.total = 4 * MIB, .chunk = 4096};
    drained drain = {0};
    qp_status status;
    HANDLE thread;
    int fds[2];
    int pid;

    qp_pipe(fds);
    feeder.fd = fds[1];
    drain.fd = fds[0];
    CHECK_INT(qp_watch_writable(events, fds[1], feed, &feeder), 0);
    feed_until_full(&feeder);
    qp_unwatch_writable(events, fds[1]);
    CHECK_INT(start_child(L"exit", L"7", -1, fds[1]), -EAGAIN);
    thread = CreateThread(NULL, 0, drain_slowly, &drain, 0, NULL);
    pid = start_child(L"exit", L"7", -1, fds[1]);
    CHECK(pid > 0);
    CHECK_INT(qp_waitpid(pid, 0, &status), pid);
    CHECK_INT(qp_wexitstatus(status), 7);
    qp_close(fds[1]);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CHECK_INT(drain.got, feeder.sent);
    CHECK_INT(drain.wrong, 0);
    qp_close(fds[0]);
}

static DWORD WINAPI flush(void *unused)
{
    (void)unused;
    CHECK_INT(qp_flush_writes(QP_NO_TIMEOUT), 0);
    return 0;
}

/* Though the buffer is never empty, since what is read makes room for more. */
static void flushes_what_was_written_before(void)
{
    fed feeder = {.total = 4 * MIB, .chunk = 4096};
    drained drain = {0};
    unsigned char bytes[4096];
    HANDLE thread;
    int fds[2];

    qp_pipe(fds);
    feeder.fd = fds[1];
    drain.fd = fds[0];
    CHECK_INT(qp_watch_writable(events, fds[1], feed, &feeder), 0);
    feed_until_full(&feeder);
    thread = CreateThread(NULL, 0, flush, NULL, 0, NULL);
    while (WaitForSingleObject(thread, 0) == WAIT_TIMEOUT) {
        int got = qp_read(fds[0], bytes, sizeof(bytes));
        CHECK(got > 0);
        CHECK_INT(qp_write(fds[1], bytes, (size_t)got), got);
    }
    CloseHandle(thread);
    qp_unwatch_writable(events, fds[1]);
    qp_close(fds[1]);
    drain_to_end(&drain);
    qp_close(fds[0]);
}

/*
 * The process ends while bytes are in the buffer: they arrive all the same. This program again, as
 * a child: "exit" writes to its standard output; "itself" to a pipe that only it could read.
 */
static int write_and_exit(const char *how)
{
    fed feeder = {.total = MIB, .chunk = MIB};
    int fds[2];

    qp_events_new(&events);
    qp_pipe(fds);
    feeder.fd = strcmp(how, "itself") == 0 ? fds[1] : 1;
    qp_watch_writable(events, feeder.fd, feed, &feeder);
    qp_watch_readable(events, fds[0], count_call, &feeder.calls);
    while (feeder.sent < feeder.total) {
        qp_events_dispatch(events);
    }
    exit(7);
}

static void arrives_after_exit(const wchar_t *how, size_t expected)
{
    wchar_t self[MAX_PATH];
    const wchar_t *args[] = {self, how};
    qp_spawn_options options;
    drained drain = {0};
    qp_status status;
    int fds[2];
    int pid;

    GetModuleFileNameW(NULL, self, MAX_PATH);
    qp_pipe(fds);
    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = 2;
    options.fds[1] = fds[1];
    CHECK_INT(qp_spawn(&options, &pid), 0);
    qp_close(fds[1]);
    Sleep(300);
    drain.fd = fds[0];
    drain_to_end(&drain);
    CHECK_INT(drain.got, expected);
    CHECK_INT(drain.wrong, 0);
    CHECK_INT(qp_waitpid(pid, 0, &status), pid);
    CHECK_INT(qp_wexitstatus(status), 7);
    qp_close(fds[0]);
}

int main(int argc, char **argv)
{
    unsigned threads;
    unsigned handles;

    if (argc > 1) {
        return write_and_exit(argv[1]);
    }
    qp_events_new(&events);
    feeds_a_filter(65536);
    threads = settle_threads(2);
    handles = count_handles();
    feeds_a_filter(4096);
    feeds_a_filter(MIB);
    pushes_back();
    takes_everything();
    tells_of_broken_pipe();
    keeps_order_with_children();
    refuses_a_start_behind_unread_bytes();
    flushes_what_was_written_before();
    CHECK_INT(qp_flush_writes(5000), 0);
    CHECK(settle_threads(threads) <= threads);
    CHECK(count_handles() <= handles);
    arrives_after_exit(L"exit", MIB);
    arrives_after_exit(L"itself", 0);
    qp_events_free(events);
    return test_end("watch-writable");
}
