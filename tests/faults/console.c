/*
 * What is typed at a console, its events as signals, and programs that share it. Each run is a
 * process with a console of its own.
 */
#define TESTS_CHILDREN_NO_MAIN
#include "../children/child.h"
#include "support/loop.h"
#include "support/programs.h"
#include "support/walk.h"
#include "win32/program/code_page.h"

#include <fcntl.h>
#include <io.h>
#include <quickproc/signal.h>
#include <quickproc/subprocess.h>
#include <stdint.h>
#include <string.h>

/* ---- The console ------------------------------------------------------------------------- */

static HANDLE console;

/* A descriptor of its input; `mode` as for SetConsoleMode. */
static int open_console(DWORD mode)
{
    int fd;

    console = CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE,
                          FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    fd = _open_osfhandle((intptr_t)console, _O_RDONLY | _O_BINARY);
    if (fd < 0 || !SetConsoleMode(console, mode)) {
        walk_wrong("there is no console");
    }
    return fd;
}

#define LINE_MODE (ENABLE_LINE_INPUT | ENABLE_ECHO_INPUT | ENABLE_PROCESSED_INPUT)
#define RAW_MODE  0

static void press(WCHAR unit, WORD key)
{
    INPUT_RECORD records[2] = {{.EventType = KEY_EVENT}, {.EventType = KEY_EVENT}};
    DWORD written;
    int i;

    for (i = 0; i < 2; i++) {
        records[i].Event.KeyEvent.bKeyDown = i == 0;
        records[i].Event.KeyEvent.wRepeatCount = 1;
        records[i].Event.KeyEvent.uChar.UnicodeChar = unit;
        records[i].Event.KeyEvent.wVirtualKeyCode = key;
    }
    if (!WriteConsoleInputW(console, records, 2, &written) || written != 2) {
        walk_wrong("cannot type");
    }
}

static void type_line(const wchar_t *text)
{
    for (; *text != 0; text++) {
        press(*text, 0);
    }
    press(L'\r', VK_RETURN);
}

static void read_text(int fd, const char *expected)
{
    char bytes[32] = "";
    int result;

    TRY(result, qp_read(fd, bytes, sizeof(bytes) - 1));
    if (result != (int)strlen(expected) || memcmp(bytes, expected, strlen(expected)) != 0) {
        walk_wrong("read %d: %s", result, bytes);
    }
}

/* ---- Reading ----------------------------------------------------------------------------- */

static void read_line(void)
{
    int fd = open_console(LINE_MODE);

    type_line(L"hello");
    type_line(L"again");
    read_text(fd, "hello\n");
    read_text(fd, "again\n");
}

/* Ctrl+Z at the beginning of a line. */
static void read_end(void)
{
    int fd = open_console(LINE_MODE);

    type_line(L"\x1a");
    read_text(fd, "");
}

static void read_raw(void)
{
    int fd = open_console(RAW_MODE);

    press(L'x', 'X');
    read_text(fd, "x");
}

/* ---- Watching ---------------------------------------------------------------------------- */

typedef struct watcher {
    int fd;
    int calls;
    const char *expected;
} watcher;

static void read_once(void *opaque)
{
    watcher *one = opaque;

    read_text(one->fd, one->expected);
    one->calls++;
}

static void count_call(void *opaque)
{
    ++*(int *)opaque;
}

static qp_events *watch(watcher *one)
{
    qp_events *events = loop_new();
    int result;

    TRY(result, qp_watch_readable(events, one->fd, read_once, one));
    return events;
}

/* What is there already, then what comes while the thread of the watch waits. */
static void watch_line(void)
{
    watcher one = {open_console(LINE_MODE), 0, "hello\n"};
    qp_events *events;

    type_line(L"hello");
    events = watch(&one);
    loop_until(events, &one.calls);
    while (qp_events_dispatch(events)) {
    }
    Sleep(2);
    one.calls = 0;
    one.expected = "again\n";
    type_line(L"again");
    loop_until(events, &one.calls);
    qp_events_free(events);
}

/* A key that types nothing comes first: it is none. */
static void watch_raw(void)
{
    watcher one = {open_console(RAW_MODE), 0, "x"};
    qp_events *events = watch(&one);

    while (qp_events_dispatch(events)) {
    }
    Sleep(2);
    press(0, VK_SHIFT);
    press(L'x', 'X');
    loop_until(events, &one.calls);
    qp_events_free(events);
}

