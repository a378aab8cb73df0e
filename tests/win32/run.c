/*
 * qp_run: what the module `subprocess` does not show: a run that is waited for through a
 * descriptor, one that nobody waits for, and what they leave behind.
 */
#include "../core/test.h"

#include "support/loop.h"
#include "win32/program/code_page.h"

#include <quickproc/subprocess.h>

#include <stdlib.h>
#include <windows.h>

static qp_char program[MAX_PATH];

static const qp_char *child(const wchar_t *name)
{
    swprintf(program, MAX_PATH, L"%ls\\%ls.exe", _wgetenv(L"QP_TEST_CHILDREN"), name);
    return program;
}

/* Starts `name argument` with all three streams as pipes. */
static qp_run *start(const wchar_t *name, const wchar_t *argument, qp_run_options *options)
{
    const qp_char *args[2] = {child(name), argument};
    qp_spawn_options spawn;
    qp_run *run = NULL;

    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.args = args;
    spawn.arg_count = argument == NULL ? 1 : 2;
    spawn.fds[0] = spawn.fds[1] = spawn.fds[2] = QP_FD_PIPE;
    CHECK_INT(qp_run_start(&spawn, options, &run), 0);
    return run;
}

/* Waits until the other end of the pipe is closed. */
static void wait_for_notice(int fd)
{
    char byte;

    CHECK_INT(qp_read(fd, &byte, 1), 0);
    CHECK_INT(qp_close(fd), 0);
}

/* What a child used is taken before its handle is closed; of a tree, where there is a job. */
static void usage_comes_with_the_result(void)
{
    const qp_char *args[] = {child(L"exit"), L"0", L"50"};
    qp_spawn_options spawn;
    qp_run_options options;
    qp_run_result result;
    qp_run *run = NULL;

    qp_run_options_init(&options, sizeof(options));
    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.args = args;
    spawn.arg_count = 3;
    CHECK_INT(qp_run_start(&spawn, &options, &run), 0);
    CHECK_INT(qp_run_finish(run, &result, sizeof(result)), 0);
    CHECK(result.has_usage && !result.has_tree_usage);
    /* It slept for 50 ms; a tick of the clock may be missing. */
    CHECK(result.usage.elapsed_ms >= 30 && result.usage.elapsed_ms < 3600000);
    CHECK(result.tree_usage.elapsed_ms == 0);
    spawn.flags = QP_KILL_TREE;
    CHECK_INT(qp_run_start(&spawn, &options, &run), 0);
    CHECK_INT(qp_run_finish(run, &result, sizeof(result)), 0);
    CHECK(result.has_usage && result.has_tree_usage);
    CHECK(result.tree_usage.elapsed_ms >= result.usage.elapsed_ms);
    CHECK(result.tree_usage.user_ms >= result.usage.user_ms);
}

static void notice_comes_with_the_end(void)
{
    qp_run_options options;
    qp_run_result result;
    qp_run *run;
    int fds[2];

    CHECK_INT(qp_pipe(fds), 0);
    qp_run_options_init(&options, sizeof(options));
    options.input = "text";
    options.input_bytes = 4;
    options.notify_fd = fds[1];
    run = start(L"both", NULL, &options);
    CHECK(qp_run_pid(run) > 0);
    CHECK_INT(qp_kill(qp_run_pid(run), 0), 0);
    wait_for_notice(fds[0]);
    CHECK_INT(qp_kill(qp_run_pid(run), 0), 0); /* its pid is kept until it is finished */
    CHECK_INT(qp_run_finish(run, &result, sizeof(result)), 0);
    CHECK_INT(result.status, 0);
    CHECK_INT(result.outputs[0].length, 4);
    CHECK(memcmp(result.outputs[0].bytes, "text", 4) == 0);
    CHECK(memcmp(result.outputs[1].bytes, "text", 4) == 0);
    qp_free(result.outputs[0].bytes);
    qp_free(result.outputs[1].bytes);
}

static void count_end(void *opaque)
{
    *(int *)opaque += 1;
}

