/* qp_run: programs that are fed and read from until they end, each way. */
#include "support/programs.h"
#include "support/promises.h"
#include "support/walk.h"

#include <quickproc/subprocess.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define STREAMS 3

/* More than a pipe holds, so that it is moved in several pieces. */
#define MUCH_BYTES 200000

/* A child over its limit may see that nobody reads any more before it is ended. */
#define ANY_STATUS (-1)

/* What a run is to come to. */
typedef struct ending {
    qp_status status;
    size_t lengths[2];
    int timed_out;
    int overflowed;
} ending;

static char *much;

static void prepare(void)
{
    size_t i;

    much = malloc(MUCH_BYTES);
    for (i = 0; i < MUCH_BYTES; i++) {
        much[i] = (char)('a' + i % 23);
    }
}

static void end(void)
{
    free(much);
}

/* ---- One run ----------------------------------------------------------------------------- */

static qp_spawn_options with_pipes(const wchar_t *const *args, size_t count)
{
    qp_spawn_options spawn = program_options(args, count);
    int i;

    for (i = 0; i < STREAMS; i++) {
        spawn.fds[i] = QP_FD_PIPE;
    }
    return spawn;
}

static qp_run_options feeding(size_t bytes)
{
    qp_run_options options;

    qp_run_options_init(&options, sizeof(options));
    options.input = much;
    options.input_bytes = bytes;
    return options;
}

/* After a start that failed: the error of Windows if it was Windows that refused. */
static void expect_reason(uint32_t reason)
{
    uint32_t failed_with = walk_win_error();

    if (reason != failed_with && (reason != 0 || walk_is_about("CreateProcessW"))) {
        walk_wrong("the reason is %lu", (unsigned long)reason);
    }
}

static qp_run *start(const qp_spawn_options *spawn, const qp_run_options *options)
{
    qp_spawn_options explained = *spawn;
    uint32_t win_error = 0;
    qp_run *run = NULL;
    int result;

    explained.win_error = &win_error;
    result = qp_run_start(&explained, options, &run);
    if (result < 0) {
        expect_reason(win_error);
        walk_told(result);
        result = walk_again(qp_run_start(spawn, options, &run), "qp_run_start");
    }
    return result < 0 ? NULL : run;
}

static void expect_text(const qp_run_output *output, size_t length)
{
    if (output->length != length || (length > 0 && memcmp(output->bytes, much, length) != 0)) {
        walk_wrong("%lu bytes of output, not %lu", (unsigned long)output->length,
                   (unsigned long)length);
    }
}

static void expect_ending(const qp_run_result *result, const ending *expected)
{
    int is_status = expected->status == ANY_STATUS || result->status == expected->status;

    /* A pipe that is said to be broken has come to its end, whatever else was to come. */
    if (walk_is_about("GetOverlappedResult")) {
        return;
    }
    if (!is_status || result->timed_out != expected->timed_out ||
        result->overflowed != expected->overflowed) {
        walk_wrong("status %lld, timed out %d, overflowed %d", (long long)result->status,
                   result->timed_out, result->overflowed);
    }
    expect_text(&result->outputs[0], expected->lengths[0]);
    expect_text(&result->outputs[1], expected->lengths[1]);
    if (!result->has_usage && walk_win_error() == 0) {
        walk_wrong("no usage");
    }
}

/* With an error the run is gone all the same. */
static int finish(qp_run *run, const ending *expected)
{
    qp_run_result result;
    int error = walk_told(qp_run_finish(run, &result, sizeof(result)));

    if (error == 0) {
        expect_ending(&result, expected);
    } else if (result.timed_out && !expected->timed_out) {
        walk_wrong("a run without a timeout has timed out");
    }
    qp_free(result.outputs[0].bytes);
    qp_free(result.outputs[1].bytes);
    return error;
}

static int start_and_finish(const qp_spawn_options *spawn, const qp_run_options *options,
                            const ending *expected)
{
    qp_run *run = start(spawn, options);

    return run == NULL ? 0 : finish(run, expected);
}

