/* Pipes that are read and written without blocking. */
#include "support/loop.h"
#include "support/programs.h"
#include "support/walk.h"

#include <quickproc/streams.h>

#include <string.h>

typedef struct outcome {
    int calls;
    int result;
} outcome;

static void note_read(void *opaque, const void *bytes, int size)
{
    outcome *one = opaque;

    if (size == 5 && memcmp(bytes, "hello", 5) != 0) {
        walk_wrong("other bytes were read");
    }
    one->calls++;
    one->result = size < 0 ? walk_told(size) : size;
}

static void note_write(void *opaque, int result)
{
    outcome *one = opaque;

    one->calls++;
    one->result = walk_told(result);
}

/* Reads once more after an error. */
static int read_some(qp_events *events, qp_reader *reader)
{
    outcome one = {0, 0};
    int result;

    for (int i = 0; i < 2; i++) {
        one.calls = 0;
        TRY(result, qp_reader_read(reader, note_read, &one));
        loop_until(events, &one.calls);
        if (one.result >= 0) {
            break;
        }
    }
    return one.result;
}

static int write_bytes(qp_events *events, qp_writer *writer, size_t size)
{
    static const char bytes[1000];
    outcome one = {0, 0};
    int result;

    TRY(result, qp_writer_write(writer, bytes, size, note_write, &one));
    loop_until(events, &one.calls);
    return one.result;
}

static void reads(void)
{
    qp_events *events = loop_new();
    qp_reader *reader = NULL;
    int fd = -1;
    int result;

    TRY(result, qp_reader_new(events, &reader, &fd));
    TRY(result, qp_write(fd, "hello", 5));
    if (read_some(events, reader) != 5 && !walk_is_about("GetOverlappedResult")) {
        walk_wrong("the bytes are not read");
    }
    descriptor_close(fd);
    if (read_some(events, reader) != 0) {
        walk_wrong("there is no end");
    }
    qp_reader_free(reader);
    qp_events_free(events);
}

static void write_once(size_t size)
{
    qp_events *events = loop_new();
    qp_writer *writer = NULL;
    int fd = -1;
    int result;

    TRY(result, qp_writer_new(events, &writer, &fd));
    result = write_bytes(events, writer, size);
    if (result != 0 && !walk_is_about("GetOverlappedResult")) {
        walk_wrong("written: %d", result);
    }
    descriptor_close(fd);
    qp_writer_free(writer);
    qp_events_free(events);
}

static void writes(void)
{
    write_once(5);
}

/* More than a writer copies without memory of its own. */
static void writes_more(void)
{
    write_once(1000);
}

/* Freed while the system has it, by itself and with the queue. */
static void forgets(void)
{
    qp_events *events = loop_new();
    qp_reader *readers[2] = {NULL, NULL};
    outcome one = {0, 0};
    int fds[2] = {-1, -1};
    int result;

    for (int i = 0; i < 2; i++) {
        TRY(result, qp_reader_new(events, &readers[i], &fds[i]));
        TRY(result, qp_reader_read(readers[i], note_read, &one));
    }
    qp_reader_free(readers[0]);
    qp_events_free(events);
    qp_reader_free(readers[1]);
    descriptor_close(fds[0]);
    descriptor_close(fds[1]);
    if (one.calls != 0) {
        walk_wrong("a read that was forgotten is told");
    }
}

/* The file is ended before its writer is gone; the read that waits is told. */
static void finishes(void)
{
    qp_events *events = loop_new();
    qp_reader *reader = NULL;
    outcome one = {0, 0};
    int fd = -1;
    int result;

    TRY(result, qp_reader_new(events, &reader, &fd));
    TRY(result, qp_reader_read(reader, note_read, &one));
    TRY(result, qp_reader_finish(reader));
    descriptor_close(fd); /* the end that comes where it could not be cancelled */
    loop_until(events, &one.calls);
    if (one.result != 0 && !walk_is_about("GetOverlappedResult")) {
        walk_wrong("no end, but %d", one.result);
    }
    qp_reader_free(reader);
    qp_events_free(events);
}

static const exemption while_streaming[] = {
    {"WaitForSingleObject", 0, "the loop looks again"},
    {"CancelIoEx", 0, "it has ended just before"},
    {"GetOverlappedResult", 0, "a pipe that is broken has come to its end"},
    {NULL, 0, NULL}};

static const scenario scenarios[] = {
    {"reads", reads, while_streaming, 0},
    /* First: a call that fails in two scenarios is let fail in the first one only. */
    {"writes_more", writes_more, while_streaming, 0},
    {"writes", writes, while_streaming, 0},
    {"forgets", forgets, while_streaming, 0},
    {"finishes", finishes, while_streaming, 0},
};

const subject subject_streams = {"streams", NULL, NULL, scenarios,
                                 sizeof(scenarios) / sizeof(scenarios[0])};