/* Two runs; one of them is finished before its end is told. */
static void events_tell_of_the_end(void)
{
    qp_run_options options;
    qp_run_result result;
    qp_events *events;
    qp_run *runs[2];
    int ends[2] = {0, 0};

    CHECK_INT(qp_events_new(&events), 0);
    qp_run_options_init(&options, sizeof(options));
    options.input = "text";
    options.input_bytes = 4;
    options.events = events;
    options.ended = count_end;
    for (int i = 0; i < 2; i++) {
        options.opaque = &ends[i];
        runs[i] = start(L"both", NULL, &options);
    }
    CHECK(qp_events_is_active(events));
    CHECK_INT(qp_run_finish(runs[1], &result, sizeof(result)), 0);
    CHECK_INT(result.outputs[1].length, 4);
    qp_free(result.outputs[0].bytes);
    qp_free(result.outputs[1].bytes);
    while (qp_events_is_active(events)) {
        CHECK(qp_events_wait(events, QP_NO_TIMEOUT) >= 0);
        qp_events_dispatch(events);
    }
    CHECK_INT(ends[0], 1);
    CHECK_INT(ends[1], 0);
    CHECK_INT(qp_run_finish(runs[0], &result, sizeof(result)), 0);
    CHECK_INT(result.outputs[0].length, 4);
    qp_free(result.outputs[0].bytes);
    qp_free(result.outputs[1].bytes);
    events = qp_events_free(events);
}

/* The queue goes first; the child goes on. */
static void queue_may_go_first(void)
{
    qp_run_options options;
    qp_run_result result;
    qp_events *events;
    qp_run *run;
    int ends = 0;

    CHECK_INT(qp_events_new(&events), 0);
    qp_run_options_init(&options, sizeof(options));
    options.events = events;
    options.ended = count_end;
    options.opaque = &ends;
    run = start(L"both", NULL, &options);
    events = qp_events_free(events);
    CHECK_INT(qp_run_finish(run, &result, sizeof(result)), 0);
    CHECK_INT(result.status, 0);
    CHECK_INT(ends, 0);
    qp_free(result.outputs[0].bytes);
    qp_free(result.outputs[1].bytes);
}

/* Each took four. */
static void runs_take_no_threads(void)
{
    enum { COUNT = 20 };
    qp_run *runs[COUNT];
    int readers[COUNT];
    qp_run_options options;
    unsigned threads = count_threads();

    for (int i = 0; i < COUNT; i++) {
        int fds[2];

        CHECK_INT(qp_pipe(fds), 0);
        qp_run_options_init(&options, sizeof(options));
        readers[i] = fds[0];
        options.notify_fd = fds[1];
        runs[i] = start(L"sleep", L"60000", &options);
    }
    /* That of the runs, that of the ends of processes, and some of the system's for a while. */
    CHECK(settle_threads(threads + 4) <= threads + 4);
    for (int i = 0; i < COUNT; i++) {
        CHECK_INT(qp_kill(qp_run_pid(runs[i]), QP_SIGKILL), 0);
        qp_run_abandon(runs[i]);
        wait_for_notice(readers[i]);
    }
}

/* The child would wait for ever if nobody read its output any more. */
static void abandoned_child_ends(void)
{
    qp_run_options options;
    qp_run *run;
    int fds[2];

    CHECK_INT(qp_pipe(fds), 0);
    qp_run_options_init(&options, sizeof(options));
    options.notify_fd = fds[1];
    run = start(L"spew", L"3000000", &options);
    qp_run_abandon(run);
    wait_for_notice(fds[0]);
    qp_run_abandon(NULL);
}

static void abandoned_without_notice_loses_its_pipes(void)
{
    qp_run_options options;
    qp_run *run;
    int pid;

    qp_run_options_init(&options, sizeof(options));
    run = start(L"spew", L"400000000", &options);
    pid = qp_run_pid(run);
    qp_run_abandon(run);
    while (qp_kill(pid, 0) == 0) {
        Sleep(10);
    }
}

