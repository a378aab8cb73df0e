#include "win32/run/stream.h"

#include "core/text.h"
#include "quickproc/quickproc.h"
#include "win32/descriptors/adopt.h"
#include "win32/system/overlapped_pipe.h"
#include "win32/system/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* As qp_pipe's. Memory is taken for what is in the pipe only. */
#define PIPE_BUFFER_BYTES 524288

/* Written at once; read at once, at least, once so much has come. */
#define CHUNK_BYTES 65536

/* What a stream has for what comes first: a thousand children that say little take little. */
#define FEW_BYTES 256

static void complete(qp__task_operation *operation);

void qp__stream_init(qp__stream *stream, qp__task *task, unsigned shown_news)
{
    ZeroMemory(stream, sizeof(*stream));
    stream->operation.complete = complete;
    stream->task = task;
    stream->shown_fd = -1;
    stream->shown_news = shown_news;
}

static void end(qp__stream *stream)
{
    CloseHandle(stream->pipe);
    stream->pipe = NULL;
}

void qp__stream_dispose(qp__stream *stream)
{
    if (stream->pipe != NULL) {
        end(stream);
    }
    if (stream->shown_fd >= 0) {
        qp_close(stream->shown_fd);
        stream->shown_fd = -1;
    }
    qp__free(stream->bytes);
    stream->bytes = NULL;
}

/*
 * A transfer has failed. Was it for want of memory? Then it says nothing about the pipe: to take it
 * for the end would lose what is still to come, and nobody would know.
 */
static int may_go_on(int error)
{
    if (!qp__is_exhausted(error)) {
        return 0;
    }
    Sleep(1);
    return 1;
}

/* ---- Collecting -------------------------------------------------------------------------- */

/* Room for as much as has come so far, at most one byte over the limit: the one that tells of too
 * much. Half of that is enough, a chunk as well. */
static int make_room(qp__stream *stream)
{
    size_t most = stream->limit == SIZE_MAX ? SIZE_MAX : stream->limit + 1;
    size_t more = stream->length < FEW_BYTES ? FEW_BYTES : stream->length;
    size_t wanted = most - stream->length < more ? most : stream->length + more;
    size_t enough = more / 2 < CHUNK_BYTES ? more / 2 : CHUNK_BYTES;
    uint8_t *grown;

    if (stream->capacity - stream->length >= enough || stream->capacity == most) {
        return 0;
    }
    grown = qp__realloc(stream->bytes, wanted);
    if (grown == NULL) {
        stream->error = -ENOMEM;
        return -ENOMEM;
    }
    stream->capacity = wanted;
    stream->bytes = grown;
    return 0;
}

/* On a thread of the pool, as writing may block. As far as it is taken: the program is not to fail
 * because nobody looks. */
static void CALLBACK show(PTP_CALLBACK_INSTANCE instance, void *opaque)
{
    qp__stream *stream = opaque;
    const uint8_t *bytes = stream->bytes + stream->shown;
    size_t left = stream->showing;
    int count = 1;

    (void)instance;
    while (count > 0 && left > 0) {
        count = qp_write(stream->shown_fd, bytes, left);
        if (count > 0) {
            bytes += count;
            left -= (size_t)count;
        }
    }
    qp__task_tell(stream->task, stream->shown_news);
}

void qp__stream_was_shown(qp__stream *stream)
{
    stream->busy = 0;
}

static void add(qp__stream *stream, DWORD count)
{
    stream->shown = stream->length;
    stream->showing = count;
    stream->length += count;
    if (stream->length > stream->limit) {
        stream->length = stream->limit;
        stream->overflowed = 1;
    }
    if (stream->counted) {
        stream->left -= stream->left < count ? stream->left : count;
    }
    if (stream->shown_fd >= 0 && count > 0) {
        stream->busy = 1;
        qp__pool_run(show, stream);
    }
}

/* How many bytes are in the pipe. */
static DWORD count_left(HANDLE pipe)
{
    DWORD left;

    while (!PeekNamedPipe(pipe, NULL, 0, NULL, &left, NULL)) {
        if (!may_go_on(qp__last_error())) {
            return 0;
        }
    }
    return left;
}

