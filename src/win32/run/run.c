/*
 * Running a program to its end: its streams, its time, its end.
 */
#include "quickproc/stop.h"
#include "quickproc/subprocess.h"

#include "core/options.h"
#include "core/text.h"
#include "win32/program/options.h"
#include "win32/run/exec.h"
#include "win32/system/crt.h"
#include "win32/run/spawn.h"
#include "win32/run/stream.h"
#include "win32/system/thread.h"
#include "win32/watch/around.h"

#include <errno.h>

/* A caller's result has at least what the first version of it had. */
#define LEAST_RESULT (offsetof(qp_run_result, outputs) + sizeof(((qp_run_result *)0)->outputs))

enum { STREAM_INPUT, STREAM_OUTPUT, STREAM_ERROR, STREAM_COUNT };

struct qp_run {
    qp__child *child;
    HANDLE process; /* the child's, borrowed */
    int pid;
    qp_stop_options ending;
    uint64_t deadline_ms; /* on our clock; UINT64_MAX: none */
    uint32_t drain_ms;
    qp__stream streams[STREAM_COUNT];
    int timed_out;
    qp__watch_loan console; /* without a notify_fd: ours, which is the child's meanwhile */
    int notify_fd;
    HANDLE thread; /* with a notify_fd: who waits for the child; else NULL */
    HANDLE ready;  /* set once the child is there, or is not to come */
    int cancelled; /* it is not to come; read after `ready` only */
    LONG users;    /* the script's side and the thread: the last one out frees */
};

void qp_free(void *block)
{
    qp__free(block);
}

/* ---- Time -------------------------------------------------------------------------------- */

/* GetTickCount64 is up to 16 ms late: a timeout would come early. */
static uint64_t now_ms(void)
{
    LARGE_INTEGER frequency;
    LARGE_INTEGER ticks;

    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&ticks);
    return (uint64_t)ticks.QuadPart / (uint64_t)frequency.QuadPart * 1000 +
           (uint64_t)ticks.QuadPart % (uint64_t)frequency.QuadPart * 1000 /
               (uint64_t)frequency.QuadPart;
}

static uint64_t after_ms(uint32_t ms)
{
    return ms == QP_NO_TIMEOUT ? UINT64_MAX : now_ms() + ms;
}

/* For the wait functions: rounded up. */
static DWORD until_ms(uint64_t deadline_ms)
{
    uint64_t now = now_ms();

    if (deadline_ms == UINT64_MAX) {
        return INFINITE;
    }
    if (deadline_ms <= now) {
        return 0;
    }
    return deadline_ms - now < INFINITE - 1 ? (DWORD)(deadline_ms - now) + 1 : INFINITE - 1;
}

/* ---- Waiting ----------------------------------------------------------------------------- */

static int has_failed(const qp__stream *stream)
{
    return stream->thread == NULL && (stream->overflowed || stream->error < 0);
}

/* Were the outputs more than can be held? */
static int outputs_failed(const qp_run *run)
{
    return has_failed(&run->streams[STREAM_OUTPUT]) || has_failed(&run->streams[STREAM_ERROR]);
}

/*
 * Waits until the process (if asked for) or one of the streams from `first` on has come to its end,
 * and puts that stream away. WAIT_OBJECT_0: the process; WAIT_TIMEOUT; else there is more.
 */
static DWORD wait_for_something(qp_run *run, int process, int first, uint64_t deadline_ms)
{
    HANDLE handles[1 + STREAM_COUNT];
    int streams[1 + STREAM_COUNT];
    DWORD count = 0;
    DWORD which;

    if (process) {
        handles[count++] = run->process;
    }
    for (int i = first; i < STREAM_COUNT; i++) {
        if (run->streams[i].thread != NULL) {
            streams[count] = i;
            handles[count++] = run->streams[i].thread;
        }
    }
    if (count == 0) {
        return WAIT_OBJECT_0;
    }
    which = WaitForMultipleObjects(count, handles, FALSE, until_ms(deadline_ms));
    if (which == WAIT_FAILED) {
        /* No memory to wait: that is no reason to end the child before its time. */
        Sleep(1);
        return until_ms(deadline_ms) == 0 ? WAIT_TIMEOUT : WAIT_OBJECT_0 + 1;
    }
    if (which >= WAIT_OBJECT_0 + count) {
        return WAIT_TIMEOUT;
    }
    if (process && which == WAIT_OBJECT_0) {
        return WAIT_OBJECT_0;
    }
    qp__stream_stop(&run->streams[streams[which - WAIT_OBJECT_0]]);
    return WAIT_OBJECT_0 + 1;
}

