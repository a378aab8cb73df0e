#include "win32/control/deliver.h"

#include "win32/children/children.h"
#include "win32/signals/pipe_names.h"
#include "win32/signals/signal.h"
#include "win32/system/process.h"

/* A target throws out clients that are silent for a second. */
#define BUSY_PATIENCE_MS 2000
#define RETRY_MS         2

typedef enum outcome {
    NOBODY, /* listens */
    BUSY,   /* somebody may listen, but all pipes are taken */
    TAKEN,
    DEFAULT,
    QUEUED /* written, but not answered yet */
} outcome;

typedef struct attempt {
    HANDLE process; /* borrowed */
    int pid;
    BYTE signal;
    int met_busy; /* a pipe that might have been the target's could not be opened */
    int error;    /* 0, or why that cannot be seen */
    outcome result;
} attempt;

/* Of a call that has just failed: does it say nothing of the target? */
static void note_error(attempt *a)
{
    int error = qp__last_error();

    if (qp__is_exhausted(error)) {
        a->error = error;
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
    BYTE signal = a->signal;

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
        return answer == QP__SIGNAL_TAKEN ? TAKEN : DEFAULT;
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
        a->met_busy = a->met_busy || GetLastError() == ERROR_PIPE_BUSY;
        note_error(a);
        return a->error;
    }
    event = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (event == NULL) {
        note_error(a);
    }
    if (event != NULL && is_served_by_target(a, pipe)) {
        a->result = converse(a, pipe, event);
        if (a->result == DEFAULT || a->result == QUEUED) {
            end_target(a);
        }
    }
    if (event != NULL) {
        CloseHandle(event);
    }
    CloseHandle(pipe);
    return a->result != NOBODY ? 1 : a->error;
}

/*
 * A pipe that stays busy may be the target's or a trap of somebody who wants the signal to get
 * lost. After a while it counts as nobody's.
 */
static void try_pipes(attempt *a, const wchar_t *prefix)
{
    ULONGLONG give_up = GetTickCount64() + BUSY_PATIENCE_MS;
    int again = 1;

    while (again) {
        a->result = NOBODY;
        a->met_busy = 0;
        a->error = qp__signal_pipes_visit(prefix, try_pipe, a);
        again = (a->result == BUSY || (a->result == NOBODY && a->met_busy)) &&
                qp__process_has_ended(a->process) <= 0 && GetTickCount64() < give_up;
        if (again) {
            Sleep(RETRY_MS);
        }
    }
}

static int deliver_to_self(HANDLE process, int signal)
{
    if (qp__signal_raise(signal) == QP_SIGNAL_DEFAULT) {
        int error = qp__process_terminate(process, signal);
        return error < 0 ? error : 1;
    }
    return 1;
}

int qp__deliver(HANDLE process, int pid, int signal)
{
    attempt a = {process, pid, (BYTE)signal, 0, 0, NOBODY};
    wchar_t prefix[QP__SIGNAL_PATH_UNITS];
    int error;

    if ((DWORD)pid == GetCurrentProcessId()) {
        return deliver_to_self(process, signal);
    }
    error = qp__signal_pipe_prefix(process, (DWORD)pid, prefix);
    if (error < 0) {
        return qp__is_exhausted(error) ? error : 0;
    }
    try_pipes(&a, prefix);
    if (a.result == TAKEN || a.result == DEFAULT || a.result == QUEUED) {
        return 1;
    }
    return a.error < 0 ? a.error : qp__process_has_ended(process);
}