static void run_to(const qp_spawn_options *spawn, const qp_run_options *options,
                   const ending *expected)
{
    if (start_and_finish(spawn, options, expected) < 0) {
        walk_again(start_and_finish(spawn, options, expected), "qp_run_finish");
    }
}

/* ---- To the end -------------------------------------------------------------------------- */

static void pass_through(size_t bytes)
{
    const wchar_t *args[] = {program_path(L"both")};
    const ending expected = {0, {bytes, bytes}, 0, 0};
    qp_spawn_options spawn = with_pipes(args, 1);
    qp_run_options options = feeding(bytes);

    run_to(&spawn, &options, &expected);
}

static void captured(void)
{
    pass_through(4);
}

static void without_input(void)
{
    pass_through(0);
}

static void captured_much(void)
{
    pass_through(MUCH_BYTES);
}

/* Both into the same pipe. */
static void merged(void)
{
    const wchar_t *args[] = {program_path(L"copy")};
    const ending expected = {0, {4, 0}, 0, 0};
    qp_spawn_options spawn = with_pipes(args, 1);
    qp_run_options options = feeding(4);

    spawn.fds[2] = QP_FD_AS_OUTPUT;
    run_to(&spawn, &options, &expected);
}

/* No pipe at all: it is as qp_exec. */
static void inherited(void)
{
    const wchar_t *args[] = {program_path(L"exit"), L"7"};
    const ending expected = {(qp_status)7 * 256, {0, 0}, 0, 0};
    qp_spawn_options spawn = program_options(args, 2);
    qp_run_options options = feeding(0);

    spawn.fds[2] = QP_FD_AS_OUTPUT;
    run_to(&spawn, &options, &expected);
}

static void of_group(void)
{
    const wchar_t *args[] = {program_path(L"both")};
    const ending expected = {0, {4, 4}, 0, 0};
    qp_spawn_options spawn = with_pipes(args, 1);
    qp_run_options options = feeding(4);

    spawn.flags = QP_NEW_PROCESS_GROUP;
    run_to(&spawn, &options, &expected);
}

/* A child that does not read its input. */
static void not_read(void)
{
    const wchar_t *args[] = {program_path(L"exit"), L"7"};
    const ending expected = {(qp_status)7 * 256, {0, 0}, 0, 0};
    qp_spawn_options spawn = with_pipes(args, 2);
    qp_run_options options = feeding(MUCH_BYTES);

    run_to(&spawn, &options, &expected);
}

/* ---- Ended ------------------------------------------------------------------------------- */

static void over_limit(void)
{
    const wchar_t *args[] = {program_path(L"copy")};
    const ending expected = {ANY_STATUS, {1000, 0}, 0, 1};
    qp_spawn_options spawn = with_pipes(args, 1);
    qp_run_options options = feeding(MUCH_BYTES);

    options.max_bytes = 1000;
    run_to(&spawn, &options, &expected);
}

static void time_out(uint32_t flags)
{
    const wchar_t *args[] = {program_path(L"sleep"), L"60000"};
    const ending expected = {QP_SIGTERM, {0, 0}, 1, 0};
    qp_spawn_options spawn = with_pipes(args, 2);
    qp_run_options options = feeding(MUCH_BYTES);

    options.timeout_ms = 30;
    spawn.flags = flags;
    run_to(&spawn, &options, &expected);
}

static void timeout(void)
{
    time_out(0);
}

static void group_timeout(void)
{
    time_out(QP_NEW_PROCESS_GROUP);
}

