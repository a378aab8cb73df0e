/*
 * An owner that waits in the pipe itself: whatever else happens reaches it, and nothing is lost.
 */
#include "../core/test.h"

#include "support/loop.h"

#include <quickproc/events.h>

#include <windows.h>

static qp_events *events;

/* Waits without a limit, and dispatches, until *flag is not less than `wanted`. */
static void wait_for(const volatile LONG *flag, LONG wanted)
{
    while (*flag < wanted) {
        if (!qp_events_dispatch(events)) {
            CHECK(qp_events_wait(events, QP_NO_TIMEOUT) >= 0);
        }
    }
}

typedef struct traffic {
    int fds[2];
    qp_event *event;
    volatile LONG bytes;
    volatile LONG posts;
    volatile LONG ended;
    volatile LONG rounds;
} traffic;

static void read_what_came(void *opaque)
{
    traffic *one = opaque;
    char buffer[256];
    int got = qp_read(one->fds[0], buffer, sizeof(buffer));

    if (got > 0) {
        one->bytes += got;
    } else {
        one->ended++;
        qp_unwatch_readable(events, one->fds[0]);
    }
}

static void note_post(void *opaque)
{
    ((traffic *)opaque)->posts++;
}

static void open_traffic(traffic *one)
{
    ZeroMemory(one, sizeof(*one));
    CHECK_INT(qp_pipe(one->fds), 0);
    CHECK_INT(qp_event_new(events, note_post, one, &one->event), 0);
    CHECK_INT(qp_watch_readable(events, one->fds[0], read_what_came, one), 0);
}

static void close_traffic(traffic *one)
{
    qp_unwatch_readable(events, one->fds[0]);
    qp_event_free(one->event);
    qp_close(one->fds[0]);
    qp_close(one->fds[1]);
}

static HANDLE start(LPTHREAD_START_ROUTINE routine, traffic *one)
{
    return CreateThread(NULL, 0, routine, one, 0, NULL);
}

