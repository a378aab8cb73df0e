#include "win32/run/stream.h"

#include "core/text.h"
#include "quickproc/quickproc.h"
#include "win32/descriptors/adopt.h"
#include "win32/system/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* What a pipe holds, and what is moved at once. */
#define CHUNK_BYTES 65536

void qp__stream_init(qp__stream *stream)
{
    ZeroMemory(stream, sizeof(*stream));
    stream->shown_fd = -1;
}

void qp__stream_dispose(qp__stream *stream)
{
    qp__stream_stop(stream);
    if (stream->shown_fd >= 0) {
        qp_close(stream->shown_fd);
    }
    qp__free(stream->bytes);
    qp__stream_init(stream);
}

/* ---- The threads ------------------------------------------------------------------------- */

/* Room for `extra` more bytes, at most one byte over the limit: the one that tells of too much. */
static int make_room(qp__stream *stream, size_t extra)
{
    size_t most = stream->limit == SIZE_MAX ? SIZE_MAX : stream->limit + 1;
    size_t wanted = most - stream->length < extra ? most : stream->length + extra;
    size_t doubled = 2 * stream->capacity < most ? 2 * stream->capacity : most;
    uint8_t *grown;

    if (wanted <= stream->capacity) {
        return 0;
    }
    grown = qp__realloc(stream->bytes, wanted > doubled ? wanted : doubled);
    if (grown == NULL) {
        stream->error = -ENOMEM;
        return -ENOMEM;
    }
    stream->capacity = wanted > doubled ? wanted : doubled;
    stream->bytes = grown;
    return 0;
}

static void add(qp__stream *stream, DWORD count)
{
    stream->length += count;
    if (stream->length > stream->limit) {
        stream->length = stream->limit;
        stream->overflowed = 1;
    }
}

/* As far as it is taken: the program is not to fail because nobody looks. */
static void show(const qp__stream *stream, const uint8_t *bytes, size_t length)
{
    int count = stream->shown_fd < 0 ? 0 : 1;

    while (count > 0 && length > 0) {
        count = qp_write(stream->shown_fd, bytes, length);
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
}

/*
 * A transfer has failed. Was it for want of memory? Then it says nothing about the pipe: to take it
 * for the end would lose what is still to come, and nobody would know.
 */
static int may_go_on(void)
{
    if (!qp__is_exhausted(qp__last_error())) {
        return 0;
    }
    Sleep(1);
    return 1;
}

/* Reads once; is there more to come? */
static int collect_once(qp__stream *stream, size_t most)
{
    size_t room;
    DWORD count;

    if (make_room(stream, most) < 0) {
        return 0;
    }
    room = stream->capacity - stream->length;
    if (!ReadFile(stream->pipe, stream->bytes + stream->length, (DWORD)(room < most ? room : most),
                  &count, NULL)) {
        return may_go_on();
    }
    show(stream, stream->bytes + stream->length, count);
    /* Nothing is no end of file: somebody has written 0 bytes. */
    add(stream, count);
    return !stream->overflowed;
}

static DWORD WINAPI collect(void *opaque)
{
    qp__stream *stream = opaque;

    while (!stream->stopping && collect_once(stream, CHUNK_BYTES)) {
    }
    return 0;
}

static DWORD WINAPI feed(void *opaque)
{
    qp__stream *stream = opaque;
    size_t done = 0;

    while (!stream->stopping && done < stream->length) {
        size_t left = stream->length - done;
        DWORD count;
        if (WriteFile(stream->pipe, stream->bytes + done,
                      (DWORD)(left < CHUNK_BYTES ? left : CHUNK_BYTES), &count, NULL)) {
            done += count;
        } else if (!may_go_on()) {
            /* A child that does not want to read on is free not to. */
            break;
        }
    }
    return 0;
}

/* ---- Starting ---------------------------------------------------------------------------- */

static int make_pipe(qp__stream *stream, int *fd)
{
    HANDLE reader;
    HANDLE writer;
    int made;

    if (!CreatePipe(&reader, &writer, NULL, CHUNK_BYTES)) {
        return qp__last_error();
    }
    made = qp__fd_adopt(stream->feeds ? reader : writer,
                        _O_BINARY | (stream->feeds ? _O_RDONLY : _O_WRONLY));
    if (made < 0) {
        CloseHandle(reader);
        CloseHandle(writer);
        return made;
    }
    stream->pipe = stream->feeds ? writer : reader;
    *fd = made;
    return 0;
}

static int start(qp__stream *stream, LPTHREAD_START_ROUTINE work, int *fd)
{
    int error = make_pipe(stream, fd);

    if (error < 0) {
        return error;
    }
    stream->thread = qp__thread_new(QP__SMALL_STACK_BYTES, work, stream);
    if (stream->thread == NULL) {
        error = qp__last_error();
        qp_close(*fd);
        CloseHandle(stream->pipe);
        stream->pipe = NULL;
    }
    return error;
}

int qp__stream_feed(qp__stream *stream, const void *bytes, size_t length, int *fd)
{
    stream->feeds = 1;
    stream->length = length;
    if (length > 0) {
        stream->bytes = qp__alloc(length);
        if (stream->bytes == NULL) {
            return -ENOMEM;
        }
        memcpy(stream->bytes, bytes, length);
    }
    return start(stream, feed, fd);
}

int qp__stream_collect(qp__stream *stream, size_t limit, int shown_fd, int *fd)
{
    if (shown_fd >= 0) {
        int duplicate = qp_dup(shown_fd);
        if (duplicate < 0 && duplicate != -EBADF) {
            return duplicate;
        }
        stream->shown_fd = duplicate < 0 ? -1 : duplicate;
    }
    stream->limit = limit;
    return start(stream, collect, fd);
}

/* ---- Stopping ---------------------------------------------------------------------------- */

/* A cancellation only counts while the thread is inside ReadFile or WriteFile, so one may come too
 * early. */
static void join(qp__stream *stream)
{
    DWORD patience_ms = 0;
    DWORD result;

    stream->stopping = 1;
    while ((result = WaitForSingleObject(stream->thread, patience_ms)) != WAIT_OBJECT_0) {
        CancelSynchronousIo(stream->thread);
        patience_ms = patience_ms < 16 ? patience_ms + 1 : 16;
        if (result == WAIT_FAILED) {
            Sleep(patience_ms);
        }
    }
    CloseHandle(stream->thread);
    stream->thread = NULL;
}

/* How many bytes are in the pipe. */
static DWORD count_left(HANDLE pipe)
{
    DWORD left;

    while (!PeekNamedPipe(pipe, NULL, 0, NULL, &left, NULL)) {
        if (!may_go_on()) {
            return 0;
        }
    }
    return left;
}

/*
 * What is in the pipe now, and no more: a process that still holds it could write for ever. The
 * pipe is asked before each read, because it also counts the bytes of a write that waits for room,
 * and they go when the writer is killed.
 */
static void collect_rest(qp__stream *stream)
{
    DWORD left = stream->overflowed || stream->error < 0 ? 0 : count_left(stream->pipe);
    DWORD there = left;

    while (left > 0 && there > 0) {
        size_t before = stream->length;
        if (!collect_once(stream, there < left ? there : left)) {
            return;
        }
        left -= (DWORD)(stream->length - before);
        there = count_left(stream->pipe);
    }
}

void qp__stream_stop(qp__stream *stream)
{
    if (stream->thread == NULL) {
        return;
    }
    join(stream);
    if (!stream->feeds) {
        collect_rest(stream);
    }
    CloseHandle(stream->pipe);
    stream->pipe = NULL;
}
