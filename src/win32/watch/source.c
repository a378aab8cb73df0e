#include "win32/watch/source.h"

#include "core/deadline.h"
#include "core/text.h"
#include "win32/system/thread.h"
#include "win32/watch/pipe_state.h"
#include "win32/watch/typed.h"

#include <errno.h>

/* How often it looks where it must not wait. */
#define LOOK_MS 10

/* A callback that found so much, and took all of it, may well find more. */
#define MUCH_BYTES 4096

/* A cancellation that comes before the thread is inside the call is lost: repeat it. */
#define PATIENCE_MS 1

/* How long to try that where another process may keep the thread inside. */
#define GIVE_UP_MS 1000

/* A process that shares the pipe, see qp__source_share. */
typedef struct sharer {
    HANDLE process; /* owned */
    struct sharer *next;
} sharer;

struct qp__source {
    qp__direct_wait direct; /* first */
    /* Never change. */
    qp__source_kind kind;
    HANDLE handle; /* owned */
    HANDLE cancel; /* owned, manual-reset; NULL where CancelSynchronousIo does */
    qp__source_ready *ready;
    void *opaque;

    /* Guarded by the lock. */
    int private;    /* no other process has the file: asking about it does not wait for one */
    int overlapped; /* the pipe was opened for overlapped I/O; UNKNOWN until the thread asks */
    int references; /* the watches (together one), the thread, and who has entered */
    HANDLE thread;  /* owned; NULL until it is needed for the first time */
    int armed;      /* the thread is to wait and tell */
    int waiting;    /* it is inside a call that only a cancellation ends */
    int offered;    /* an owner may come to wait in its place */
    HANDLE owner;   /* borrowed: of the thread that waits there in its place; NULL: none does */
    int called_out; /* which is to come out */
    uint64_t until; /* or then, a deadline */
    uint64_t alarm; /* when the thread looks at that, a deadline; 0: soon */
    int looking;    /* so many use the handle, in calls that end by themselves */
    int entered;    /* so many have entered: it must not go in */
    int closed;
    int told;     /* it called `ready`, and no owner has looked since */
    int deceived; /* it did, or the thread came back from its wait, and there was nothing */
    int seen;     /* of a file that is not private: the thread has seen something */
    /* When it was looked last there were so many bytes, less those that were read since. */
    DWORD left;
    int read;    /* a thread has read since */
    int emptied; /* it took all that was there, and that was little */
    sharer *sharers;
    int shared_for_good;    /* with processes whose ends cannot be waited for */
    CONDITION_VARIABLE go;  /* armed, offered, entered, closed, called_out, until have changed */
    CONDITION_VARIABLE out; /* waiting has become 0 */
};

/* ---- Making and freeing ------------------------------------------------------------------ */

#define UNKNOWN 2

static qp__direct_result stay(qp__direct_wait *direct, HANDLE owner, uint32_t timeout_ms);
static int call_out(qp__direct_wait *direct);
static void decline(qp__direct_wait *direct);

qp__source *qp__source_new(qp__source_kind kind, HANDLE handle, int is_private,
                           qp__source_ready *ready, void *opaque)
{
    int overlapped =
        kind == QP__SOURCE_PIPE && is_private ? qp__pipe_is_overlapped(handle) : UNKNOWN;
    qp__source *source = overlapped == -ENOMEM ? NULL : qp__alloc(sizeof(*source));

    if (source == NULL) {
        return NULL;
    }
    ZeroMemory(source, sizeof(*source));
    source->direct = (qp__direct_wait){stay, call_out, decline};
    source->kind = kind;
    source->overlapped = overlapped;
    if (overlapped != 0) {
        source->cancel = CreateEventW(NULL, TRUE, FALSE, NULL);
        if (source->cancel == NULL) {
            qp__free(source);
            return NULL;
        }
    }
    source->handle = handle;
    source->private = is_private;
    source->ready = ready;
    source->opaque = opaque;
    source->references = 1;
    return source;
}

static void drop_sharer(qp__source *source)
{
    sharer *first = source->sharers;

    source->sharers = first->next;
    CloseHandle(first->process);
    qp__free(first);
}

static void release(qp__source *source)
{
    if (--source->references > 0) {
        return;
    }
    while (source->sharers != NULL) {
        drop_sharer(source);
    }
    if (source->handle != NULL) {
        CloseHandle(source->handle);
    }
    if (source->cancel != NULL) {
        CloseHandle(source->cancel);
    }
    if (source->thread != NULL) {
        CloseHandle(source->thread);
    }
    qp__free(source);
}

