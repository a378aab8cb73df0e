/* A line that is being typed at a console while its watch waits for it. */
#include "support/loop.h"
#include "support/programs.h"
#include "support/typing.h"
#include "support/walk.h"

/*
 * The read of a line is never cancelled (promises.c sees to that): what was typed of it would be
 * lost, and on Windows the next line with it. Each of these begins with a watch that reads a line
 * of which "hel" was typed, does what wants the console, types the rest, and expects the whole
 * line.
 */
static qp_events *watch_begun_line(typing_watcher *one)
{
    qp_events *events;

    one->fd = typing_open(LINE_MODE);
    one->calls = 0;
    one->expected = "hello\n";
    events = typing_watch(one);
    while (qp_events_dispatch(events)) {
    }
    Sleep(20);
    typing_press(L'h', 'H');
    typing_press(L'e', 'E');
    typing_press(L'l', 'L');
    Sleep(20);
    return events;
}

static void expect_line(qp_events *events, typing_watcher *one)
{
    typing_line(L"lo");
    loop_until(events, &one->calls);
    qp_events_free(events);
}

/* The console is the program's while that runs. */
static void lent(void)
{
    const wchar_t *args[] = {program_path(L"exit"), L"7"};
    qp_spawn_options options = program_options(args, 2);
    typing_watcher one;
    qp_events *events = watch_begun_line(&one);

    options.fds[0] = one.fd;
    program_exec(&options, QP_NO_TIMEOUT, (qp_status)7 * 256);
    expect_line(events, &one);
}

/* A program that is not waited for changes nothing. */
static void shared(void)
{
    const wchar_t *args[] = {program_path(L"exit"), L"7"};
    qp_spawn_options options = program_options(args, 2);
    typing_watcher one;
    qp_events *events = watch_begun_line(&one);
    int pid;

    options.fds[0] = one.fd;
    pid = program_start(&options);
    program_wait(pid, (qp_status)7 * 256);
    expect_line(events, &one);
}

/* A read outside the callback gets what the read of the watch gets. */
static void read_beside(void)
{
    typing_watcher one;
    qp_events *events = watch_begun_line(&one);

    typing_line(L"lo");
    typing_read(one.fd, "hello\n");
    qp_events_free(events);
    if (one.calls != 0) {
        walk_wrong("called for what was read");
    }
}

static void unwatched(void)
{
    typing_watcher one;
    qp_events *events = watch_begun_line(&one);

    qp_unwatch_readable(events, one.fd);
    qp_events_free(events);
    typing_line(L"lo");
    typing_read(one.fd, "hello\n");
}

static void paused(void)
{
    typing_watcher one;
    qp_events *events = watch_begun_line(&one);
    void *paused = qp_watch_pause(one.fd);

    qp_watch_resume(paused);
    expect_line(events, &one);
}

/* In raw mode what was typed is there at once, and then each key. */
static void broken(void)
{
    typing_watcher one;
    qp_events *events = watch_begun_line(&one);
    void *paused = qp_watch_pause(one.fd);

    if (!SetConsoleMode(typing_console, RAW_MODE)) {
        walk_wrong("no raw mode");
    }
    qp_watch_resume(paused);
    one.expected = "hel";
    loop_until(events, &one.calls);
    one.calls = 0;
    one.expected = "x";
    typing_press(L'x', 'X');
    loop_until(events, &one.calls);
    qp_events_free(events);
}

static const scenario scenarios[] = {
    {"lent", lent, typing_exemptions, WITH_CONSOLE},
    {"shared", shared, typing_exemptions, WITH_CONSOLE},
    {"read", read_beside, typing_exemptions, WITH_CONSOLE},
    {"unwatched", unwatched, typing_exemptions, WITH_CONSOLE},
    {"paused", paused, typing_exemptions, WITH_CONSOLE},
    {"broken", broken, typing_exemptions, WITH_CONSOLE},
};

const subject subject_lines = {"lines", NULL, NULL, scenarios,
                               sizeof(scenarios) / sizeof(scenarios[0])};
