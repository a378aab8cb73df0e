#include "win32/signals/listener.h"

#include "core/signals.h"
#include "core/status.h"
#include "win32/signals/access.h"
#include "win32/signals/pipe_names.h"
#include "win32/signals/signal.h"
#include "win32/system/thread.h"

#include <errno.h>

typedef enum pipe_state {
    CONNECTING, /* for a client, as long as it takes */
    READING,    /* the signal */
    CLOSING,    /* the client, that is; it was answered */
    RESTING     /* the system has no memory left: try again after a while */
} pipe_state;

/* All of it is the listener thread's alone, once that runs. */
typedef struct signal_pipe {
    HANDLE handle;
    OVERLAPPED overlapped; /* of the one operation that is under way; its event is ours */
    pipe_state state;
    ULONGLONG deadline; /* GetTickCount64; not in state CONNECTING */
    BYTE received;
    int fatal; /* the signal to end by when the client is gone; 0: none */
} signal_pipe;

typedef struct pipe_set {
    signal_pipe pipes[QP__SIGNAL_PIPES];
    int count; /* of them are open */
} pipe_set;

static SRWLOCK lock = SRWLOCK_INIT;
static int started;  /* guarded by lock */
static pipe_set all; /* opened under lock, the thread's afterwards */

/* ---- the thread ---- */

static void set_state(signal_pipe *pipe, pipe_state state)
{
    pipe->state = state;
    pipe->deadline = GetTickCount64() + QP__SIGNAL_PATIENCE_MS;
}

static void wait_for_client(signal_pipe *pipe)
{
    set_state(pipe, CONNECTING);
    if (ConnectNamedPipe(pipe->handle, &pipe->overlapped)) {
        return;
    }
    switch (GetLastError()) {
    case ERROR_IO_PENDING:
        break;
    case ERROR_PIPE_CONNECTED: /* it was faster */
    case ERROR_NO_DATA:        /* and is gone already; what it wrote can be read */
        SetEvent(pipe->overlapped.hEvent);
        break;
    default:
        ResetEvent(pipe->overlapped.hEvent);
        set_state(pipe, RESTING);
    }
}

static void drop_client(signal_pipe *pipe)
{
    DisconnectNamedPipe(pipe->handle);
    wait_for_client(pipe);
}

/* Also tells when the client closes the pipe: the read fails then. */
static void read_byte(signal_pipe *pipe, pipe_state state)
{
    set_state(pipe, state);
    if (!ReadFile(pipe->handle, &pipe->received, 1, NULL, &pipe->overlapped) &&
        GetLastError() != ERROR_IO_PENDING) {
        SetEvent(pipe->overlapped.hEvent);
    }
}

/* One byte into an empty buffer: this does not wait. That the client is gone shows at the next
 * read. */
static void write_byte(signal_pipe *pipe, BYTE byte)
{
    DWORD written;

    if (WriteFile(pipe->handle, &byte, 1, NULL, &pipe->overlapped) ||
        GetLastError() == ERROR_IO_PENDING) {
        CancelIoEx(pipe->handle, &pipe->overlapped);
        GetOverlappedResult(pipe->handle, &pipe->overlapped, &written, TRUE);
    }
}

static void answer(signal_pipe *pipe)
{
    int signal = pipe->received & ~QP__SIGNAL_IF_HANDLED;

    if (qp__signal_classify(signal) != QP__SIGNAL_DELIVERABLE) {
        drop_client(pipe);
        return;
    }
    if (pipe->received & QP__SIGNAL_IF_HANDLED && qp_signal_get(signal) != QP_SIGNAL_HANDLED) {
        write_byte(pipe, QP__SIGNAL_UNHANDLED);
    } else if (qp__signal_raise(signal) == QP_SIGNAL_DEFAULT) {
        pipe->fatal = signal;
        write_byte(pipe, QP__SIGNAL_DEFAULT);
    } else {
        write_byte(pipe, QP__SIGNAL_TAKEN);
    }
    read_byte(pipe, CLOSING);
}

/*
 * A signal without a handler is to end this process. The sender does that, so that it knows what
 * ended the process. It may have given up waiting for the answer, though, while this process was
 * suspended.
 */
static void end_unless_sender_does(int signal)
{
    Sleep(QP__SIGNAL_PATIENCE_MS);
    TerminateProcess(GetCurrentProcess(), qp__status_kill_code(signal));
}

static void close_conversation(signal_pipe *pipe)
{
    if (pipe->fatal != 0) {
        end_unless_sender_does(pipe->fatal);
    }
    drop_client(pipe);
}

static void on_completion(signal_pipe *pipe)
{
    DWORD size = 0;
    BOOL succeeded = GetOverlappedResult(pipe->handle, &pipe->overlapped, &size, FALSE);

    switch (pipe->state) {
    case CONNECTING:
        read_byte(pipe, READING);
        break;
    case READING:
        if (succeeded && size == 1) {
            answer(pipe);
        } else {
            drop_client(pipe);
        }
        break;
    default:
        close_conversation(pipe);
    }
}