qp__source_kind qp__source_kind_of(const qp__source *source)
{
    return source->kind;
}

HANDLE qp__source_handle(const qp__source *source)
{
    return source->handle;
}

/* ---- The thread: without the lock -------------------------------------------------------- */

static void wait_overlapped(const qp__source *source)
{
    OVERLAPPED io = {0};
    HANDLE handles[2];
    DWORD bytes;

    handles[0] = CreateEventW(NULL, TRUE, FALSE, NULL);
    handles[1] = source->cancel;
    if (handles[0] == NULL) {
        return;
    }
    io.hEvent = handles[0];
    if (!ReadFile(source->handle, &io, 0, NULL, &io) && GetLastError() == ERROR_IO_PENDING) {
        WaitForMultipleObjects(2, handles, FALSE, INFINITE);
        CancelIo(source->handle);
        GetOverlappedResult(source->handle, &io, &bytes, TRUE);
    }
    CloseHandle(handles[0]);
}

/* Was it not cancelled? */
static int wait_synchronous(const qp__source *source)
{
    char nothing;
    DWORD bytes;

    return ReadFile(source->handle, &nothing, 0, &bytes, NULL) ||
           GetLastError() != ERROR_OPERATION_ABORTED;
}

/* Returns when there is something, when it was cancelled, or for no reason: a writer can end a read
 * of 0 bytes by writing 0 bytes, and some pipes do not wait at all (those of Unix under Wine, those
 * in PIPE_NOWAIT mode). */
static void wait_for_bytes(const qp__source *source)
{
    if (source->overlapped) {
        wait_overlapped(source);
    } else {
        wait_synchronous(source);
    }
}

/* ---- The thread: with the lock ----------------------------------------------------------- */

static void go_in(qp__source *source)
{
    source->waiting = 1;
    if (source->cancel != NULL) {
        ResetEvent(source->cancel);
    }
    qp__events_unlock();
}

static void come_out(qp__source *source)
{
    qp__events_lock();
    source->waiting = 0;
    WakeAllConditionVariable(&source->out);
}

static int attend_console(qp__source *source)
{
    int ready;

    go_in(source);
    ready = qp__typed_await(source->handle, source->cancel);
    come_out(source);
    return ready && source->entered == 0;
}

/* No other process has the pipe. Whether there is something: the owner looks. */
static int attend_private(qp__source *source)
{
    int deceived = source->deceived;
    int ready = 1;

    go_in(source);
    wait_for_bytes(source);
    if (deceived) {
        ready = qp__pipe_own_bytes(source->handle) > 0;
        if (!ready) {
            Sleep(LOOK_MS);
        }
    }
    come_out(source);
    return ready && source->entered == 0;
}

static int is_shared(const qp__source *source)
{
    return source->sharers != NULL || source->shared_for_good;
}

/* Waits a moment; did `process` (NULL: none) end in it? */
static int wait_a_moment(HANDLE process)
{
    DWORD result = process == NULL ? WAIT_FAILED : WaitForSingleObject(process, LOOK_MS);

    if (result == WAIT_FAILED) {
        Sleep(LOOK_MS);
    }
    return result == WAIT_OBJECT_0;
}

/* Looks; is there something? While another process reads from the same file, looking waits until it
 * has got something: this is the one thread that can wait for that. */
static int look_once(qp__source *source)
{
    HANDLE process = source->sharers == NULL ? NULL : source->sharers->process;
    int rests = is_shared(source) || source->deceived;
    int something;
    int ended = 0;

    source->looking++;
    qp__events_unlock();
    something = qp__pipe_bytes(source->handle) > 0;
    if (!something && rests) {
        ended = wait_a_moment(process);
    }
    qp__events_lock();
    source->looking--;
    /* Others add at the front. */
    if (ended && source->sharers->process == process) {
        drop_sharer(source);
    }
    source->seen = something;
    return something;
}

/* 0; -ENOMEM. */
static int find_out_mode(qp__source *source)
{
    int overlapped;

    source->looking++;
    qp__events_unlock();
    overlapped = qp__pipe_is_overlapped(source->handle);
    qp__events_lock();
    source->looking--;
    source->overlapped = overlapped < 0 ? UNKNOWN : overlapped;
    return overlapped < 0 ? overlapped : 0;
}

