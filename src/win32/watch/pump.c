#include "win32/watch/pump.h"

#include "core/deadline.h"
#include "core/text.h"
#include "win32/system/thread.h"
#include "win32/watch/file.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>

/* What Linux gives a pipe, and what must be free for poll to call it writable (PIPE_BUF). */
#define BUFFER_BYTES 65536
#define LEAST_ROOM   4096

/* A pipe of which nothing is read for so long may be waiting for this very thread to read it. */
#define STUCK_MS 5000

/* A part of the buffer. Bytes are added at its end while it has room, and taken from its front by
 * the thread, which alone moves `done`. */
typedef struct block {
    struct block *next;
    uint64_t flushes; /* so many had begun before its bytes were written */
    size_t done;
    size_t length;
    size_t capacity;
    uint8_t bytes[];
} block;

struct qp__pump {
    /* Never change. */
    HANDLE handle; /* owned */
    qp__pump_gone *gone;
    void *opaque; /* of both callbacks */

    /* Guarded by the lock. */
    int references;        /* the thread, the owner, who waits for it */
    HANDLE thread;         /* owned; NULL until there is something to write */
    qp__pump_ready *ready; /* NULL: no owner */
    block *first;
    block *last;
    size_t buffered;            /* bytes in all blocks that are not written yet */
    size_t written;             /* so many were; it may wrap */
    int error;                  /* 0, or why nothing can be written any more: -EPIPE */
    int unknown;                /* the thread is to find out whether it is a pipe */
    int plain;                  /* it is none */
    CONDITION_VARIABLE go;      /* for the thread: there are bytes, or no owner */
    CONDITION_VARIABLE changed; /* for writers: buffered or error have changed */
};

/* Guarded by the lock. Who waits for a flush does not wait for what is written after its begin. */
static uint64_t flushes;
static size_t blocks; /* of all pumps */
static size_t before; /* those of them that the last flush found */
static CONDITION_VARIABLE flushed = CONDITION_VARIABLE_INIT;

/* ---- Making and freeing ------------------------------------------------------------------ */

qp__pump *qp__pump_new(HANDLE handle, int is_pipe, qp__pump_gone *gone, void *opaque)
{
    qp__pump *pump = qp__alloc(sizeof(*pump));

    if (pump != NULL) {
        ZeroMemory(pump, sizeof(*pump));
        pump->handle = handle;
        pump->gone = gone;
        pump->opaque = opaque;
        pump->unknown = !is_pipe;
    }
    return pump;
}

static void drop_first(qp__pump *pump)
{
    block *first = pump->first;

    blocks--;
    before -= first->flushes < flushes;
    if (before == 0) {
        WakeAllConditionVariable(&flushed);
    }
    pump->first = first->next;
    pump->last = first->next == NULL ? NULL : pump->last;
    qp__free(first);
}

static void drop_blocks(qp__pump *pump)
{
    while (pump->first != NULL) {
        drop_first(pump);
    }
}

static void release(qp__pump *pump)
{
    if (--pump->references > 0) {
        return;
    }
    pump->gone(pump->opaque);
    drop_blocks(pump);
    CloseHandle(pump->handle);
    if (pump->thread != NULL) {
        CloseHandle(pump->thread);
    }
    qp__free(pump);
}

void qp__pump_open(qp__pump *pump, qp__pump_ready *ready)
{
    pump->references += pump->ready == NULL;
    pump->ready = ready;
}

void qp__pump_close(qp__pump *pump)
{
    pump->ready = NULL;
    WakeAllConditionVariable(&pump->go);
    release(pump);
}

HANDLE qp__pump_handle(const qp__pump *pump)
{
    return pump->handle;
}

/* ---- The thread -------------------------------------------------------------------------- */

static void set_buffered(qp__pump *pump, size_t buffered)
{
    pump->buffered = buffered;
    WakeAllConditionVariable(&pump->changed);
}

int qp__pump_has_room(const qp__pump *pump)
{
    return pump->plain || pump->error < 0 ||
           (!pump->unknown && pump->buffered <= BUFFER_BYTES - LEAST_ROOM);
}

static void tell(qp__pump *pump)
{
    if (pump->ready != NULL && qp__pump_has_room(pump)) {
        pump->ready(pump->opaque);
    }
}

static void fail(qp__pump *pump)
{
    pump->error = -EPIPE;
    drop_blocks(pump);
    set_buffered(pump, 0);
}

static void take_off(qp__pump *pump, size_t written)
{
    block *first = pump->first;

    first->done += written;
    if (first->done == first->length) {
        drop_first(pump);
    }
    pump->written += written;
    set_buffered(pump, pump->buffered - written);
}

static void write_some(qp__pump *pump)
{
    const uint8_t *bytes = pump->first->bytes + pump->first->done;
    size_t left = pump->first->length - pump->first->done;
    DWORD written = 0;
    BOOL ok;
    int is_short; /* of memory: nothing is wrong with the pipe */

    qp__events_unlock();
    ok = WriteFile(pump->handle, bytes, (DWORD)(left < BUFFER_BYTES ? left : BUFFER_BYTES),
                   &written, NULL);
    is_short = !ok && qp__last_error() == -ENOMEM;
    if (is_short || (ok && written == 0)) {
        /* Or a pipe in the old non-blocking mode, and full. */
        Sleep(1);
    }
    qp__events_lock();
    if (ok || is_short) {
        take_off(pump, written);
    } else {
        fail(pump);
    }
    tell(pump);
}