/* A child whose own child keeps the pipe for `ms`. That one's number; 0: unknown. */
static DWORD drain_lingering(const wchar_t *ms)
{
    const wchar_t *args[] = {program_path(L"linger"), ms, L"7"};
    qp_spawn_options spawn = program_options(args, 3);
    qp_run_options options = feeding(0);
    qp_run *run;
    qp_run_result result;
    DWORD grandchild = 0;
    int is_whole;
    int error;

    spawn.fds[1] = QP_FD_PIPE;
    options.drain_ms = 10;
    run = start(&spawn, &options);
    if (run == NULL) {
        return 0;
    }
    error = walk_told(qp_run_finish(run, &result, sizeof(result)));
    is_whole = error == 0 && result.outputs[0].length > 1 &&
               result.outputs[0].bytes[result.outputs[0].length - 1] == '\n';
    if (is_whole) {
        grandchild = strtoul((const char *)result.outputs[0].bytes, NULL, 10);
    }
    /* A pipe that is said to be broken gives nothing. */
    if (error == 0 && !walk_is_about("GetOverlappedResult") &&
        (result.status != (qp_status)7 * 256 || !is_whole)) {
        walk_wrong("status %lld, %lu bytes", (long long)result.status,
                   (unsigned long)result.outputs[0].length);
    }
    qp_free(result.outputs[0].bytes);
    return grandchild;
}

/* What is in the pipe is taken, and no more. */
static void drained(void)
{
    drain_lingering(L"300");
}

/* The pipe counted bytes of a write that its writer did not live to make, once before the read and
 * once more just before the next: they are not waited for, though another process keeps the
 * pipe. */
static void overcounted(void)
{
    DWORD pid;
    HANDLE grandchild;

    promises_let_pipes_overcount(2);
    pid = drain_lingering(L"60000");
    promises_let_pipes_overcount(0);
    grandchild = pid == 0 ? NULL : OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, pid);
    if (pid != 0 && WaitForSingleObject(grandchild, 0) != WAIT_TIMEOUT) {
        walk_wrong("waits for the process that keeps the pipe");
    }
    if (grandchild != NULL) {
        TerminateProcess(grandchild, 0);
        CloseHandle(grandchild);
    }
}

/* ---- A run that goes on by itself -------------------------------------------------------- */

/* The pipe's end that is told of the end; the other one is the run's from then on. */
static int make_notice(qp_run_options *options)
{
    int fds[2] = {-1, -1};
    int result;

    TRY(result, qp_pipe(fds));
    options->notify_fd = fds[1];
    return fds[0];
}

/* The end of the notice, and nothing before. */
static void expect_notice(int fd)
{
    char byte;
    int result;

    TRY(result, qp_read(fd, &byte, 1));
    if (result != 0) {
        walk_wrong("the notice is %d", result);
    }
    descriptor_close(fd);
}

/* A start that fails has used up the notice. */
static qp_run *start_noticed(const qp_spawn_options *spawn, qp_run_options *options, int *notice)
{
    qp_run *run = NULL;
    int result;

    *notice = make_notice(options);
    result = walk_told(qp_run_start(spawn, options, &run));
    if (result < 0) {
        expect_notice(*notice);
        *notice = make_notice(options);
        result = walk_again(qp_run_start(spawn, options, &run), "qp_run_start");
    }
    return result < 0 ? NULL : run;
}

static int notice_and_finish(const qp_spawn_options *spawn, qp_run_options *options,
                             const ending *expected)
{
    int notice;
    qp_run *run = start_noticed(spawn, options, &notice);

    if (run == NULL) {
        return 0;
    }
    if (qp_run_pid(run) <= 0) {
        walk_wrong("no pid");
    }
    expect_notice(notice);
    return finish(run, expected);
}

static void noticed(void)
{
    const wchar_t *args[] = {program_path(L"both")};
    const ending expected = {0, {4, 4}, 0, 0};
    qp_spawn_options spawn = with_pipes(args, 1);
    qp_run_options options = feeding(4);

    if (notice_and_finish(&spawn, &options, &expected) < 0) {
        walk_again(notice_and_finish(&spawn, &options, &expected), "qp_run_finish");
    }
}