/* It does not return before, whatever fails. */
static void end_child(qp_run *run)
{
    qp_stop(qp__child_target(run->child), &run->ending, NULL);
    if (qp__child_wait(run->child, 0) <= 0) {
        qp__exec_end_child(run->child, QP_SIGKILL);
    }
}

static void wait_for_child(qp_run *run)
{
    DWORD event;

    do {
        event = wait_for_something(run, 1, STREAM_INPUT, run->deadline_ms);
    } while (event != WAIT_OBJECT_0 && event != WAIT_TIMEOUT && !outputs_failed(run));
    if (event == WAIT_OBJECT_0) {
        return;
    }
    run->timed_out = event == WAIT_TIMEOUT;
    end_child(run);
}

/* Until nobody holds the outputs any more, or as long as was allowed. */
static void drain_outputs(qp_run *run)
{
    uint64_t deadline_ms = after_ms(run->drain_ms);
    DWORD event;

    if (run->deadline_ms < deadline_ms) {
        deadline_ms = run->deadline_ms;
    }
    do {
        event = wait_for_something(run, 0, STREAM_OUTPUT, deadline_ms);
    } while (event != WAIT_OBJECT_0 && event != WAIT_TIMEOUT);
}

/* Afterwards the child has ended and no thread of the streams is left. */
static void supervise(qp_run *run)
{
    wait_for_child(run);
    qp__stream_stop(&run->streams[STREAM_INPUT]);
    if (!run->timed_out && !outputs_failed(run)) {
        drain_outputs(run);
    }
    qp__stream_stop(&run->streams[STREAM_OUTPUT]);
    qp__stream_stop(&run->streams[STREAM_ERROR]);
}

/* ---- A run that goes on by itself -------------------------------------------------------- */

static void free_run(qp_run *run)
{
    qp__watch_back_to_console(&run->console);
    for (int i = 0; i < STREAM_COUNT; i++) {
        qp__stream_dispose(&run->streams[i]);
    }
    if (run->child != NULL) {
        qp__child_forget(run->child);
    }
    if (run->notify_fd >= 0) {
        qp_close(run->notify_fd);
    }
    if (run->ready != NULL) {
        CloseHandle(run->ready);
    }
    if (run->thread != NULL) {
        CloseHandle(run->thread);
    }
    qp__free(run);
}

static void leave(qp_run *run)
{
    if (InterlockedDecrement(&run->users) == 0) {
        free_run(run);
    }
}

static DWORD WINAPI accompany(void *opaque)
{
    qp_run *run = opaque;

    qp__thread_await(run->ready);
    if (!run->cancelled) {
        supervise(run);
        qp_close(run->notify_fd);
        run->notify_fd = -1;
    }
    leave(run);
    return 0;
}

/* Made before the child: afterwards nothing may fail. */
static int make_thread(qp_run *run)
{
    run->ready = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (run->ready == NULL) {
        return qp__last_error();
    }
    run->users++;
    run->thread = qp__thread_new(QP__SMALL_STACK_BYTES, accompany, run);
    if (run->thread == NULL) {
        run->users--;
        return qp__last_error();
    }
    return 0;
}

/* ---- Starting ---------------------------------------------------------------------------- */

static int make_streams(qp_run *run, const qp_run_options *options, int fds[3])
{
    int error;

    if (fds[0] == QP_FD_PIPE) {
        error = qp__stream_feed(&run->streams[STREAM_INPUT], options->input, options->input_bytes,
                                &fds[0]);
        if (error < 0) {
            return error;
        }
    }
    for (int i = STREAM_OUTPUT; i < STREAM_COUNT; i++) {
        if (fds[i] != QP_FD_PIPE) {
            continue;
        }
        error = qp__stream_collect(&run->streams[i], options->max_bytes,
                                   options->shown_fds[i - STREAM_OUTPUT], &fds[i]);
        if (error < 0) {
            return error;
        }
    }
    return 0;
}

/* The child's ends of the pipes. */
static void close_made(const int asked[3], const int fds[3])
{
    for (int i = 0; i < 3; i++) {
        if (asked[i] == QP_FD_PIPE && fds[i] != QP_FD_PIPE) {
            qp_close(fds[i]);
        }
    }
}

static void share_output(int fds[3])
{
    HANDLE handle;

    if (fds[2] == QP_FD_AS_OUTPUT) {
        fds[2] = fds[1] == QP_FD_INHERIT && qp__fd_handle(1, &handle) == 0 ? 1 : fds[1];
    }
}

