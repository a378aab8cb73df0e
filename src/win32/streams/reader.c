#include "quickproc/streams.h"

#include "core/text.h"
#include "win32/streams/channel.h"

#include <errno.h>

/* Moved at once. */
#define CHUNK_BYTES 65536

/* What a reader that waits has for what comes; after a read that fills it, a whole chunk. A
 * thousand children that say little take little. */
#define FEW_BYTES 256

struct qp_reader {
    qp__channel channel;    /* first */
    qp_read_callback *done; /* NULL: no read is under way */
    void *opaque;
    int much;     /* the last read says that there is much to read */
    int finished; /* no more than `left` bytes are read, then comes the end */
    size_t left;
    int at_end; /* nothing was begun */
};

/* An -errno that a ReadFile at the end of a pipe gives, or one that was cancelled. */
static int is_end(const qp_reader *reader, int error)
{
    return error == -EPIPE || (reader->finished && error == -EINTR);
}

static void finish(qp_reader *reader, int size)
{
    qp__transfer *transfer = reader->channel.transfer;
    qp_read_callback *done = reader->done;

    reader->done = NULL;
    reader->much = size >= FEW_BYTES;
    qp__channel_await(&reader->channel, 0);
    done(reader->opaque, transfer->buffer != NULL ? transfer->buffer : transfer->few,
         is_end(reader, size) ? 0 : size);
}

static void queue(qp_reader *reader)
{
    qp__events_lock();
    qp__event_queue(&reader->channel.event);
    qp__events_unlock();
}

/* The host comes back, as after a callback: in a moment there may be memory. */
static int look_again(qp_reader *reader)
{
    Sleep(1);
    queue(reader);
    return 1;
}

/*
 * After qp_reader_finish: what was in the pipe then also counts the bytes of a write that waits for
 * room, and they go when the writer is killed. So the pipe is asked again before each read. 0;
 * -ENOMEM.
 */
static int look_what_is_left(qp_reader *reader)
{
    int available = qp__channel_available(&reader->channel);

    if (qp__is_exhausted(available)) {
        return available;
    }
    if (available < 0 || (size_t)available < reader->left) {
        reader->left = available < 0 ? 0 : (size_t)available;
    }
    return 0;
}

/* How much of `size` may be read; -ENOMEM. */
static int take(qp_reader *reader, size_t size)
{
    if (reader->finished) {
        int error = look_what_is_left(reader);
        if (error < 0) {
            return error;
        }
        size = size < reader->left ? size : reader->left;
        reader->left -= size;
    }
    return (int)size;
}

static int begin(qp_reader *reader)
{
    qp__transfer *transfer = reader->channel.transfer;
    int error;
    int size;

    if (reader->much && transfer->buffer == NULL) {
        transfer->buffer = qp__alloc(CHUNK_BYTES); /* without one, a few */
    }
    if (!reader->much) {
        qp__free(transfer->buffer);
        transfer->buffer = NULL;
    }
    size = take(reader, transfer->buffer != NULL ? CHUNK_BYTES : FEW_BYTES);
    if (size < 0) {
        return size;
    }
    if (size == 0) {
        reader->at_end = 1;
        queue(reader);
        return 0;
    }
    error =
        qp__channel_begin(&reader->channel, 0,
                          transfer->buffer != NULL ? transfer->buffer : transfer->few, (DWORD)size);
    if (error == 0 && reader->finished) {
        /* If it waits, the write that was counted has gone since. */
        qp__channel_cancel(&reader->channel);
    }
    return error;
}

static int run(qp_event *event)
{
    qp_reader *reader = (qp_reader *)event;
    int size;

    if (reader->done == NULL) {
        return 0;
    }
    size = reader->at_end ? -EPIPE : qp__channel_result(&reader->channel);
    if (size == -EAGAIN) {
        return 0;
    }
    if (size == 0) { /* a writer has written nothing: that is no end */
        return begin(reader) < 0 ? look_again(reader) : 0;
    }
    finish(reader, size);
    return 1;
}

int qp_reader_new(qp_events *events, qp_reader **reader, int *fd)
{
    qp_reader *made = qp__alloc(sizeof(*made));
    int error;

    if (made == NULL) {
        return -ENOMEM;
    }
    ZeroMemory(made, sizeof(*made));
    error = qp__channel_open(&made->channel, events, 0, run, fd);
    if (error < 0) {
        qp__free(made);
        return error;
    }
    *reader = made;
    return 0;
}

int qp_reader_read(qp_reader *reader, qp_read_callback *done, void *opaque)
{
    int error;

    if (reader == NULL || reader->channel.file == NULL) {
        return -EBADF;
    }
    if (reader->done != NULL) {
        return -EBUSY;
    }
    error = qp__channel_prepare(&reader->channel, FEW_BYTES);
    if (error == 0) {
        error = begin(reader);
    }
    if (error < 0) {
        return error;
    }
    reader->done = done;
    reader->opaque = opaque;
    qp__channel_await(&reader->channel, 1);
    return 0;
}

int qp_reader_finish(qp_reader *reader)
{
    int available;

    if (reader == NULL || reader->channel.file == NULL) {
        return -EBADF;
    }
    available = qp__channel_available(&reader->channel);
    if (available < 0) {
        return available;
    }
    reader->finished = 1;
    reader->left = (size_t)available;
    if (reader->done != NULL) {
        qp__channel_cancel(&reader->channel);
    }
    return 0;
}

qp_reader *qp_reader_free(qp_reader *reader)
{
    if (reader != NULL) {
        qp__channel_close(&reader->channel);
        qp__free(reader);
    }
    return NULL;
}