/* Finished before its end. */
static void noticed_late(void)
{
    const wchar_t *args[] = {program_path(L"exit"), L"7", L"20"};
    const ending expected = {(qp_status)7 * 256, {0, 0}, 0, 0};
    qp_spawn_options spawn = with_pipes(args, 3);
    qp_run_options options = feeding(4);
    int notice;
    qp_run *run = start_noticed(&spawn, &options, &notice);

    if (run != NULL) {
        finish(run, &expected);
        expect_notice(notice);
    }
}

/* Nobody wants to know any more; it is fed and read from to its end all the same. */
static void abandoned(void)
{
    const wchar_t *args[] = {program_path(L"both")};
    qp_spawn_options spawn = with_pipes(args, 1);
    qp_run_options options = feeding(MUCH_BYTES);
    int notice;
    qp_run *run = start_noticed(&spawn, &options, &notice);

    if (run != NULL) {
        qp_run_abandon(run);
        expect_notice(notice);
    }
}

/* Its pipes are closed. */
static void abandoned_at_once(void)
{
    const wchar_t *args[] = {program_path(L"both")};
    qp_spawn_options spawn = with_pipes(args, 1);
    qp_run_options options = feeding(MUCH_BYTES);

    qp_run_abandon(start(&spawn, &options));
}

static void not_there(void)
{
    const wchar_t *args[] = {L"no-such-program"};
    qp_spawn_options spawn = with_pipes(args, 1);
    qp_run_options options = feeding(4);
    uint32_t win_error = 1;
    qp_run *run = NULL;
    int notice = make_notice(&options);
    int result;

    spawn.win_error = &win_error;
    result = qp_run_start(&spawn, &options, &run);
    if (result != -ENOENT) {
        walk_told(result);
        expect_notice(notice);
        notice = make_notice(&options);
        result = qp_run_start(&spawn, &options, &run);
    }
    if (result != -ENOENT || win_error != 0) {
        walk_wrong("a program that is not there: %d", result);
    }
    expect_notice(notice);
}

#define STREAMING                                                                                  \
    WAITS, {"ReadFile", 0, "the thread of the runs tries again"},                                  \
        {"WriteFile", 0, "the thread of the runs tries again"},                                    \
        {"WaitForSingleObject", 0, "who waits for the child does it once more"},                   \
        {"GetOverlappedResult", 0, "a pipe that is broken has come to its end"},                   \
    {                                                                                              \
        "PeekNamedPipe", 0, "the pipe has come to its end before"                                  \
    }

static const exemption while_streaming[] = {STREAMING, {NULL, 0, NULL}};

static const exemption while_ending[] = {
    STREAMING, {"*", 0, "the child was ended all the same"}, {NULL, 0, NULL}};

static const exemption while_alone[] = {
    STREAMING, {"realloc", 0, "nobody asks what it said"}, {NULL, 0, NULL}};

static const scenario scenarios[] = {
    {"captured", captured, while_streaming, 0},
    {"without-input", without_input, while_streaming, 0},
    {"captured-much", captured_much, while_streaming, 0},
    {"merged", merged, while_streaming, 0},
    {"inherited", inherited, while_streaming, 0},
    {"of-group", of_group, while_streaming, 0},
    {"not-read", not_read, while_streaming, 0},
    {"over-limit", over_limit, while_ending, 0},
    {"timeout", timeout, while_ending, 0},
    {"group-timeout", group_timeout, while_ending, 0},
    {"drained", drained, while_streaming, 0},
    {"overcounted", overcounted, while_streaming, 0},
    {"noticed", noticed, while_streaming, 0},
    {"noticed-late", noticed_late, while_streaming, 0},
    {"abandoned", abandoned, while_alone, 0},
    {"abandoned-at-once", abandoned_at_once, while_alone, 0},
    {"not-there", not_there, while_alone, 0},
};

const subject subject_run = {"run", prepare, end, scenarios,
                             sizeof(scenarios) / sizeof(scenarios[0])};
