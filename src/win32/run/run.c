/*
 * Running a program to its end: its streams, its time, its end.
 */
#include "quickproc/stop.h"
#include "quickproc/subprocess.h"

#include "core/options.h"
#include "core/text.h"
#include "win32/children/group.h"
#include "win32/children/process_wait.h"
#include "win32/program/options.h"
#include "win32/run/exec.h"
#include "win32/run/spawn.h"
#include "win32/run/stream.h"
#include "win32/system/crt.h"
#include "win32/system/thread.h"
#include "win32/system/usage.h"
#include "win32/watch/around.h"
#include "win32/watch/events.h"

#include <errno.h>

/* A caller's result has at least what the first version of it had. */
#define LEAST_RESULT (offsetof(qp_run_result, outputs) + sizeof(((qp_run_result *)0)->outputs))

enum { STREAM_INPUT, STREAM_OUTPUT, STREAM_ERROR, STREAM_COUNT };

/* What the task is told. */
enum {
    NEWS_START = 1,
    NEWS_ENDED = 2,   /* the process */
    NEWS_KILLED = 4,  /* the process has been ended */
    NEWS_DISCARD = 8, /* the pipes are to be closed, whatever the process does */
    NEWS_SHOWN = 16   /* and twice that for the next stream, and so on */
};

typedef enum run_phase {
    STARTING,
    RUNNING,
    KILLING,
    DRAINING, /* the process has ended; others may hold the outputs */
    STOPPING, /* what is in the pipes is collected */
    TELLING   /* the owner was told */
} run_phase;

struct qp_run {
    qp__task task;          /* first */
    qp_event event;         /* queued at the end, where there is a callback */
    qp_run_callback *ended; /* NULL: none */
    void *opaque;
    qp__child *child;
    qp__process_wait *wait; /* tells of the process's end; NULL: qp_run_finish does */
    int pid;
    qp_stop_options ending;
    uint64_t deadline_ms; /* UINT64_MAX: none */
    uint32_t drain_ms;
    qp__stream streams[STREAM_COUNT];
    qp__watch_loan console; /* without a notice: ours, which is the child's meanwhile */
    int notify_fd;
    /* The task's thread's, until it is over. */
    run_phase phase;
    int process_ended;
    int timed_out;
};

void qp_free(void *block)
{
    qp__free(block);
}

static uint64_t after_ms(uint32_t ms)
{
    return ms == QP_NO_TIMEOUT ? UINT64_MAX : qp__clock_ms() + ms;
}

/* ---- The task ---------------------------------------------------------------------------- */

/* Before the child's handle is closed: who killed it may have seen the end before the thread that
 * waits for that handle. Not where a callback of `wait` may be running. */
static void stop_wait(qp_run *run)
{
    if (run->wait != NULL) {
        qp__process_wait_free(run->wait);
        run->wait = NULL;
    }
}

static void free_run(qp_run *run)
{
    qp__watch_back_to_console(&run->console);
    for (int i = 0; i < STREAM_COUNT; i++) {
        qp__stream_dispose(&run->streams[i]);
    }
    stop_wait(run);
    if (run->child != NULL) {
        qp__child_forget(run->child);
    }
    if (run->notify_fd >= 0) {
        qp_close(run->notify_fd);
    }
    qp__free(run);
}

static void process_ended(void *opaque, uint64_t time)
{
    qp_run *run = opaque;

    (void)time;
    qp__task_tell(&run->task, NEWS_ENDED);
}

/* On a thread of the pool, as it does not return before the end, whatever fails. */
static void CALLBACK kill_child(PTP_CALLBACK_INSTANCE instance, void *opaque)
{
    qp_run *run = opaque;

    (void)instance;
    qp_stop(qp__child_target(run->child), &run->ending, NULL);
    if (qp__child_wait(run->child, 0) <= 0) {
        qp__exec_end_child(run->child, QP_SIGKILL);
    }
    qp__task_tell(&run->task, NEWS_KILLED);
}

/* Were the outputs more than can be held? */
static int outputs_failed(const qp_run *run)
{
    return run->streams[STREAM_OUTPUT].overflowed || run->streams[STREAM_OUTPUT].error < 0 ||
           run->streams[STREAM_ERROR].overflowed || run->streams[STREAM_ERROR].error < 0;
}

static int is_due(uint64_t deadline_ms)
{
    return deadline_ms != UINT64_MAX && deadline_ms <= qp__clock_ms();
}

/* From STREAM_INPUT or STREAM_OUTPUT on. */
static int are_at_end(const qp_run *run, int first)
{
    int at_end = 1;

    for (int i = first; i < STREAM_COUNT; i++) {
        at_end &= run->streams[i].pipe == NULL;
    }
    return at_end;
}