static void on_deadline(signal_pipe *pipe)
{
    DWORD size;

    if (pipe->state == RESTING) {
        drop_client(pipe);
        return;
    }
    CancelIoEx(pipe->handle, &pipe->overlapped);
    GetOverlappedResult(pipe->handle, &pipe->overlapped, &size, TRUE);
    close_conversation(pipe);
}

static DWORD next_timeout_ms(const pipe_set *set)
{
    ULONGLONG now = GetTickCount64();
    DWORD timeout = INFINITE;
    int i;

    for (i = 0; i < set->count; i++) {
        const signal_pipe *pipe = &set->pipes[i];
        if (pipe->state != CONNECTING) {
            DWORD left = pipe->deadline > now ? (DWORD)(pipe->deadline - now) : 0;
            timeout = left < timeout ? left : timeout;
        }
    }
    return timeout;
}

/* An operation that completed goes before a deadline that passed: both can be true after this
 * process was suspended. */
static void serve(signal_pipe *pipe)
{
    if (WaitForSingleObject(pipe->overlapped.hEvent, 0) == WAIT_OBJECT_0) {
        on_completion(pipe);
    } else if (pipe->state != CONNECTING && pipe->deadline <= GetTickCount64()) {
        on_deadline(pipe);
    }
}

static void serve_all(pipe_set *set)
{
    HANDLE events[QP__SIGNAL_PIPES];
    int i;

    for (i = 0; i < set->count; i++) {
        events[i] = set->pipes[i].overlapped.hEvent;
        wait_for_client(&set->pipes[i]);
    }
    for (;;) {
        WaitForMultipleObjects((DWORD)set->count, events, FALSE, next_timeout_ms(set));
        for (i = 0; i < set->count; i++) {
            serve(&set->pipes[i]);
        }
    }
}

static DWORD WINAPI run(void *set)
{
    serve_all(set);
    return 0;
}

/* ---- its start ---- */

/*
 * One instance, and the first one, or none: nobody else's pipe is mistaken for ours, and nobody can
 * add an instance of his own.
 */
static int open_pipe(signal_pipe *pipe, const wchar_t *path, qp__signal_access *access)
{
    SECURITY_ATTRIBUTES security = {sizeof(security), &access->descriptor, FALSE};
    int error;

    ZeroMemory(pipe, sizeof(*pipe));
    pipe->overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (pipe->overlapped.hEvent == NULL) {
        return qp__last_error();
    }
    pipe->handle = CreateNamedPipeW(
        path, PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE | FILE_FLAG_OVERLAPPED,
        PIPE_TYPE_BYTE | PIPE_REJECT_REMOTE_CLIENTS, 1, 16, 16, 0, &security);
    if (pipe->handle == INVALID_HANDLE_VALUE) {
        error = qp__last_error();
        CloseHandle(pipe->overlapped.hEvent);
        return error;
    }
    return 0;
}

static void close_pipes(pipe_set *set)
{
    while (set->count > 0) {
        signal_pipe *pipe = &set->pipes[--set->count];
        CloseHandle(pipe->handle);
        CloseHandle(pipe->overlapped.hEvent);
    }
}

/* As many as can be had. A known path can be taken by somebody else. */
static int open_pipes(pipe_set *set, const wchar_t *prefix, int random, qp__signal_access *access)
{
    wchar_t path[QP__SIGNAL_PATH_UNITS];
    int error = 0;
    int i;

    for (i = 0; i < QP__SIGNAL_PIPES; i++) {
        error = qp__signal_pipe_path(prefix, i, random, path);
        error = error < 0 ? error : open_pipe(&set->pipes[set->count], path, access);
        set->count += error == 0;
    }
    return set->count > 0 ? 0 : error;
}

static int open_all(pipe_set *set, qp__signal_access *access)
{
    wchar_t prefix[QP__SIGNAL_PIPE_UNITS];
    int error = qp__signal_pipes_of(GetCurrentProcess(), GetCurrentProcessId(), prefix);

    if (error < 0) {
        return error;
    }
    error = open_pipes(set, prefix, 1, access);
    if (error < 0 || qp__signal_pipes_are_listed(prefix)) {
        return error;
    }
    close_pipes(set);
    return open_pipes(set, prefix, 0, access);
}

static int start(void)
{
    qp__signal_access access;
    HANDLE thread;
    int error = qp__signal_access_init(&access);

    if (error < 0) {
        goto finish;
    }
    error = open_all(&all, &access);
    if (error < 0) {
        goto finish;
    }
    thread = qp__thread_new(QP__STACK_BYTES, run, &all);
    if (thread == NULL) {
        error = qp__last_error();
        close_pipes(&all);
        goto finish;
    }
    CloseHandle(thread);
finish:
    qp__signal_access_dispose(&access);
    return error;
}

int qp__signal_listen(void)
{
    int error = 0;

    AcquireSRWLockExclusive(&lock);
    if (!started) {
        error = start();
        started = error == 0;
        if (error == -EACCES && qp__signal_access_is_contained()) {
            error = 0;
        }
    }
    ReleaseSRWLockExclusive(&lock);
    return error;
}
