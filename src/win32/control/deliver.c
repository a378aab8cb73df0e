#include "win32/control/deliver.h"

#include "win32/children/children.h"
#include "win32/signals/pipe_names.h"
#include "win32/signals/signal.h"
#include "win32/system/process.h"
#include "win32/system/run_state.h"

#include <errno.h>

/* A target throws out clients that are silent for a second. */
#define BUSY_PATIENCE_MS 2000
#define RETRY_MS         2

typedef enum outcome {
    NOBODY, /* listens */
    BUSY,   /* somebody may listen, but all pipes are taken */
    TAKEN,
    DEFAULT,
    UNHANDLED,
    QUEUED /* written, but not answered yet */
} outcome;

typedef struct attempt {
    HANDLE process; /* borrowed */
    int pid;
    int signal;
    int if_handled; /* else nothing is to happen */
    int met_busy;   /* a pipe that may be the target's has a client */
    int refused;    /* 0, or why one that may be the target's cannot be opened */
    int error;      /* 0, or why the pipes cannot be seen */
    outcome result;
} attempt;

/* Of a call that has just failed: it says nothing of whether the target listens. */
static void note_error(attempt *a)
{
    int error = qp__last_error();

    if (qp__is_exhausted(error)) {
        a->error = error;
    } else {
        a->refused = error == -EACCES ? -EPERM : error;
    }
}

static void note_unopened(attempt *a)
{
    DWORD win_error = GetLastError();

    if (win_error == ERROR_PIPE_BUSY) {
        a->met_busy = 1;
    } else if (win_error != ERROR_FILE_NOT_FOUND) {
        note_error(a);
    }
}

/* Waits for an operation on `pipe`; takes it back when the time is over. Did it transfer a byte? */
static int finish_io(const attempt *a, HANDLE pipe, OVERLAPPED *overlapped)
{
    HANDLE handles[2] = {overlapped->hEvent, a->process};
    DWORD size = 0;

    if (WaitForMultipleObjects(2, handles, FALSE, QP__SIGNAL_PATIENCE_MS) == WAIT_FAILED) {
        WaitForSingleObject(overlapped->hEvent, QP__SIGNAL_PATIENCE_MS);
    }
    if (!HasOverlappedIoCompleted(overlapped)) {
        CancelIoEx(pipe, overlapped);
    }
    return GetOverlappedResult(pipe, overlapped, &size, TRUE) && size == 1;
}

static int write_byte(const attempt *a, HANDLE pipe, OVERLAPPED *overlapped)
{
    BYTE signal = (BYTE)(a->signal | (a->if_handled ? QP__SIGNAL_IF_HANDLED : 0));

    return (WriteFile(pipe, &signal, 1, NULL, overlapped) || GetLastError() == ERROR_IO_PENDING) &&
           finish_io(a, pipe, overlapped);
}

static int read_byte(const attempt *a, HANDLE pipe, OVERLAPPED *overlapped, BYTE *byte)
{
    return (ReadFile(pipe, byte, 1, NULL, overlapped) || GetLastError() == ERROR_IO_PENDING) &&
           finish_io(a, pipe, overlapped);
}

static outcome converse(const attempt *a, HANDLE pipe, HANDLE event)
{
    OVERLAPPED overlapped;
    BYTE answer;

    ZeroMemory(&overlapped, sizeof(overlapped));
    overlapped.hEvent = event;
    if (!write_byte(a, pipe, &overlapped)) {
        return BUSY;
    }
    if (read_byte(a, pipe, &overlapped, &answer)) {
        return answer == QP__SIGNAL_TAKEN       ? TAKEN
               : answer == QP__SIGNAL_UNHANDLED ? UNHANDLED
                                                : DEFAULT;
    }
    /* The server hangs up without an answer only when it ends. */
    return GetLastError() == ERROR_OPERATION_ABORTED ? QUEUED : BUSY;
}

/*
 * The default action, while the pipe is still open: later the target would do it by itself. Its
 * parent, if that is this process, is to see a signal then, not an exit code.
 */
static void end_target(const attempt *a)
{
    qp__children_mark_killed(a->pid, a->signal);
    if (a->result == DEFAULT) {
        qp__process_terminate(a->process, a->signal);
    }
}