static void stop_streams(qp_run *run)
{
    for (int i = 0; i < STREAM_COUNT; i++) {
        qp__stream_stop(&run->streams[i]);
    }
    run->phase = STOPPING;
}

static void discard(qp_run *run)
{
    for (int i = 0; i < STREAM_COUNT; i++) {
        qp__stream_discard(&run->streams[i]);
    }
    run->phase = STOPPING;
}

static void drain(qp_run *run)
{
    uint64_t deadline_ms = after_ms(run->drain_ms);

    qp__stream_stop(&run->streams[STREAM_INPUT]);
    run->phase = DRAINING;
    run->deadline_ms = deadline_ms < run->deadline_ms ? deadline_ms : run->deadline_ms;
}

static void run_or_end(qp_run *run)
{
    int is_over_time = is_due(run->deadline_ms);

    if (run->process_ended || (is_over_time && qp__child_wait(run->child, 0) > 0)) {
        drain(run);
    } else if (is_over_time || outputs_failed(run)) {
        run->timed_out = is_over_time;
        run->deadline_ms = UINT64_MAX;
        run->phase = KILLING;
        qp__pool_run(kill_child, run);
    }
}

static void drain_or_stop(qp_run *run)
{
    if (are_at_end(run, STREAM_OUTPUT) || outputs_failed(run) || is_due(run->deadline_ms)) {
        run->deadline_ms = UINT64_MAX;
        stop_streams(run);
    }
}

static void tell_owner(qp_run *run)
{
    run->phase = TELLING;
    if (run->notify_fd >= 0) {
        qp_close(run->notify_fd);
        run->notify_fd = -1;
    }
    qp__events_lock();
    qp__event_queue(&run->event);
    qp__events_unlock();
}

static void take_news(qp_run *run)
{
    unsigned news = qp__task_news(&run->task);

    if (news & NEWS_START) {
        run->phase = RUNNING;
    }
    run->process_ended |= (news & (NEWS_ENDED | NEWS_KILLED)) != 0;
    for (unsigned i = 0; i < STREAM_COUNT; i++) {
        if (news & (unsigned)NEWS_SHOWN << i) {
            qp__stream_was_shown(&run->streams[i]);
        }
    }
    if (news & NEWS_DISCARD && run->phase != KILLING) {
        discard(run);
    }
    if (news & NEWS_KILLED) {
        stop_streams(run);
    }
}

static void go_on(qp_run *run)
{
    for (int i = 0; i < STREAM_COUNT; i++) {
        qp__stream_go_on(&run->streams[i]);
    }
}

