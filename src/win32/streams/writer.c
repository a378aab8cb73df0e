#include "quickproc/streams.h"

#include "core/text.h"
#include "win32/streams/channel.h"

#include <errno.h>
#include <string.h>

/* Moved at once; a longer write is several. */
#define CHUNK_BYTES 65536

/* What a writer can copy without memory of its own. */
#define FEW_BYTES 64

struct qp_writer {
    qp__channel channel;     /* first */
    qp_write_callback *done; /* NULL: no write is under way */
    void *opaque;
    size_t size; /* in the transfer's buffer, or in its few */
    size_t taken;
};

static uint8_t *bytes_of(const qp_writer *writer)
{
    qp__transfer *transfer = writer->channel.transfer;

    return transfer->buffer != NULL ? transfer->buffer : transfer->few;
}

static void queue(qp_writer *writer)
{
    qp__events_lock();
    qp__event_queue(&writer->channel.event);
    qp__events_unlock();
}

/* Nothing is not written: it may end a read of the other end with 0 bytes (the documentation of
 * ReadFile), which programs take for the end of the file (joyent/libuv, issue 985). ReactOS's pipes
 * of bytes swallow it, as Wine's do. */
static int begin(qp_writer *writer)
{
    size_t left = writer->size - writer->taken;

    if (left == 0) {
        queue(writer);
        return 0;
    }
    return qp__channel_begin(&writer->channel, 1, bytes_of(writer) + writer->taken,
                             left < CHUNK_BYTES ? (DWORD)left : CHUNK_BYTES);
}

static void forget_bytes(qp_writer *writer)
{
    qp__free(writer->channel.transfer->buffer);
    writer->channel.transfer->buffer = NULL;
}

static void finish(qp_writer *writer, int result)
{
    qp_write_callback *done = writer->done;

    writer->done = NULL;
    forget_bytes(writer);
    qp__channel_await(&writer->channel, 0);
    done(writer->opaque, result);
}

/* The host comes back, as after a callback: in a moment there may be memory. */
static int look_again(qp_writer *writer)
{
    Sleep(1);
    queue(writer);
    return 1;
}

static int run(qp_event *event)
{
    qp_writer *writer = (qp_writer *)event;
    int size = 0;

    if (writer->done == NULL) {
        return 0;
    }
    if (writer->size > 0) {
        size = qp__channel_result(&writer->channel);
    }
    if (size == -EAGAIN) {
        return 0;
    }
    if (size > 0) {
        writer->taken += (size_t)size;
    }
    if (size >= 0 && writer->taken < writer->size) {
        return begin(writer) < 0 ? look_again(writer) : 0;
    }
    finish(writer, size < 0 ? size : 0);
    return 1;
}

int qp_writer_new(qp_events *events, qp_writer **writer, int *fd)
{
    qp_writer *made = qp__alloc(sizeof(*made));
    int error;

    if (made == NULL) {
        return -ENOMEM;
    }
    ZeroMemory(made, sizeof(*made));
    error = qp__channel_open(&made->channel, events, 1, run, fd);
    if (error < 0) {
        qp__free(made);
        return error;
    }
    *writer = made;
    return 0;
}

/* 0; -ENOMEM. */
static int copy_bytes(qp_writer *writer, const void *bytes, size_t size)
{
    int error = qp__channel_prepare(&writer->channel, FEW_BYTES);

    if (error < 0) {
        return error;
    }
    if (size > FEW_BYTES) {
        writer->channel.transfer->buffer = qp__alloc(size);
        if (writer->channel.transfer->buffer == NULL) {
            return -ENOMEM;
        }
    }
    if (size > 0) {
        memcpy(bytes_of(writer), bytes, size);
    }
    return 0;
}

int qp_writer_write(qp_writer *writer, const void *bytes, size_t size, qp_write_callback *done,
                    void *opaque)
{
    int error;

    if (writer == NULL || writer->channel.file == NULL) {
        return -EBADF;
    }
    if (writer->done != NULL) {
        return -EBUSY;
    }
    error = copy_bytes(writer, bytes, size);
    if (error < 0) {
        return error;
    }
    writer->size = size;
    writer->taken = 0;
    error = begin(writer);
    if (error < 0) {
        forget_bytes(writer);
        return error;
    }
    writer->done = done;
    writer->opaque = opaque;
    qp__channel_await(&writer->channel, 1);
    return 0;
}

qp_writer *qp_writer_free(qp_writer *writer)
{
    if (writer != NULL) {
        qp__channel_close(&writer->channel);
        qp__free(writer);
    }
    return NULL;
}