/* ---- A line that is being typed ---------------------------------------------------------- */

/*
 * The read of a line is never cancelled (promises.c sees to that): what was typed of it would be
 * lost, and on Windows the next line with it. Each of these begins with a watch that reads a line
 * of which "hel" was typed, does what wants the console, types the rest, and expects the whole
 * line.
 */
static qp_events *watch_begun_line(watcher *one)
{
    qp_events *events;

    one->fd = open_console(LINE_MODE);
    one->calls = 0;
    one->expected = "hello\n";
    events = watch(one);
    while (qp_events_dispatch(events)) {
    }
    Sleep(20);
    press(L'h', 'H');
    press(L'e', 'E');
    press(L'l', 'L');
    Sleep(20);
    return events;
}

static void expect_line(qp_events *events, watcher *one)
{
    type_line(L"lo");
    loop_until(events, &one->calls);
    qp_events_free(events);
}

/* The console is the program's while that runs. */
static void line_lent(void)
{
    const wchar_t *args[] = {program_path(L"exit"), L"7"};
    qp_spawn_options options = program_options(args, 2);
    watcher one;
    qp_events *events = watch_begun_line(&one);

    options.fds[0] = one.fd;
    program_exec(&options, QP_NO_TIMEOUT, (qp_status)7 * 256);
    expect_line(events, &one);
}

/* A program that is not waited for changes nothing. */
static void line_shared(void)
{
    const wchar_t *args[] = {program_path(L"exit"), L"7"};
    qp_spawn_options options = program_options(args, 2);
    watcher one;
    qp_events *events = watch_begun_line(&one);
    int pid;

    options.fds[0] = one.fd;
    pid = program_start(&options);
    program_wait(pid, (qp_status)7 * 256);
    expect_line(events, &one);
}

/* A read outside the callback gets what the read of the watch gets. */
static void line_read(void)
{
    watcher one;
    qp_events *events = watch_begun_line(&one);

    type_line(L"lo");
    read_text(one.fd, "hello\n");
    qp_events_free(events);
    if (one.calls != 0) {
        walk_wrong("called for what was read");
    }
}

static void line_unwatched(void)
{
    watcher one;
    qp_events *events = watch_begun_line(&one);

    qp_unwatch_readable(events, one.fd);
    qp_events_free(events);
    type_line(L"lo");
    read_text(one.fd, "hello\n");
}

static void line_paused(void)
{
    watcher one;
    qp_events *events = watch_begun_line(&one);
    void *paused = qp_watch_pause(one.fd);

    qp_watch_resume(paused);
    expect_line(events, &one);
}

/* In raw mode what was typed is there at once, and then each key. */
static void line_broken(void)
{
    watcher one;
    qp_events *events = watch_begun_line(&one);
    void *paused = qp_watch_pause(one.fd);

    if (!SetConsoleMode(console, RAW_MODE)) {
        walk_wrong("no raw mode");
    }
    qp_watch_resume(paused);
    one.expected = "hel";
    loop_until(events, &one.calls);
    one.calls = 0;
    one.expected = "x";
    press(L'x', 'X');
    loop_until(events, &one.calls);
    qp_events_free(events);
}

/* Ctrl+Space is the character 0. */
static void watch_nul(void)
{
    watcher one = {open_console(RAW_MODE), 0, NULL};
    INPUT_RECORD record = {.EventType = KEY_EVENT};
    qp_events *events = loop_new();
    DWORD written;
    char byte = 'x';
    int result;

    TRY(result, qp_watch_readable(events, one.fd, count_call, &one.calls));
    record.Event.KeyEvent.bKeyDown = TRUE;
    record.Event.KeyEvent.wRepeatCount = 1;
    record.Event.KeyEvent.wVirtualKeyCode = VK_SPACE;
    record.Event.KeyEvent.dwControlKeyState = LEFT_CTRL_PRESSED;
    if (!WriteConsoleInputW(console, &record, 1, &written) || written != 1) {
        walk_wrong("cannot type");
    }
    loop_until(events, &one.calls);
    TRY(result, qp_read(one.fd, &byte, 1));
    if (result != 1 || byte != 0) {
        walk_wrong("Ctrl+Space: %d, %d", result, byte);
    }
    qp_events_free(events);
}

/* ---- Events ------------------------------------------------------------------------------ */