/*
 * How much may be read: when stopping what was in the pipe then, and no more, as a process that
 * still holds it could write for ever. The pipe is asked before each read, because it also counts
 * the bytes of a write that waits for room, and they go when the writer is killed.
 */
static size_t most_to_read(qp__stream *stream)
{
    size_t there;

    if (!stream->stopping) {
        return SIZE_MAX;
    }
    there = count_left(stream->pipe);
    if (!stream->counted) {
        stream->counted = 1;
        stream->left = there;
    }
    return there < stream->left ? there : stream->left;
}

/* ---- Transfers --------------------------------------------------------------------------- */

/* False: there is nothing to be transferred any more. */
static int begin(qp__stream *stream)
{
    OVERLAPPED *overlapped = &stream->operation.overlapped;
    size_t size = stream->feeds ? stream->length - stream->fed : most_to_read(stream);
    BOOL done;

    if (size == 0 || (stream->feeds ? stream->stopping : make_room(stream) < 0)) {
        return 0;
    }
    ZeroMemory(overlapped, sizeof(*overlapped));
    if (stream->feeds) {
        size = size < CHUNK_BYTES ? size : CHUNK_BYTES;
        done = WriteFile(stream->pipe, stream->bytes + stream->fed, (DWORD)size, NULL, overlapped);
    } else {
        size_t room = stream->capacity - stream->length;
        size = size < room ? size : room;
        size = size < PIPE_BUFFER_BYTES ? size : PIPE_BUFFER_BYTES;
        done =
            ReadFile(stream->pipe, stream->bytes + stream->length, (DWORD)size, NULL, overlapped);
    }
    stream->busy = done || GetLastError() == ERROR_IO_PENDING;
    if (stream->busy && !done && stream->stopping) {
        /* The write that was counted has gone since. */
        CancelIoEx(stream->pipe, overlapped);
    }
    return stream->busy || may_go_on(qp__last_error());
}

void qp__stream_go_on(qp__stream *stream)
{
    while (stream->pipe != NULL && !stream->busy) {
        if (stream->overflowed || !begin(stream)) {
            end(stream);
        }
    }
}

static void complete(qp__task_operation *operation)
{
    qp__stream *stream = (qp__stream *)operation;
    DWORD count;

    stream->busy = 0;
    /* It is over: this asks nothing of the system. */
    if (!GetOverlappedResult(stream->pipe, &operation->overlapped, &count, FALSE)) {
        int is_cancelled = GetLastError() == ERROR_OPERATION_ABORTED;

        /* A child that does not want to read on is free not to. */
        if (!is_cancelled && !may_go_on(qp__last_error())) {
            end(stream);
        }
    } else if (stream->feeds) {
        stream->fed += count;
    } else {
        /* Nothing is no end of file: somebody has written 0 bytes. */
        add(stream, count);
    }
}

void qp__stream_stop(qp__stream *stream)
{
    if (stream->pipe == NULL || stream->stopping) {
        return;
    }
    stream->stopping = 1;
    if (stream->busy) {
        /* Its completion comes in any case: that of the cancellation, or one just before it. */
        CancelIoEx(stream->pipe, &stream->operation.overlapped);
    }
}

void qp__stream_discard(qp__stream *stream)
{
    stream->counted = 1;
    stream->left = 0;
    qp__stream_stop(stream);
}

/* ---- Making ------------------------------------------------------------------------------ */

static int make_pipe(qp__stream *stream, int *fd)
{
    HANDLE theirs;
    int error = qp__overlapped_pipe_new(stream->feeds, PIPE_BUFFER_BYTES, &stream->pipe, &theirs);

    if (error < 0) {
        stream->pipe = NULL;
        return error;
    }
    error = qp__task_bind(stream->task, stream->pipe);
    if (error < 0) {
        goto finish;
    }
    error = qp__fd_adopt(theirs, _O_BINARY | (stream->feeds ? _O_RDONLY : _O_WRONLY));
    if (error < 0) {
        goto finish;
    }
    *fd = error;
finish:
    if (error < 0) {
        CloseHandle(theirs);
        end(stream);
    }
    return error < 0 ? error : 0;
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
    return make_pipe(stream, fd);
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
    return make_pipe(stream, fd);
}