static void refused_start_closes_the_notice(void)
{
    const qp_char *args[1] = {L"no-such-program"};
    qp_spawn_options spawn;
    qp_run_options options;
    qp_run *run = NULL;
    int fds[2];

    CHECK_INT(qp_pipe(fds), 0);
    qp_spawn_options_init(&spawn, sizeof(spawn));
    qp_run_options_init(&options, sizeof(options));
    spawn.args = args;
    spawn.arg_count = 1;
    spawn.fds[1] = QP_FD_PIPE;
    options.notify_fd = fds[1];
    CHECK_INT(qp_run_start(&spawn, &options, &run), -ENOENT);
    CHECK(run == NULL);
    wait_for_notice(fds[0]);
    options.notify_fd = -1;
    options.timeout_ms = 1000;
    options.kill_signal = QP_SIGSTOP;
    CHECK_INT(qp_run_start(&spawn, &options, &run), -EINVAL);
}

static void code_pages_convert(void)
{
    qp_char *units;
    char *bytes;
    size_t length;

    CHECK_INT(qp__decode(850, "\x84", 1, &units, &length), 0);
    CHECK_INT(length, 1);
    CHECK_INT(units[0], 0xE4);
    CHECK_INT(units[1], 0);
    CHECK_INT(qp__encode(850, units, 1, &bytes, &length), 0);
    CHECK(length == 1 && bytes[0] == '\x84');
    qp_free(units);
    qp_free(bytes);
    CHECK_INT(qp__decode(QP__UTF8, "", 0, &units, &length), 0);
    CHECK(length == 0 && units[0] == 0);
    qp_free(units);
    CHECK(qp__decode(99999, "a", 1, &units, &length) < 0);
    CHECK(qp__encode(99999, L"a", 1, &bytes, &length) < 0);
    CHECK(qp__oem_code_page(1) != 0 && qp__ansi_code_page() != 0);
}

static void errors_have_words(void)
{
    qp_char text[256];
    size_t length = qp_error_text(-ENOENT, 0, NULL, text, 256);

    CHECK(length > 5 && text[length] == 0 && text[length - 1] != L'.' && text[length - 1] >= L' ');
    CHECK_INT(qp_error_text(ENOENT, 0, NULL, text, 256), length);
    CHECK_INT(qp_error_text(-ENOENT, 2, L"x", text, 256), length);
    CHECK(wcschr(text, L'\n') == NULL);
    CHECK_INT(qp_error_text(-ENOENT, 0, NULL, text, 3), 0);
    text[0] = L'x';
    CHECK_INT(qp_error_text(-ENOENT, 0, NULL, text, 0), 0);
    CHECK_INT(text[0], L'x');
    CHECK_INT(qp_error_text(-ENOENT, 0, NULL, NULL, 0), 0);
    CHECK(qp_error_text(-12345, 0, NULL, text, 256) > 0);
}

static void run_once(void)
{
    qp_run_options options;
    qp_run_result result;

    qp_run_options_init(&options, sizeof(options));
    CHECK_INT(qp_run_finish(start(L"both", NULL, &options), &result, sizeof(result)), 0);
    qp_free(result.outputs[0].bytes);
    qp_free(result.outputs[1].bytes);
}

static void many_runs_leave_nothing(void)
{
    unsigned threads;
    unsigned handles;

    run_once();
    threads = count_threads();
    handles = count_handles();
    for (int i = 0; i < 10; i++) {
        run_once();
    }
    CHECK(settle_threads(threads) <= threads);
    CHECK(count_handles() <= handles);
}

int main(void)
{
    usage_comes_with_the_result();
    notice_comes_with_the_end();
    events_tell_of_the_end();
    queue_may_go_first();
    runs_take_no_threads();
    abandoned_child_ends();
    abandoned_without_notice_loses_its_pipes();
    refused_start_closes_the_notice();
    code_pages_convert();
    errors_have_words();
    many_runs_leave_nothing();
    return test_end("run");
}