/* Other processes may have the pipe, and read from it: the owner neither looks nor asks. */
static int attend_foreign(qp__source *source)
{
    if (look_once(source)) {
        source->deceived = 0;
        return source->entered == 0;
    }
    if (is_shared(source) || source->entered > 0 || source->closed) {
        return 0;
    }
    if (source->overlapped == UNKNOWN && find_out_mode(source) < 0) {
        source->deceived = 1;
        return 0;
    }
    if (source->entered == 0) {
        go_in(source);
        wait_for_bytes(source);
        come_out(source);
        source->deceived = source->entered == 0;
    }
    return 0;
}

/* Is there something, as far as the thread can tell? */
static int attend(qp__source *source)
{
    if (source->kind == QP__SOURCE_CONSOLE) {
        return attend_console(source);
    }
    return source->private ? attend_private(source) : attend_foreign(source);
}

static void tell(qp__source *source)
{
    source->armed = 0;
    source->told = 1;
    if (!source->closed) {
        source->ready(source->opaque);
    }
}

static void cancel_read(qp__source *source)
{
    CancelSynchronousIo(source->owner != NULL ? source->owner : source->thread);
}

static void rest_until(qp__source *source, uint64_t alarm)
{
    source->alarm = alarm;
    qp__events_sleep(&source->go, qp__deadline_left(alarm, GetTickCount64()));
    source->alarm = 0;
}

static int is_over(const qp__source *source)
{
    return source->called_out || qp__deadline_left(source->until, GetTickCount64()) == 0;
}

/* An owner waits in its place, or will: it sees to it that a call to come out is heard. */
static void stand_by(qp__source *source)
{
    if (!source->waiting) {
        rest_until(source, UINT64_MAX);
    } else if (!is_over(source)) {
        rest_until(source, source->until);
    } else {
        cancel_read(source);
        qp__events_sleep(&source->out, PATIENCE_MS);
    }
}

static DWORD WINAPI accompany(void *opaque)
{
    qp__source *source = opaque;

    qp__thread_trim();
    qp__events_lock();
    while (!source->closed) {
        if (source->offered) {
            stand_by(source);
        } else if (!source->armed || source->entered > 0) {
            rest_until(source, UINT64_MAX);
        } else if (attend(source)) {
            tell(source);
        }
    }
    release(source);
    qp__events_unlock();
    return 0;
}

static int make_thread(qp__source *source)
{
    source->thread = qp__thread_new(QP__SMALL_STACK_BYTES, accompany, source);
    if (source->thread == NULL) {
        return qp__last_error();
    }
    source->references++;
    return 0;
}

/* ---- An owner that waits in place of the thread ------------------------------------------ */

static int can_stay(const qp__source *source)
{
    return source->kind == QP__SOURCE_PIPE && source->private && source->overlapped == 0 &&
           source->armed && !source->deceived && !source->waiting && source->entered == 0 &&
           !source->closed;
}

static qp__direct_result stay(qp__direct_wait *direct, HANDLE owner, uint32_t timeout_ms)
{
    qp__source *source = (qp__source *)direct;
    qp__direct_result result = QP__DIRECT_OUT;
    int something;

    if (!can_stay(source)) {
        return QP__DIRECT_NOT_NOW;
    }
    source->references++;
    source->owner = owner;
    source->called_out = 0;
    source->until = qp__deadline(GetTickCount64(), timeout_ms);
    if (source->until < source->alarm) {
        WakeConditionVariable(&source->go);
    }
    go_in(source);
    something = wait_synchronous(source);
    come_out(source);
    source->owner = NULL;
    if (something && source->entered == 0) {
        source->offered = 0;
        tell(source);
        result = QP__DIRECT_DONE;
    }
    release(source);
    return result;
}

/* The owner may not be inside yet: then the thread repeats it. */
static int call_out(qp__direct_wait *direct)
{
    qp__source *source = (qp__source *)direct;

    if (source->waiting) {
        source->called_out = 1;
        if (!CancelSynchronousIo(source->owner)) {
            WakeConditionVariable(&source->go);
        }
    }
    return source->waiting;
}

static void decline(qp__direct_wait *direct)
{
    qp__source *source = (qp__source *)direct;

    source->offered = 0;
    WakeConditionVariable(&source->go);
}

/* ---- Everybody --------------------------------------------------------------------------- */

int qp__source_arm(qp__source *source, qp_event *event)
{
    int error = source->thread == NULL ? make_thread(source) : 0;

    if (error < 0) {
        return error;
    }
    source->armed = 1;
    source->offered = event != NULL && can_stay(source) && qp__events_offer(event, &source->direct);
    if (!source->offered) {
        WakeConditionVariable(&source->go);
    }
    return 0;
}