static void interrupted(void)
{
    int result;
    int i;

    open_console(LINE_MODE);
    TRY(result, qp_signal_set(QP_SIGINT, QP_SIGNAL_HANDLED));
    if (!GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0)) {
        walk_wrong("no Ctrl+C");
    }
    for (i = 0; i < 5000 && qp_signals_pending() == 0; i++) {
        Sleep(2);
    }
    if (!(qp_signals_take() & (uint32_t)1 << QP_SIGINT)) {
        walk_wrong("Ctrl+C does not arrive");
    }
    TRY(result, qp_signal_set(QP_SIGINT, QP_SIGNAL_IGNORED));
    TRY(result, qp_signal_set(QP_SIGINT, QP_SIGNAL_DEFAULT));
}

/* A child that died of Ctrl+C, which this process has not heard of. */
static void caught_up(void)
{
    const wchar_t *args[] = {program_path(L"exit"), L"3221225786"};
    qp_spawn_options options = program_options(args, 2);

    open_console(LINE_MODE);
    program_exec(&options, QP_NO_TIMEOUT, QP_SIGINT);
}

/*
 * A group on the same console is told by an event, if the console says that it is there (Wine 8's
 * never does). Its leader says itself that it runs. A process without a handler ends by the event
 * with STATUS_CONTROL_C_EXIT, under Wine 10 with 1.
 */
static void interrupt_group(void)
{
    const wchar_t *args[] = {program_path(L"sleep"), L"60000", L"sleeping"};
    qp_spawn_options options = program_options(args, 3);
    int out[2] = {-1, -1};
    char byte;
    int pid;
    int result;

    open_console(LINE_MODE);
    TRY(result, qp_pipe(out));
    options.flags = QP_NEW_PROCESS_GROUP;
    options.fds[1] = out[1];
    pid = program_start(&options);
    descriptor_close(out[1]);
    if (pid > 0) {
        TRY(result, qp_read(out[0], &byte, 1));
        TRY(result, qp_kill(-pid, QP_SIGINT));
        program_wait_either(pid, QP_SIGINT, child_on_wine() ? (qp_status)1 * 256 : QP_SIGINT);
    }
    descriptor_close(out[0]);
}

static void code_page(void)
{
    open_console(LINE_MODE);
    if (qp__oem_code_page(0) == 0) {
        walk_wrong("there is no code page");
    }
}

static const exemption while_watching[] = {
    WAITS,
    {"ReadConsoleW", 0, "the thread of the watch goes in again"},
    {"WaitForMultipleObjects", 0, "the thread of the watch goes in again"},
    {"WaitForSingleObject", 0, "the thread of the watch looks again"},
    {"CreateFileW", 0, "the read of a line is told to end once more"},
    {"CreateThread", 0, "the owner looks again, until there is a thread"},
    {NULL, 0, NULL}};

static const exemption while_listening[] = {
    LISTENS,
    {"SetConsoleCtrlHandler", 0, "an older handler stays, or the next one replaces it"},
    {NULL, 0, NULL}};

static const scenario scenarios[] = {
    {"read-line", read_line, NULL, WITH_CONSOLE},
    {"read-end", read_end, NULL, WITH_CONSOLE},
    {"read-raw", read_raw, NULL, WITH_CONSOLE},
    {"watch-line", watch_line, while_watching, WITH_CONSOLE},
    {"watch-raw", watch_raw, while_watching, WITH_CONSOLE},
    {"watch-nul", watch_nul, while_watching, WITH_CONSOLE},
    {"line-lent", line_lent, while_watching, WITH_CONSOLE},
    {"line-shared", line_shared, while_watching, WITH_CONSOLE},
    {"line-read", line_read, while_watching, WITH_CONSOLE},
    {"line-unwatched", line_unwatched, while_watching, WITH_CONSOLE},
    {"line-paused", line_paused, while_watching, WITH_CONSOLE},
    {"line-broken", line_broken, while_watching, WITH_CONSOLE},
    {"interrupted", interrupted, while_listening, WITH_CONSOLE},
    {"caught-up", caught_up, while_waiting, WITH_CONSOLE},
    {"interrupt-group", interrupt_group, while_marking, WITH_CONSOLE},
    {"code-page", code_page, NULL, WITH_CONSOLE},
};

const subject subject_console = {"console", NULL, NULL, scenarios,
                                 sizeof(scenarios) / sizeof(scenarios[0])};
