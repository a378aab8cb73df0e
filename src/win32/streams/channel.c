#include "win32/streams/channel.h"

#include "core/text.h"
#include "win32/descriptors/adopt.h"
#include "win32/system/overlapped_pipe.h"

#include <errno.h>
#include <fcntl.h>

/* As qp_pipe's. Memory is taken for what is in the pipe only. */
#define PIPE_BUFFER_BYTES 524288

/* ---- Transfers --------------------------------------------------------------------------- */

static void free_transfer(qp__transfer *transfer)
{
    if (transfer != NULL) {
        qp__free(transfer->buffer);
        qp__free(transfer);
    }
}

/* With the lock, on any thread. */
static void complete(qp__operation *operation)
{
    qp__transfer *transfer = (qp__transfer *)operation;

    transfer->under_way = 0;
    if (transfer->channel == NULL) {
        free_transfer(transfer);
    } else {
        qp__event_queue(&transfer->channel->event);
    }
}

int qp__channel_prepare(qp__channel *channel, size_t few_bytes)
{
    qp__transfer *made;

    if (channel->transfer != NULL) {
        return 0;
    }
    made = qp__alloc(sizeof(*made) + few_bytes);
    if (made == NULL) {
        return -ENOMEM;
    }
    ZeroMemory(made, sizeof(*made));
    made->operation.complete = complete;
    made->channel = channel;
    channel->transfer = made;
    return 0;
}

static int is_under_way(const qp__channel *channel)
{
    int under_way;

    qp__events_lock();
    under_way = channel->transfer->under_way;
    qp__events_unlock();
    return under_way;
}

int qp__channel_begin(qp__channel *channel, int writes, void *bytes, DWORD size)
{
    qp__transfer *transfer = channel->transfer;
    OVERLAPPED *overlapped = &transfer->operation.overlapped;
    qp_events *events = channel->event.events;
    int error = 0;
    BOOL done;

    qp__events_lock();
    qp__events_begin(events, &transfer->operation);
    transfer->under_way = 1;
    qp__events_unlock();
    done = writes ? WriteFile(channel->file, bytes, size, NULL, overlapped)
                  : ReadFile(channel->file, bytes, size, NULL, overlapped);
    if (!done) {
        error = GetLastError() == ERROR_IO_PENDING ? 0 : qp__last_error();
    }
    if (error < 0 || (done && channel->at_once)) {
        qp__events_lock();
        qp__events_withdraw(events);
        transfer->under_way = 0;
        if (!qp__is_exhausted(error)) {
            qp__event_queue(&channel->event);
        }
        qp__events_unlock();
    }
    channel->error = error;
    return qp__is_exhausted(error) ? error : 0;
}

int qp__channel_result(qp__channel *channel)
{
    DWORD bytes;

    if (is_under_way(channel)) {
        return -EAGAIN;
    }
    if (channel->error < 0) {
        return channel->error;
    }
    /* It is over: this asks nothing of the system. */
    if (!GetOverlappedResult(channel->file, &channel->transfer->operation.overlapped, &bytes,
                             FALSE)) {
        return qp__last_error();
    }
    return (int)bytes;
}

void qp__channel_cancel(qp__channel *channel)
{
    CancelIoEx(channel->file, &channel->transfer->operation.overlapped);
}

/* Does not wait behind a read: the handle is an overlapped one, and nobody else's. */
int qp__channel_available(const qp__channel *channel)
{
    DWORD bytes = 0;

    if (!PeekNamedPipe(channel->file, NULL, 0, NULL, &bytes, NULL)) {
        return GetLastError() == ERROR_BROKEN_PIPE ? 0 : qp__last_error();
    }
    return (int)bytes;
}

/* ---- Channels ---------------------------------------------------------------------------- */

/* The queue goes; the channel stays its owner's, to be freed. */
static void cancel(qp_event *event)
{
    qp__channel_close((qp__channel *)event);
}

static int make_descriptor(qp__channel *channel, int writes, int *fd)
{
    HANDLE theirs;
    int error = qp__overlapped_pipe_new(writes, PIPE_BUFFER_BYTES, &channel->file, &theirs);

    if (error < 0) {
        channel->file = NULL;
        return error;
    }
    *fd = qp__fd_adopt(theirs, _O_BINARY | (writes ? _O_RDONLY : _O_WRONLY));
    if (*fd < 0) {
        CloseHandle(theirs);
        return *fd;
    }
    return 0;
}

static int attach(qp__channel *channel, qp_events *events)
{
    int error;

    qp__events_lock();
    error = qp__events_bind(events, channel->file);
    if (error >= 0) {
        qp__event_attach(&channel->event, events, 0);
    }
    qp__events_unlock();
    return error;
}

int qp__channel_open(qp__channel *channel, qp_events *events, int writes, qp__event_run *run,
                     int *fd)
{
    int error;

    qp__event_init(&channel->event, run, cancel);
    error = make_descriptor(channel, writes, fd);
    if (error < 0) {
        goto finish;
    }
    channel->at_once = SetFileCompletionNotificationModes(
        channel->file, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS | FILE_SKIP_SET_EVENT_ON_HANDLE);
    error = attach(channel, events);
    if (error < 0) {
        qp_close(*fd);
    }
finish:
    if (error < 0) {
        qp__channel_close(channel);
    }
    return error;
}

void qp__channel_await(qp__channel *channel, int awaited)
{
    qp__events_lock();
    qp__event_await(&channel->event, awaited);
    qp__events_unlock();
}

void qp__channel_close(qp__channel *channel)
{
    qp__transfer *transfer = channel->transfer;

    qp__events_lock();
    if (transfer != NULL && transfer->under_way) {
        /* Its completion comes in any case: that of the cancellation, or one just before it. */
        CancelIoEx(channel->file, &transfer->operation.overlapped);
        transfer->channel = NULL;
        transfer = NULL;
    }
    qp__event_detach(&channel->event);
    qp__events_unlock();
    free_transfer(transfer);
    channel->transfer = NULL;
    if (channel->file != NULL) {
        CloseHandle(channel->file);
        channel->file = NULL;
    }
}