/* With everything that the run itself needs in place. */
static int start_child(qp_run *run, const qp_spawn_options *spawn, const qp_run_options *options)
{
    qp_spawn_options actual = *spawn;
    int error = make_streams(run, options, actual.fds);

    if (error < 0) {
        goto finish;
    }
    share_output(actual.fds);
    if (run->notify_fd < 0) {
        qp__watch_leave_console(&run->console, actual.fds);
    }
    error = qp__spawn(&actual, QP__OWNER_PRIVATE, 0, &run->child, &run->pid);
finish:
    close_made(spawn->fds, actual.fds);
    return error;
}

static qp_run *new_run(const qp_run_options *options)
{
    qp_run *run = qp__alloc(sizeof(*run));

    if (run == NULL) {
        return NULL;
    }
    ZeroMemory(run, sizeof(*run));
    qp_stop_options_init(&run->ending, sizeof(run->ending));
    run->ending.ask = options->ask;
    run->ending.kill_signal = options->kill_signal;
    run->ending.force_kill_after_ms = options->force_kill_after_ms;
    run->deadline_ms = after_ms(options->timeout_ms);
    run->drain_ms = options->drain_ms;
    run->notify_fd = options->notify_fd;
    run->users = 1;
    for (int i = 0; i < STREAM_COUNT; i++) {
        qp__stream_init(&run->streams[i]);
    }
    return run;
}

/* There is no child: back to nothing. */
static void cancel(qp_run *run)
{
    if (run->thread != NULL) {
        run->cancelled = 1;
        SetEvent(run->ready);
        qp__thread_await(run->thread);
    }
    leave(run);
}

static int refuse(const qp_run_options *options, int error)
{
    if (options->notify_fd >= 0) {
        qp_close(options->notify_fd);
    }
    return error;
}

/* With options that were taken. */
static int start_run(const qp_spawn_options *spawn, const qp_run_options *options, qp_run **result)
{
    qp_run *run = new_run(options);
    int error;

    if (run == NULL) {
        return refuse(options, -ENOMEM);
    }
    if (run->notify_fd >= 0) {
        error = make_thread(run);
        if (error < 0) {
            goto finish;
        }
    }
    error = start_child(run, spawn, options);
    if (error < 0) {
        goto finish;
    }
    run->process = qp__child_process(run->child);
    if (run->ready != NULL) {
        SetEvent(run->ready);
    }
    *result = run;
finish:
    if (error < 0) {
        cancel(run);
    }
    return error;
}

int qp_run_start(const qp_spawn_options *spawn, const qp_run_options *options, qp_run **result)
{
    qp_spawn_options start;
    qp_run_options taken;
    int error = qp__run_options_take(&taken, options);

    if (error < 0) {
        return refuse(&taken, error);
    }
    error = qp__spawn_options_take(&start, spawn);
    if (error < 0) {
        return refuse(&taken, error);
    }
    return start_run(&start, &taken, result);
}

/* ---- Finishing --------------------------------------------------------------------------- */

int qp_run_pid(const qp_run *run)
{
    return run->pid;
}

static qp_run_output take_output(qp__stream *stream)
{
    qp_run_output output = {stream->bytes, stream->length};

    stream->bytes = NULL;
    return output;
}

/* Everything but the run itself goes into *result. */
static int take_result(qp_run *run, qp_run_result *result)
{
    const qp__stream *output = &run->streams[STREAM_OUTPUT];
    const qp__stream *error_output = &run->streams[STREAM_ERROR];
    int error = output->error < 0 ? output->error : error_output->error;
    int reaped =
        qp__child_reap(run->child, run->thread == NULL && !run->timed_out, &result->status);

    if (reaped == 0) {
        run->child = NULL;
    } else {
        result->status = QP_STATUS_NO_CHILD;
    }
    if (run->timed_out) {
        result->status = run->ending.kill_signal;
    }
    result->timed_out = run->timed_out;
    result->overflowed = output->overflowed || error_output->overflowed;
    result->outputs[0] = take_output(&run->streams[STREAM_OUTPUT]);
    result->outputs[1] = take_output(&run->streams[STREAM_ERROR]);
    return reaped < 0 ? reaped : error;
}

int qp_run_finish(qp_run *run, qp_run_result *result, size_t size)
{
    qp_run_result today = {0};
    int error;

    if (result == NULL || size < LEAST_RESULT) {
        return -EINVAL;
    }
    if (run->thread != NULL) {
        qp__thread_await(run->thread);
    } else {
        supervise(run);
    }
    error = take_result(run, &today);
    leave(run);
    qp__results_copy(result, size, &today, sizeof(today));
    return error;
}

void qp_run_abandon(qp_run *run)
{
    if (run != NULL) {
        leave(run);
    }
}