static void get_out(qp__source *source)
{
    if (source->kind == QP__SOURCE_CONSOLE) {
        qp__typed_stop(source->cancel);
        return;
    }
    cancel_read(source);
    if (source->cancel != NULL) {
        SetEvent(source->cancel);
    }
}

/*
 * A thread that waits for another process's read of the same file is not in the file yet, and no
 * cancellation reaches it; a console that another process reads gives it no character. Then it
 * stays where it is: a read of our own waits behind it, as it would wait behind the other's.
 */
void qp__source_enter(qp__source *source)
{
    int is_certain = source->kind == QP__SOURCE_PIPE && source->private;
    uint64_t deadline = qp__deadline(GetTickCount64(), is_certain ? QP__FOREVER_MS : GIVE_UP_MS);

    source->references++;
    source->entered++;
    while (source->waiting && qp__deadline_left(deadline, GetTickCount64()) > 0) {
        get_out(source);
        if (source->waiting) {
            qp__events_sleep(&source->out, PATIENCE_MS);
        }
    }
    if (source->waiting && source->kind == QP__SOURCE_CONSOLE) {
        qp__typed_give_up(source->cancel);
    }
}

void qp__source_leave(qp__source *source)
{
    source->entered--;
    if (source->entered == 0 && source->armed) {
        WakeConditionVariable(&source->go);
    }
    release(source);
}

void qp__source_was_read(qp__source *source, int bytes)
{
    source->seen = 0;
    source->read = bytes > 0;
    source->emptied = bytes > 0 && bytes < MUCH_BYTES && (DWORD)bytes == source->left;
    source->left -= bytes > 0 && (DWORD)bytes < source->left ? (DWORD)bytes : source->left;
}

void qp__source_was_used(qp__source *source)
{
    source->seen = 0;
    source->read = 0;
    source->emptied = 0;
    source->left = 0;
}

void qp__source_close(qp__source *source)
{
    source->closed = 1;
    qp__source_enter(source);
    /* While a thread uses the handle it stays; it is closed with the rest then. */
    if (source->looking == 0 && !source->waiting) {
        CloseHandle(source->handle);
        source->handle = NULL;
    }
    WakeConditionVariable(&source->go);
    qp__source_leave(source);
    release(source);
}

/* Gives the lock up. */
static int look_now(qp__source *source)
{
    DWORD bytes;

    qp__source_enter(source);
    source->looking++;
    qp__events_unlock();
    bytes = qp__pipe_own_bytes(source->handle);
    qp__events_lock();
    source->left = bytes;
    source->read = 0;
    source->looking--;
    qp__source_leave(source);
    return bytes > 0;
}

/*
 * Looking costs half as much as reading. A callback that took less than was there saves it; one
 * that took nothing may have read in ways that are not known here, fread for one.
 */
static int has_left(qp__source *source)
{
    int left = source->read && source->left > 0;

    source->read = 0;
    return left;
}

/* After a message the next one is hardly there already: the thread finds out, without a look that
 * would find nothing. */
static int was_emptied(qp__source *source)
{
    int emptied = source->emptied;

    source->emptied = 0;
    return emptied;
}

/* What the thread has seen counts once: another reader may have taken it. */
static int was_seen(qp__source *source)
{
    int seen = source->seen;

    source->seen = 0;
    return seen;
}

int qp__source_is_ready(qp__source *source)
{
    int ready;
    int told;

    /* Another thread of this process is in the pipe, and will have what comes next. */
    if (source->entered > 0) {
        return 0;
    }
    if (source->kind == QP__SOURCE_CONSOLE) {
        return qp__typed_is_ready();
    }
    if (!source->private) {
        return was_seen(source);
    }
    if (has_left(source)) {
        return 1;
    }
    if (was_emptied(source)) {
        return 0;
    }
    told = source->told;
    source->told = 0;
    source->references++;
    ready = look_now(source);
    source->deceived = !ready && (told || source->deceived);
    release(source);
    return ready;
}

void qp__source_share(qp__source *source, HANDLE process)
{
    HANDLE self = GetCurrentProcess();
    sharer *made;

    source->private = 0;
    made = qp__alloc(sizeof(*made));
    if (made == NULL) {
        source->shared_for_good = 1;
        return;
    }
    if (!DuplicateHandle(self, process, self, &made->process, SYNCHRONIZE, FALSE, 0)) {
        source->shared_for_good = 1;
        qp__free(made);
        return;
    }
    made->next = source->sharers;
    source->sharers = made;
}
