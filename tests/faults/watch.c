/* Descriptors that become readable and writable, around which programs start. */
#include "support/loop.h"
#include "support/programs.h"
#include "support/promises.h"
#include "support/walk.h"

#include <fcntl.h>
#include <io.h>
#include <string.h>

/* A callback that reads or writes once. */
typedef struct watcher {
    int fd;
    int calls;
    int result;
    char bytes[16];
} watcher;

static void read_once(void *opaque)
{
    watcher *one = opaque;

    one->result = walk_told(qp_read(one->fd, one->bytes, sizeof(one->bytes)));
    if (one->result < 0) {
        one->result = walk_again(qp_read(one->fd, one->bytes, sizeof(one->bytes)), "qp_read");
    }
    one->calls++;
}

static void write_once(void *opaque)
{
    watcher *one = opaque;

    one->result = walk_told(qp_write(one->fd, "hello", 5));
    if (one->result < 0) {
        one->result = walk_again(qp_write(one->fd, "hello", 5), "qp_write");
    }
    one->calls++;
}

static void make_pipe(int fds[2])
{
    int result;

    TRY(result, qp_pipe(fds));
}

static void watch_readable(qp_events *events, watcher *one)
{
    int result;

    TRY(result, qp_watch_readable(events, one->fd, read_once, one));
}

static void watch_writable(qp_events *events, watcher *one)
{
    int result;

    TRY(result, qp_watch_writable(events, one->fd, write_once, one));
}

static void expect_hello(const watcher *one)
{
    if (one->result != 5 || memcmp(one->bytes, "hello", 5) != 0) {
        walk_wrong("a callback has read %d", one->result);
    }
}

static void write_hello(int fd)
{
    int result;

    TRY(result, qp_write(fd, "hello", 5));
}

/* What is there already, then what comes while the thread of the watch waits, then the end. */
static void readable(void)
{
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};
    int fds[2] = {-1, -1};

    make_pipe(fds);
    one.fd = fds[0];
    write_hello(fds[1]);
    watch_readable(events, &one);
    loop_until(events, &one.calls);
    expect_hello(&one);
    one.calls = 0;
    while (qp_events_dispatch(events)) {
    }
    Sleep(2);
    write_hello(fds[1]);
    loop_until(events, &one.calls);
    expect_hello(&one);
    one.calls = 0;
    descriptor_close(fds[1]);
    loop_until(events, &one.calls);
    if (one.result != 0) {
        walk_wrong("no end, but %d", one.result);
    }
    qp_unwatch_readable(events, fds[0]);
    descriptor_close(fds[0]);
    qp_events_free(events);
}

static void readable_file(void)
{
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};

    file_write(file_path(L"watched"), "hello");
    TRY(one.fd, qp_open(file_path(L"watched"), _O_RDONLY, 0));
    watch_readable(events, &one);
    loop_until(events, &one.calls);
    expect_hello(&one);
    qp_events_free(events);
    descriptor_close(one.fd);
}

/* The descriptor is closed and duplicated while its watch waits. */
static void readable_duplicated(void)
{
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};
    int fds[2] = {-1, -1};
    int duplicate;

    make_pipe(fds);
    TRY(duplicate, qp_dup(fds[0]));
    one.fd = duplicate;
    watch_readable(events, &one);
    while (qp_events_dispatch(events)) {
    }
    descriptor_close(fds[0]);
    write_hello(fds[1]);
    loop_until(events, &one.calls);
    expect_hello(&one);
    descriptor_close(fds[1]);
    descriptor_close(duplicate);
    qp_events_free(events);
}

/* A child reads from the pipe that is watched, up to its end. */
static void readable_lent(void)
{
    const wchar_t *args[] = {program_path(L"slurp")};
    qp_spawn_options options = program_options(args, 1);
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};
    int fds[2] = {-1, -1};
    int out[2] = {-1, -1};
    int pid;

    make_pipe(fds);
    make_pipe(out);
    one.fd = fds[0];
    watch_readable(events, &one);
    while (qp_events_dispatch(events)) {
    }
    options.fds[0] = fds[0];
    options.fds[1] = out[1];
    pid = program_start(&options);
    write_hello(fds[1]);
    descriptor_close(fds[1]);
    program_wait(pid, 0);
    qp_events_free(events);
    descriptor_close(fds[0]);
    descriptor_close(out[0]);
    descriptor_close(out[1]);
}

static void writable(void)
{
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};
    watcher other = {-1, 0, 0, ""};
    int fds[2] = {-1, -1};

    make_pipe(fds);
    one.fd = fds[1];
    other.fd = fds[0];
    watch_writable(events, &one);
    loop_until(events, &one.calls);
    if (one.result != 5) {
        walk_wrong("written %d", one.result);
    }
    qp_unwatch_writable(events, fds[1]);
    descriptor_close(fds[1]);
    read_once(&other);
    expect_hello(&other);
    descriptor_close(fds[0]);
    qp_events_free(events);
    if (qp_flush_writes(10000) != 0) {
        walk_wrong("something is never written");
    }
}