static int is_served_by_target(attempt *a, HANDLE pipe)
{
    ULONG pid = 0;

    if (!GetNamedPipeServerProcessId(pipe, &pid)) {
        note_error(a);
        return 0;
    }
    return pid == (ULONG)a->pid;
}

/*
 * Until it is known who serves the pipe, nothing is written to it; who serves it may learn who we
 * are, but not act in our name (SECURITY_IDENTIFICATION).
 */
static int try_pipe(const wchar_t *path, void *opaque)
{
    attempt *a = opaque;
    HANDLE event;
    HANDLE pipe =
        CreateFileW(path, QP__SIGNAL_CLIENT_RIGHTS, 0, NULL, OPEN_EXISTING,
                    FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, NULL);

    if (pipe == INVALID_HANDLE_VALUE) {
        note_unopened(a);
        return a->error;
    }
    event = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (event == NULL) {
        note_error(a);
    }
    if (event != NULL && is_served_by_target(a, pipe)) {
        a->result = converse(a, pipe, event);
        if (!a->if_handled && (a->result == DEFAULT || a->result == QUEUED)) {
            end_target(a);
        }
    }
    if (event != NULL) {
        CloseHandle(event);
    }
    CloseHandle(pipe);
    return a->result != NOBODY ? 1 : a->error;
}

/* Of all pipes. The end of the time may cut a visit short: what the one before met is met still. */
static void visit_pipes(attempt *a, const wchar_t *prefix, ULONGLONG give_up)
{
    int met_busy = a->met_busy || a->result == BUSY;

    a->result = NOBODY;
    a->met_busy = 0;
    a->refused = 0;
    a->error = qp__signal_pipes_visit(prefix, give_up, try_pipe, a);
    a->met_busy = a->met_busy || (a->error == -EAGAIN && met_busy);
}

/* A pipe that stays busy may be the target's, or a trap that is to make the signal get lost. */
static void try_pipes(attempt *a, const wchar_t *prefix)
{
    ULONGLONG give_up = GetTickCount64() + BUSY_PATIENCE_MS;
    int again = 1;

    while (again) {
        visit_pipes(a, prefix, give_up);
        again = (a->result == BUSY || (a->result == NOBODY && a->met_busy)) &&
                qp__process_has_ended(a->process) <= 0 && GetTickCount64() < give_up;
        if (again) {
            Sleep(RETRY_MS);
        }
    }
}

/*
 * A target that may listen is never ended because it could not be asked. In one that is suspended
 * the pipes are busy with the signals that wait for it.
 */
static int conclude(const attempt *a)
{
    int ended;
    int state;

    if (a->result == TAKEN || a->result == QUEUED) {
        return QP__DELIVERED_TAKEN;
    }
    if (a->result == UNHANDLED) {
        return 0;
    }
    ended = a->result == DEFAULT ? 1 : qp__process_has_ended(a->process);
    if (ended != 0) {
        return ended < 0 ? ended : QP__DELIVERED_ENDED;
    }
    if (a->error < 0 && a->error != -EAGAIN) {
        return a->error;
    }
    if (a->met_busy || a->result == BUSY) {
        state = qp__run_state_of((DWORD)a->pid);
        return state == QP__SUSPENDED ? QP__DELIVERED_TAKEN : state < 0 ? state : -EAGAIN;
    }
    return a->error < 0 ? a->error : a->refused;
}

static int deliver_to_self(HANDLE process, int signal)
{
    if (qp__signal_raise(signal) == QP_SIGNAL_DEFAULT) {
        int error = qp__process_end(process, signal);
        return error < 0 ? error : QP__DELIVERED_ENDED;
    }
    return QP__DELIVERED_TAKEN;
}

static int deliver(attempt *a)
{
    wchar_t prefix[QP__SIGNAL_PIPE_UNITS];
    int error = qp__signal_pipes_of(a->process, (DWORD)a->pid, prefix);

    if (error < 0) {
        return error;
    }
    try_pipes(a, prefix);
    return conclude(a);
}

int qp__deliver(HANDLE process, int pid, int signal)
{
    attempt a = {.process = process, .pid = pid, .signal = signal};

    return (DWORD)pid == GetCurrentProcessId() ? deliver_to_self(process, signal) : deliver(&a);
}

int qp__deliver_if_handled(HANDLE process, int pid, int signal)
{
    attempt a = {.process = process, .pid = pid, .signal = signal, .if_handled = 1};

    return deliver(&a);
}