static void join(HANDLE thread)
{
    CHECK_INT(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
    CloseHandle(thread);
}

/* The next of each only when the last has arrived: every one has to wake the owner. */
#define ROUNDS 300

static DWORD WINAPI post_one_by_one(void *opaque)
{
    traffic *one = opaque;

    for (LONG i = 1; i <= ROUNDS; i++) {
        qp_event_post(one->event);
        while (one->posts < i) {
            SwitchToThread();
        }
        if (i % 7 == 0) {
            Sleep(1);
        }
    }
    return 0;
}

static DWORD WINAPI write_one_by_one(void *opaque)
{
    traffic *one = opaque;

    for (LONG i = 1; i <= ROUNDS; i++) {
        CHECK_INT(qp_write(one->fds[1], "x", 1), 1);
        while (one->bytes < i) {
            SwitchToThread();
        }
        if (i % 5 == 0) {
            Sleep(1);
        }
    }
    qp_event_post(one->event);
    return 0;
}

static void hears_bytes(void)
{
    traffic one;
    HANDLE thread;

    open_traffic(&one);
    thread = start(write_one_by_one, &one);
    wait_for(&one.posts, 1);
    CHECK_INT(one.bytes, ROUNDS);
    join(thread);
    close_traffic(&one);
}

static void hears_posts(void)
{
    traffic one;
    HANDLE thread;

    open_traffic(&one);
    thread = start(post_one_by_one, &one);
    wait_for(&one.posts, ROUNDS);
    CHECK_INT(one.bytes, 0);
    join(thread);
    close_traffic(&one);
}

static void hears_both(void)
{
    traffic one;
    HANDLE poster;
    HANDLE writer;

    open_traffic(&one);
    poster = start(post_one_by_one, &one);
    writer = start(write_one_by_one, &one);
    wait_for(&one.posts, ROUNDS);
    wait_for(&one.bytes, ROUNDS);
    join(poster);
    join(writer);
    close_traffic(&one);
}

/* Two pipes: the owner is in one, the other one has a thread. */
static void hears_two_pipes(void)
{
    traffic first;
    traffic second;
    HANDLE threads[2];

    open_traffic(&first);
    open_traffic(&second);
    threads[0] = start(write_one_by_one, &first);
    threads[1] = start(write_one_by_one, &second);
    wait_for(&first.posts, 1);
    wait_for(&second.posts, 1);
    CHECK_INT(first.bytes, ROUNDS);
    CHECK_INT(second.bytes, ROUNDS);
    join(threads[0]);
    join(threads[1]);
    close_traffic(&first);
    close_traffic(&second);
}

/* Another thread reads from the pipe in which the owner is, which must let it. */
static DWORD WINAPI read_beside(void *opaque)
{
    traffic *one = opaque;

    for (one->rounds = 0; one->rounds < ROUNDS; one->rounds++) {
        void *paused = qp_watch_pause(one->fds[0]);
        char byte = 0;

        CHECK(paused != NULL);
        CHECK_INT(qp_write(one->fds[1], "x", 1), 1);
        CHECK_INT(qp_read(one->fds[0], &byte, 1), 1);
        qp_watch_resume(paused);
    }
    qp_event_post(one->event);
    return 0;
}

static void lets_others_read(void)
{
    traffic one;
    HANDLE thread;

    open_traffic(&one);
    CHECK_INT(qp_events_dispatch(events), 0); /* the owner has looked, and reads nothing itself */
    thread = start(read_beside, &one);
    wait_for(&one.posts, 1);
    CHECK_INT(one.rounds, ROUNDS);
    CHECK_INT(one.bytes, 0);
    join(thread);
    close_traffic(&one);
}

/* A limit, with nothing to come; and a shorter one after a long one. */
static void keeps_to_limits(void)
{
    ULONGLONG before = GetTickCount64();
    traffic one;

    open_traffic(&one);
    CHECK_INT(qp_events_dispatch(events), 0);
    for (int i = 0; i < 40; i++) {
        CHECK_INT(qp_events_wait(events, i % 2 ? 1 : 30), 0);
        CHECK_INT(qp_events_dispatch(events), 0);
    }
    CHECK(GetTickCount64() - before >= 300); /* some may end early, for no reason */
    CHECK_INT(qp_write(one.fds[1], "x", 1), 1);
    wait_for(&one.bytes, 1);
    close_traffic(&one);
}

/* The end of the pipe, and a descriptor that another thread closes. */
static DWORD WINAPI close_writer(void *opaque)
{
    Sleep(20);
    qp_close(((traffic *)opaque)->fds[1]);
    return 0;
}

static DWORD WINAPI close_reader(void *opaque)
{
    Sleep(20);
    qp_close(((traffic *)opaque)->fds[0]);
    return 0;
}

static void hears_end(LPTHREAD_START_ROUTINE closer)
{
    traffic one;
    HANDLE thread;

    open_traffic(&one);
    thread = start(closer, &one);
    wait_for(&one.ended, 1);
    CHECK(!qp_events_is_active(events));
    join(thread);
    close_traffic(&one);
}

/* What the owner was given to wait for is not forgotten when the host looks only, waits with a
 * limit, or asks for the handle. */
static void is_heard_however_it_waits(void)
{
    traffic one;

    open_traffic(&one);
    CHECK_INT(qp_events_dispatch(events), 0);
    CHECK_INT(qp_write(one.fds[1], "x", 1), 1);
    while (one.bytes < 1) {
        qp_events_dispatch(events);
    }
    CHECK_INT(qp_events_dispatch(events), 0);
    CHECK_INT(qp_write(one.fds[1], "x", 1), 1);
    while (one.bytes < 2) {
        qp_events_wait(events, 50);
        qp_events_dispatch(events);
    }
    CHECK_INT(qp_events_dispatch(events), 0);
    CHECK_INT(qp_write(one.fds[1], "x", 1), 1);
    CHECK_INT(WaitForSingleObject(qp_events_handle(events), INFINITE), WAIT_OBJECT_0);
    CHECK_INT(qp_events_dispatch(events), 1);
    CHECK_INT(one.bytes, 3);
    close_traffic(&one);
}

static DWORD WINAPI own_queue(void *opaque)
{
    (void)opaque;
    hears_bytes(); /* a queue changes hands with the dispatch */
    return 0;
}

int main(void)
{
    unsigned handles;

    qp_events_new(&events);
    hears_bytes();
    settle_threads(1);
    handles = count_handles();
    hears_bytes();
    hears_posts();
    hears_both();
    hears_two_pipes();
    lets_others_read();
    keeps_to_limits();
    hears_end(close_writer);
    hears_end(close_reader);
    join(CreateThread(NULL, 0, own_queue, NULL, 0, NULL));
    settle_threads(1);
    CHECK(count_handles() <= handles);
    is_heard_however_it_waits();
    qp_events_free(events);
    return test_end("watch-direct");
}