/* Nobody reads any more: -EPIPE, then. */
static void writable_broken(void)
{
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};
    int fds[2] = {-1, -1};
    int result = 0;
    int tries = 0;

    make_pipe(fds);
    one.fd = fds[1];
    watch_writable(events, &one);
    descriptor_close(fds[0]);
    while (result != -EPIPE && tries++ < 1000) {
        result = qp_write(fds[1], "hello", 5);
        if (result < 0 && result != -EPIPE) {
            walk_told(result);
        }
        Sleep(1);
    }
    if (result != -EPIPE) {
        walk_wrong("written to nobody: %d", result);
    }
    qp_events_free(events);
    descriptor_close(fds[1]);
}

static void posted(void *opaque)
{
    ++*(int *)opaque;
}

static void posted_run(void)
{
    qp_events *events = loop_new();
    qp_event *event = NULL;
    int calls = 0;
    int result;

    TRY(result, qp_event_new(events, posted, &calls, &event));
    if (result == 0) {
        qp_event_post(event);
        loop_until(events, &calls);
    }
    qp_event_free(event);
    qp_events_free(events);
}

/* An event of the host stays the host's when its queue goes: it is posted to nobody then. */
static void posted_without_queue(void)
{
    qp_events *events = loop_new();
    qp_event *event = NULL;
    int calls = 0;
    int result;

    TRY(result, qp_event_new(events, posted, &calls, &event));
    if (result == 0) {
        qp_event_post(event);
        qp_events_free(events);
        qp_event_post(event);
        events = NULL;
    }
    qp_event_free(event);
    qp_events_free(events);
    if (calls != 0) {
        walk_wrong("an event of a queue that is gone was run");
    }
}

#define WATCHES                                                                                    \
    WAITS, {"ReadFile", 0, "the thread of the watch returns for no reason, and goes in again"},    \
        {"WriteFile", 0, "the thread of the watch tries again"},                                   \
        {"WaitForSingleObject", 0, "the thread of the watch looks again"},                         \
        {"NtQueryObject", 0, "an end of a pipe that cannot be told is taken for the right one"},   \
        {"CreateThread", 0, "the owner looks again, until there is a thread"},                     \
        {"NtQueryInformationFile", 0, "a pipe of our own is asked in another way"},                \
    {                                                                                              \
        "PeekNamedPipe", 0, "the thread of the watch finds out"                                    \
    }

/* A read that the library does not make, while a watch would wait. */
static void paused(void)
{
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};
    int fds[2] = {-1, -1};
    void *pause;

    make_pipe(fds);
    one.fd = fds[0];
    watch_readable(events, &one);
    while (promises_waiting_reads() == 0) {
        if (!qp_events_dispatch(events)) {
            Sleep(1);
        }
    }
    pause = qp_watch_pause(fds[0]);
    /* Wine would let this thread in as well. */
    if (promises_waiting_reads() != 0) {
        walk_wrong("the thread of the watch is in the pipe");
    }
    write_hello(fds[1]);
    if (_read(fds[0], one.bytes, sizeof(one.bytes)) != 5) {
        walk_wrong("not read beside the watch");
    }
    qp_watch_resume(pause);
    write_hello(fds[1]);
    loop_until(events, &one.calls);
    expect_hello(&one);
    descriptor_close(fds[0]);
    descriptor_close(fds[1]);
    qp_events_free(events);
}

/* This program again: ends with bytes in a buffer that nothing takes. Its library is a DLL, whose
 * threads are no more when it is told of the end: it must not wait for them. */
int watch_unwritten(void)
{
    static char bytes[1024 * 1024];
    qp_events *events;
    int calls = 0;
    int fds[2];

    if (qp_events_new(&events) < 0 || qp_pipe(fds) < 0 ||
        qp_watch_writable(events, fds[1], posted, &calls) < 0 ||
        qp_write(fds[1], bytes, sizeof(bytes)) != (int)sizeof(bytes)) {
        return 1;
    }
    return 7;
}

static void unwritten(void)
{
    wchar_t self[MAX_PATH];
    const wchar_t *args[] = {self, L"unwritten"};
    qp_spawn_options options = program_options(args, 2);

    GetModuleFileNameW(NULL, self, MAX_PATH);
    program_exec(&options, QP_NO_TIMEOUT, (qp_status)7 * 256);
}

/* A host that is told by a function, not by a handle. */
static void notify(void *event)
{
    SetEvent(event);
}

static void notified(void)
{
    HANDLE told = CreateEventW(NULL, FALSE, FALSE, NULL);
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};
    int fds[2] = {-1, -1};

    qp_events_set_notify(events, notify, told);
    make_pipe(fds);
    one.fd = fds[0];
    if (qp_events_is_active(events)) {
        walk_wrong("it waits for nothing");
    }
    watch_readable(events, &one);
    if (!qp_events_is_active(events)) {
        walk_wrong("it does not wait");
    }
    write_hello(fds[1]);
    while (one.calls == 0) {
        if (WaitForSingleObject(told, 10000) != WAIT_OBJECT_0) {
            walk_wrong("nobody is told");
            break;
        }
        while (qp_events_dispatch(events) && one.calls == 0) {
        }
    }
    expect_hello(&one);
    descriptor_close(fds[0]);
    descriptor_close(fds[1]);
    qp_events_free(events);
    CloseHandle(told);
}

