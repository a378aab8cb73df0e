/*
 * Pipes that are read and written without blocking, in both ways of waiting.
 */
#include "../core/test.h"

#include "support/loop.h"

#include <quickproc/streams.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

enum { MANY = 50, MUCH = 3000000 };

static qp_events *events;

/* ---- What callbacks note ----------------------------------------------------------------- */

typedef struct noted {
    int calls;
    int result;    /* the last one */
    int too_many;  /* bytes beyond MUCH */
    size_t length; /* of what was read */
    char *bytes;
    qp_reader *reader; /* NULL: do not read on */
} noted;

static void note_write(void *opaque, int result)
{
    noted *outcome = opaque;

    outcome->calls++;
    outcome->result = result;
}

static void note_read(void *opaque, const void *bytes, int size)
{
    noted *outcome = opaque;

    outcome->calls++;
    outcome->result = size;
    if (size > 0 && outcome->length + (size_t)size <= MUCH) {
        memcpy(outcome->bytes + outcome->length, bytes, (size_t)size);
        outcome->length += (size_t)size;
    } else if (size > 0) {
        outcome->too_many = 1;
    }
    if (size > 0 && outcome->reader != NULL) {
        CHECK_INT(qp_reader_read(outcome->reader, note_read, outcome), 0);
    }
}

/* ---- Both ways of waiting ---------------------------------------------------------------- */

static int by_handle;

static void take_turn(DWORD ms)
{
    if (qp_events_dispatch(events)) {
        return;
    }
    if (by_handle) {
        WaitForSingleObject(qp_events_handle(events), ms);
    } else {
        CHECK(qp_events_wait(events, ms) >= 0);
    }
}

static void run_until(const int *calls, int wanted)
{
    for (int i = 0; i < 20000 && *calls < wanted; i++) {
        take_turn(100);
    }
    CHECK(*calls >= wanted);
}

/* ---- The tests --------------------------------------------------------------------------- */

static char pattern(size_t i)
{
    return (char)(i * 7 + i / 251);
}

/* Everything arrives, once and in its order, however the pipe cuts it. */
static void passes_on(void)
{
    char *sent = malloc(MUCH);
    noted in = {0};
    noted out = {0};
    qp_writer *writer = NULL;
    int ends[2] = {-1, -1};
    int pid;
    qp_status status;

    in.bytes = malloc(MUCH);
    CHECK(sent != NULL && in.bytes != NULL);
    for (size_t i = 0; sent != NULL && i < MUCH; i++) {
        sent[i] = pattern(i);
    }
    CHECK_INT(qp_writer_new(events, &writer, &ends[0]), 0);
    CHECK_INT(qp_reader_new(events, &in.reader, &ends[1]), 0);
    pid = start_child(L"copy", NULL, ends[0], ends[1]);
    CHECK(pid > 0);
    qp_close(ends[0]);
    qp_close(ends[1]);
    CHECK(!qp_events_is_active(events));
    CHECK_INT(qp_reader_read(in.reader, note_read, &in), 0);
    CHECK_INT(qp_reader_read(in.reader, note_read, &in), -EBUSY);
    CHECK_INT(qp_writer_write(writer, sent, MUCH, note_write, &out), 0);
    CHECK_INT(qp_writer_write(writer, sent, 1, note_write, &out), -EBUSY);
    CHECK(qp_events_is_active(events));
    run_until(&out.calls, 1);
    CHECK_INT(out.result, 0);
    writer = qp_writer_free(writer);
    while (in.result != 0 || in.calls == 0) {
        run_until(&in.calls, in.calls + 1);
    }
    CHECK(sent != NULL && in.length == MUCH && !in.too_many && memcmp(in.bytes, sent, MUCH) == 0);
    CHECK(!qp_events_is_active(events));
    in.reader = qp_reader_free(in.reader);
    CHECK_INT(qp_waitpid(pid, 0, &status), pid);
    free(in.bytes);
    free(sent);
}