/* The question waits for another process that writes to the same pipe. */
static void find_out(qp__pump *pump)
{
    int kind;

    qp__events_unlock();
    kind = qp__file_kind_of(pump->handle);
    if (kind < 0) {
        Sleep(1);
    }
    qp__events_lock();
    if (kind >= 0) {
        pump->unknown = 0;
        pump->plain = kind != QP__FILE_PIPE;
        WakeAllConditionVariable(&pump->changed);
        tell(pump);
    }
}

static DWORD WINAPI accompany(void *opaque)
{
    qp__pump *pump = opaque;

    qp__thread_trim();
    qp__events_lock();
    while (pump->buffered > 0 || (pump->ready != NULL && !pump->plain)) {
        if (pump->unknown) {
            find_out(pump);
        } else if (pump->buffered > 0) {
            write_some(pump);
        } else {
            qp__events_sleep(&pump->go, INFINITE);
        }
    }
    /* A writer may still hold the pump, and make it go on. */
    CloseHandle(pump->thread);
    pump->thread = NULL;
    release(pump);
    qp__events_unlock();
    return 0;
}

/* ---- Writing ----------------------------------------------------------------------------- */

static int make_thread(qp__pump *pump)
{
    if (pump->thread != NULL) {
        return 0;
    }
    pump->thread = qp__thread_new(QP__SMALL_STACK_BYTES, accompany, pump);
    if (pump->thread == NULL) {
        return qp__last_error();
    }
    pump->references++;
    return 0;
}

static int add(qp__pump *pump, const void *bytes, size_t size)
{
    block *last = pump->last;

    if (last == NULL || last->flushes < flushes || last->capacity - last->length < size) {
        size_t capacity = size < LEAST_ROOM ? LEAST_ROOM : size;
        last = qp__alloc(offsetof(block, bytes) + capacity);
        if (last == NULL) {
            return -ENOMEM;
        }
        last->next = NULL;
        last->flushes = flushes;
        last->done = last->length = 0;
        last->capacity = capacity;
        *(pump->last == NULL ? &pump->first : &pump->last->next) = last;
        pump->last = last;
        blocks++;
    }
    memcpy(last->bytes + last->length, bytes, size);
    last->length += size;
    set_buffered(pump, pump->buffered + size);
    WakeConditionVariable(&pump->go);
    return (int)size;
}

int qp__pump_arm(qp__pump *pump)
{
    return pump->unknown ? make_thread(pump) : 0;
}

static int must_wait(const qp__pump *pump)
{
    return pump->error == 0 && !pump->plain &&
           (pump->ready != NULL ? !qp__pump_has_room(pump) : pump->buffered > 0);
}

int qp__pump_write(qp__pump *pump, const void *bytes, size_t size)
{
    int result = pump->ready != NULL ? qp__pump_arm(pump) : 0;

    pump->references++;
    while (result == 0 && must_wait(pump)) {
        qp__events_sleep(&pump->changed, INFINITE);
    }
    if (result == 0) {
        result = pump->error;
    }
    if (result == 0 && (pump->ready == NULL || pump->plain)) {
        result = -EAGAIN;
    }
    if (result == 0) {
        result = make_thread(pump);
    }
    if (result == 0 && size > 0) {
        result = add(pump, bytes, size < INT_MAX ? size : INT_MAX);
    }
    release(pump);
    return result;
}

int qp__pump_drain(qp__pump *pump)
{
    size_t written = pump->written;
    uint64_t deadline = qp__deadline(GetTickCount64(), STUCK_MS);
    uint32_t left_ms = STUCK_MS;
    int error;

    pump->references++;
    while (pump->buffered > 0 && left_ms > 0) {
        qp__events_sleep(&pump->changed, left_ms);
        if (pump->written != written) {
            written = pump->written;
            deadline = qp__deadline(GetTickCount64(), STUCK_MS);
        }
        left_ms = qp__deadline_left(deadline, GetTickCount64());
    }
    error = pump->buffered > 0 ? -EAGAIN : 0;
    release(pump);
    return error;
}

int qp__pumps_have_bytes(void)
{
    return blocks > 0;
}

int qp__pumps_flush(DWORD timeout_ms)
{
    uint64_t deadline = qp__deadline(GetTickCount64(), timeout_ms);
    uint32_t left_ms = timeout_ms;
    int error;

    qp__events_lock();
    flushes++;
    before = blocks;
    while (before > 0 && left_ms > 0) {
        qp__events_sleep(&flushed, left_ms);
        left_ms = qp__deadline_left(deadline, GetTickCount64());
    }
    error = before > 0 ? -ETIMEDOUT : 0;
    qp__events_unlock();
    return error;
}