static void advance(qp__task *task)
{
    qp_run *run = (qp_run *)task;

    take_news(run);
    go_on(run);
    if (run->phase == RUNNING) {
        run_or_end(run);
    }
    if (run->phase == DRAINING) {
        drain_or_stop(run);
    }
    go_on(run); /* those that were stopped */
    if (run->phase == STOPPING && are_at_end(run, STREAM_INPUT)) {
        tell_owner(run);
    }
    qp__task_set_deadline(task, run->deadline_ms);
    if (run->phase == TELLING && qp__task_end(task) == QP__TASK_ABANDONED) {
        free_run(run);
    }
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

static int start_child(qp_run *run, const qp_spawn_options *spawn, const qp_run_options *options)
{
    qp_spawn_options actual = *spawn;
    int error = make_streams(run, options, actual.fds);

    if (error < 0) {
        goto finish;
    }
    share_output(actual.fds);
    if (run->wait == NULL) {
        qp__watch_leave_console(&run->console, actual.fds);
    }
    error = qp__spawn(&actual, QP__OWNER_PRIVATE, 0, &run->child, &run->pid);
finish:
    close_made(spawn->fds, actual.fds);
    return error;
}

/* The queue goes; the run stays its owner's. */
static void cancel_event(qp_event *event)
{
    qp__events_lock();
    qp__event_detach(event);
    qp__events_unlock();
}

static int run_event(qp_event *event)
{
    qp_run *run = (qp_run *)((uint8_t *)event - offsetof(qp_run, event));

    cancel_event(event);
    run->ended(run->opaque);
    return 1;
}

/* A run that belongs to nobody yet. */
static qp_run *new_run(const qp_run_options *options)
{
    qp_run *run = qp__alloc(sizeof(*run));

    if (run == NULL) {
        return NULL;
    }
    ZeroMemory(run, sizeof(*run));
    qp__event_init(&run->event, run_event, cancel_event);
    run->ended = options->ended;
    run->opaque = options->opaque;
    qp_stop_options_init(&run->ending, sizeof(run->ending));
    run->ending.ask = options->ask;
    run->ending.kill_signal = options->kill_signal;
    run->ending.force_kill_after_ms = options->force_kill_after_ms;
    run->deadline_ms = after_ms(options->timeout_ms);
    run->drain_ms = options->drain_ms;
    run->notify_fd = options->notify_fd;
    for (unsigned i = 0; i < STREAM_COUNT; i++) {
        qp__stream_init(&run->streams[i], &run->task, (unsigned)NEWS_SHOWN << i);
    }
    return run;
}

/* Everything after the start: it cannot fail. */
static void begin(qp_run *run, qp_events *events)
{
    if (events != NULL) {
        qp__events_lock();
        qp__event_attach(&run->event, events, 1);
        qp__events_unlock();
    }
    qp__task_tell(&run->task, NEWS_START);
    if (run->wait != NULL) {
        qp__process_wait_start(run->wait, qp__child_process(run->child), 0);
    }
}

/* With everything that the run needs in place before its child. */
static int start_run(qp_run *run, const qp_spawn_options *spawn, const qp_run_options *options)
{
    int error = qp__task_begin(&run->task, advance);

    if (error < 0) {
        return error;
    }
    if (options->events != NULL || run->notify_fd >= 0) {
        run->wait = qp__process_wait_new(process_ended, run);
        if (run->wait == NULL) {
            error = -ENOMEM;
            goto finish;
        }
    }
    error = start_child(run, spawn, options);
    if (error < 0) {
        goto finish;
    }
    begin(run, options->events);
finish:
    if (error < 0) {
        qp__task_cancel(&run->task);
    }
    return error;
}

static int refuse(const qp_run_options *options, int error)
{
    if (options->notify_fd >= 0) {
        qp_close(options->notify_fd);
    }
    return error;
}

int qp_run_start(const qp_spawn_options *spawn, const qp_run_options *options, qp_run **result)
{
    qp_spawn_options start;
    qp_run_options taken;
    qp_run *run;
    int error = qp__run_options_take(&taken, options);

    if (error < 0) {
        return refuse(&taken, error);
    }
    error = qp__spawn_options_take(&start, spawn);
    if (error < 0) {
        return refuse(&taken, error);
    }
    run = new_run(&taken);
    if (run == NULL) {
        return refuse(&taken, -ENOMEM);
    }
    error = start_run(run, &start, &taken);
    if (error < 0) {
        free_run(run);
        return error;
    }
    *result = run;
    return 0;
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

/* Before the child is reaped, which closes its handle. */
static void take_usage(const qp_run *run, qp_run_result *result)
{
    HANDLE process = qp__child_process(run->child);
    HANDLE job = NULL;

    result->has_usage = qp__usage_of(process, &result->usage) == 0;
    if (!result->has_usage || qp__group_open(run->pid, &job) < 0) {
        return;
    }
    result->has_tree_usage =
        qp__usage_of_tree(process, job, &result->usage, &result->tree_usage) == 0;
    CloseHandle(job);
}

/* Everything but the run itself goes into *result. */
static int take_result(qp_run *run, qp_run_result *result)
{
    const qp__stream *output = &run->streams[STREAM_OUTPUT];
    const qp__stream *error_output = &run->streams[STREAM_ERROR];
    int error = output->error < 0 ? output->error : error_output->error;
    int waited_here = run->wait == NULL && !run->timed_out;
    int reaped;

    take_usage(run, result);
    stop_wait(run);
    reaped = qp__child_reap(run->child, waited_here, &result->status);
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

/* Without a notice the caller waits for the process itself: that is one switch of threads less. */
static void await(qp_run *run)
{
    if (run->wait == NULL) {
        while (qp__child_wait(run->child, INFINITE) <= 0) {
            Sleep(1); /* no memory to wait */
        }
        qp__task_tell(&run->task, NEWS_ENDED);
    }
    qp__task_await(&run->task);
}

int qp_run_finish(qp_run *run, qp_run_result *result, size_t size)
{
    qp_run_result today = {0};
    int error;

    if (result == NULL || size < LEAST_RESULT) {
        return -EINVAL;
    }
    await(run);
    cancel_event(&run->event);
    error = take_result(run, &today);
    free_run(run);
    qp__results_copy(result, size, &today, sizeof(today));
    return error;
}

void qp_run_abandon(qp_run *run)
{
    if (run == NULL) {
        return;
    }
    cancel_event(&run->event);
    if (run->wait == NULL) {
        qp__task_tell(&run->task, NEWS_DISCARD);
        qp__task_await(&run->task);
    }
    if (qp__task_abandon(&run->task)) {
        free_run(run);
    }
}