/* A write of nothing is no end, and a reader that is gone is -EPIPE. */
static void ends(void)
{
    char bytes[16];
    noted in = {.bytes = malloc(MUCH)};
    noted out = {0};
    qp_reader *reader = NULL;
    qp_writer *writer = NULL;
    int fd = -1;

    CHECK_INT(qp_reader_new(events, &reader, &fd), 0);
    CHECK_INT(qp_reader_read(reader, note_read, &in), 0);
    qp_write(fd, "", 0);
    CHECK_INT(qp_write(fd, "x", 1), 1);
    run_until(&in.calls, 1);
    CHECK_INT(in.result, 1);
    qp_close(fd);
    for (int i = 0; i < 2; i++) {
        CHECK_INT(qp_reader_read(reader, note_read, &in), 0);
        run_until(&in.calls, 2 + i);
        CHECK_INT(in.result, 0);
    }
    qp_reader_free(reader);

    CHECK_INT(qp_writer_new(events, &writer, &fd), 0);
    CHECK_INT(qp_writer_write(writer, "hello", 5, note_write, &out), 0);
    run_until(&out.calls, 1);
    CHECK_INT(out.result, 0);
    CHECK_INT(qp_read(fd, bytes, sizeof(bytes)), 5);
    qp_close(fd);
    CHECK_INT(qp_writer_write(writer, "hello", 5, note_write, &out), 0);
    run_until(&out.calls, 2);
    CHECK_INT(out.result, -EPIPE);
    qp_writer_free(writer);
    free(in.bytes);
}

typedef struct reading {
    int fd;
    int result;
    char byte;
} reading;

static DWORD WINAPI read_one(void *opaque)
{
    reading *one = opaque;

    one->result = qp_read(one->fd, &one->byte, 1);
    return 0;
}