/* The owner waits itself, and is woken by another thread. */
static void waited(void)
{
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};
    int fds[2] = {-1, -1};
    int result;

    make_pipe(fds);
    one.fd = fds[0];
    watch_readable(events, &one);
    while (qp_events_dispatch(events)) {
    }
    write_hello(fds[1]);
    for (int i = 0; i < 100 && one.calls == 0; i++) {
        TRY(result, qp_events_wait(events, 100));
        while (qp_events_dispatch(events) && one.calls == 0) {
        }
    }
    expect_hello(&one);
    descriptor_close(fds[0]);
    descriptor_close(fds[1]);
    qp_events_free(events);
}

/* Another thread: does something once a thread waits in the pipe. */
typedef struct other_thread {
    int fd;          /* writes to it; -1: */
    qp_event *event; /* posts it */
} other_thread;

static DWORD WINAPI act_when_it_waits(void *opaque)
{
    const other_thread *other = opaque;

    while (promises_waiting_reads() == 0) {
        Sleep(1);
    }
    if (other->fd >= 0) {
        write_hello(other->fd);
    } else {
        qp_event_post(other->event);
    }
    return 0;
}

/* The owner waits, for as long as it takes, while the other thread acts. */
static void wait_beside(qp_events *events, other_thread *other, const int *flag)
{
    HANDLE thread = CreateThread(NULL, 0, act_when_it_waits, other, 0, NULL);
    int result;

    while (*flag == 0) {
        TRY(result, qp_events_wait(events, QP_NO_TIMEOUT));
        while (qp_events_dispatch(events) && *flag == 0) {
        }
    }
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
}

/* Nothing else is to be waited for: the owner itself is in the pipe, and no thread wakes it. */
static void waited_directly(void)
{
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};
    other_thread other = {-1, NULL};
    int fds[2] = {-1, -1};

    make_pipe(fds);
    one.fd = fds[0];
    other.fd = fds[1];
    watch_readable(events, &one);
    while (qp_events_dispatch(events)) {
    }
    wait_beside(events, &other, &one.calls);
    expect_hello(&one);
    if (promises_last_reader() != GetCurrentThreadId() && !walk_is_about("DuplicateHandle") &&
        !walk_is_about("ReadFile")) {
        walk_wrong("a thread has waited in the place of the owner");
    }
    descriptor_close(fds[0]);
    descriptor_close(fds[1]);
    qp_events_free(events);
}

/* The owner is in the pipe, and something else happens; what is written later is seen as well. */
static void called_out(void)
{
    qp_events *events = loop_new();
    watcher one = {-1, 0, 0, ""};
    other_thread other = {-1, NULL};
    int calls = 0;
    int fds[2] = {-1, -1};
    int result;

    make_pipe(fds);
    one.fd = fds[0];
    watch_readable(events, &one);
    TRY(result, qp_event_new(events, posted, &calls, &other.event));
    while (qp_events_dispatch(events)) {
    }
    wait_beside(events, &other, &calls);
    if (one.calls != 0) {
        walk_wrong("called for nothing");
    }
    write_hello(fds[1]);
    while (one.calls == 0) {
        TRY(result, qp_events_wait(events, QP_NO_TIMEOUT));
        while (qp_events_dispatch(events) && one.calls == 0) {
        }
    }
    expect_hello(&one);
    qp_event_free(other.event);
    descriptor_close(fds[0]);
    descriptor_close(fds[1]);
    qp_events_free(events);
}

static const exemption while_watching[] = {WATCHES, {NULL, 0, NULL}};

static const exemption while_lent[] = {
    WATCHES,
    {"malloc", 0, "a pipe whose other reader cannot be noted is looked at for good"},
    {NULL, 0, NULL}};
static const scenario scenarios[] = {
    {"readable", readable, while_watching, 0},
    {"readable-file", readable_file, while_watching, 0},
    {"readable-duplicated", readable_duplicated, while_watching, 0},
    {"readable-lent", readable_lent, while_lent, 0},
    {"writable", writable, while_watching, 0},
    {"writable-broken", writable_broken, while_watching, 0},
    {"paused", paused, while_watching, 0},
    {"notified", notified, while_watching, 0},
    {"unwritten", unwritten, while_waiting, 0},
    {"waited", waited, while_watching, 0},
    {"waited-directly", waited_directly, while_watching, 0},
    {"called-out", called_out, while_watching, 0},
    {"posted", posted_run, NULL, 0},
    {"posted-without-queue", posted_without_queue, NULL, 0},
};

const subject subject_watch = {"watch", NULL, NULL, scenarios,
                               sizeof(scenarios) / sizeof(scenarios[0])};