/* A write of nothing is kept from a reader that waits: it would be the end of the file to it. */
static void writes_nothing(void)
{
    reading other = {.fd = -1};
    qp_writer *writer = NULL;
    noted out = {0};
    HANDLE thread;

    CHECK_INT(qp_writer_new(events, &writer, &other.fd), 0);
    thread = CreateThread(NULL, 0, read_one, &other, 0, NULL);
    CHECK_INT(WaitForSingleObject(thread, 200), WAIT_TIMEOUT); /* it waits, most probably */
    CHECK_INT(qp_writer_write(writer, "", 0, note_write, &out), 0);
    CHECK_INT(out.calls, 0);
    CHECK(qp_events_is_active(events));
    run_until(&out.calls, 1);
    CHECK_INT(out.result, 0);
    CHECK(!qp_events_is_active(events));
    CHECK_INT(WaitForSingleObject(thread, 200), WAIT_TIMEOUT);
    CHECK_INT(qp_writer_write(writer, "x", 1, note_write, &out), 0);
    run_until(&out.calls, 2);
    CHECK_INT(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
    CHECK_INT(other.result, 1);
    CHECK_INT(other.byte, 'x');
    CloseHandle(thread);
    qp_writer_free(writer);
    qp_close(other.fd);
}

/* Freed while the system has the buffer: nothing is called, and nothing is left. */
static void forgets(void)
{
    noted in = {.bytes = malloc(MUCH)};
    char *much = calloc(1, MUCH);
    qp_reader *readers[MANY];
    qp_writer *writer = NULL;
    int fds[MANY];
    int fd = -1;
    unsigned threads = count_threads();

    for (int i = 0; i < MANY; i++) {
        CHECK_INT(qp_reader_new(events, &readers[i], &fds[i]), 0);
        CHECK_INT(qp_reader_read(readers[i], note_read, &in), 0);
    }
    CHECK_INT(qp_writer_new(events, &writer, &fd), 0);
    CHECK_INT(qp_writer_write(writer, much, MUCH, note_write, &in), 0);
    while (qp_events_dispatch(events)) {
    }
    if (!by_handle) {
        CHECK(count_threads() <= threads);
    }
    for (int i = 0; i < MANY; i++) {
        readers[i] = qp_reader_free(readers[i]);
        qp_close(fds[i]);
    }
    writer = qp_writer_free(writer);
    qp_close(fd);
    CHECK(!qp_events_is_active(events));
    for (int i = 0; i < 5; i++) {
        take_turn(10);
    }
    CHECK_INT(in.calls, 0);
    free(much);
    free(in.bytes);
}

/* The queue goes first. */
static void outlives(void)
{
    qp_events *own = NULL;
    qp_reader *reader = NULL;
    noted in = {.bytes = malloc(MUCH)};
    int fd = -1;

    CHECK_INT(qp_events_new(&own), 0);
    CHECK_INT(qp_reader_new(own, &reader, &fd), 0);
    CHECK_INT(qp_reader_read(reader, note_read, &in), 0);
    qp_events_free(own);
    CHECK_INT(qp_reader_read(reader, note_read, &in), -EBADF);
    qp_reader_free(reader);
    CHECK_INT(qp_write(fd, "x", 1), -EPIPE);
    qp_close(fd);
    CHECK_INT(in.calls, 0);
    free(in.bytes);
}

/* What was there is read, and nothing that comes later, be the read under way or not. */
static void finishes(void)
{
    noted in = {.bytes = malloc(MUCH)};
    qp_reader *reader = NULL;
    int fd = -1;

    CHECK_INT(qp_reader_new(events, &reader, &fd), 0);
    for (int i = 0; i < 300; i++) {
        CHECK_INT(qp_write(fd, "0123456789", 10), 10);
    }
    CHECK_INT(qp_reader_finish(reader), 0);
    CHECK_INT(qp_write(fd, "later", 5), 5);
    in.reader = reader;
    CHECK_INT(qp_reader_read(reader, note_read, &in), 0);
    while (in.result != 0 || in.calls == 0) {
        run_until(&in.calls, in.calls + 1);
    }
    CHECK_INT(in.length, 3000);
    CHECK(!qp_events_is_active(events));
    reader = qp_reader_free(reader);
    qp_close(fd);

    in = (noted){.bytes = in.bytes};
    CHECK_INT(qp_reader_new(events, &reader, &fd), 0);
    CHECK_INT(qp_reader_read(reader, note_read, &in), 0);
    CHECK_INT(qp_events_dispatch(events), 0);
    CHECK_INT(qp_reader_finish(reader), 0);
    run_until(&in.calls, 1);
    CHECK_INT(in.result, 0);
    CHECK_INT(qp_reader_finish(reader), 0);
    qp_reader_free(reader);
    qp_close(fd);
    CHECK_INT(qp_reader_finish(NULL), -EBADF);
    free(in.bytes);
}

/* What was in the pipe at the finish goes with its writer: the end comes, though another holds the
 * pipe. */
static void finishes_without_writer(void)
{
    noted in = {.bytes = malloc(MUCH)};
    qp_status status;
    int fd = -1;
    int pid;

    CHECK_INT(qp_reader_new(events, &in.reader, &fd), 0);
    pid = start_child(L"spew", L"3000000", -1, fd);
    CHECK(pid > 0);
    Sleep(300); /* it waits for room, most probably */
    CHECK_INT(qp_reader_finish(in.reader), 0);
    CHECK_INT(qp_kill(pid, QP_SIGKILL), 0);
    CHECK_INT(qp_waitpid(pid, 0, &status), pid);
    CHECK_INT(qp_reader_read(in.reader, note_read, &in), 0);
    while (in.result != 0 || in.calls == 0) {
        run_until(&in.calls, in.calls + 1);
    }
    in.reader = qp_reader_free(in.reader);
    qp_close(fd);
    free(in.bytes);
}

static void test_all(void)
{
    unsigned handles;

    CHECK_INT(qp_events_new(&events), 0);
    outlives();
    passes_on();
    handles = count_handles();
    for (int i = 0; i < 3; i++) {
        passes_on();
        ends();
        writes_nothing();
        forgets();
        finishes();
        finishes_without_writer();
        outlives();
    }
    for (int i = 0; i < 100 && count_handles() > handles; i++) {
        Sleep(20);
    }
    CHECK_INT(count_handles() <= handles, 1);
    events = qp_events_free(events);
}

int main(void)
{
    test_all();
    by_handle = 1;
    test_all();
    return test_end("streams");
}
