/* What is typed at a console, read and watched. Each run is a process with a console of its own. */
#include "support/loop.h"
#include "support/promises.h"
#include "support/typing.h"
#include "support/walk.h"

/* ---- Reading ----------------------------------------------------------------------------- */

static void read_line(void)
{
    int fd = typing_open(LINE_MODE);

    typing_line(L"hello");
    typing_line(L"again");
    typing_read(fd, "hello\n");
    typing_read(fd, "again\n");
}

/* Ctrl+Z at the beginning of a line. */
static void read_end(void)
{
    int fd = typing_open(LINE_MODE);

    typing_line(L"\x1a");
    typing_read(fd, "");
}

static void read_raw(void)
{
    int fd = typing_open(RAW_MODE);

    typing_press(L'x', 'X');
    typing_read(fd, "x");
}

/* ---- Watching ---------------------------------------------------------------------------- */

/* What is there already, then what comes while the thread of the watch waits. */
static void watch_line(void)
{
    typing_watcher one = {typing_open(LINE_MODE), 0, "hello\n"};
    qp_events *events;

    typing_line(L"hello");
    events = typing_watch(&one);
    loop_until(events, &one.calls);
    while (qp_events_dispatch(events)) {
    }
    Sleep(2);
    one.calls = 0;
    one.expected = "again\n";
    typing_line(L"again");
    loop_until(events, &one.calls);
    qp_events_free(events);
}

/* A key that types nothing comes first: it is none. */
static void watch_raw(void)
{
    typing_watcher one = {typing_open(RAW_MODE), 0, "x"};
    qp_events *events = typing_watch(&one);

    while (qp_events_dispatch(events)) {
    }
    Sleep(2);
    typing_press(0, VK_SHIFT);
    typing_press(L'x', 'X');
    loop_until(events, &one.calls);
    qp_events_free(events);
}

/* Ctrl+Space is the character 0. */
static void watch_nul(void)
{
    typing_watcher one = {typing_open(RAW_MODE), 0, NULL};
    INPUT_RECORD record = {.EventType = KEY_EVENT};
    qp_events *events = loop_new();
    DWORD written;
    char byte = 'x';
    int result;

    TRY(result, qp_watch_readable(events, one.fd, typing_count, &one.calls));
    record.Event.KeyEvent.bKeyDown = TRUE;
    record.Event.KeyEvent.wRepeatCount = 1;
    record.Event.KeyEvent.wVirtualKeyCode = VK_SPACE;
    record.Event.KeyEvent.dwControlKeyState = LEFT_CTRL_PRESSED;
    if (!WriteConsoleInputW(typing_console, &record, 1, &written) || written != 1) {
        walk_wrong("cannot type");
    }
    loop_until(events, &one.calls);
    TRY(result, qp_read(one.fd, &byte, 1));
    if (result != 1 || byte != 0) {
        walk_wrong("Ctrl+Space: %d, %d", result, byte);
    }
    qp_events_free(events);
}

/* A wait for keys that fails is repeated, but not as fast as it can fail. */
static void watch_refused(void)
{
    typing_watcher one = {typing_open(RAW_MODE), 0, "x"};
    qp_events *events;

    promises_let_key_waits_fail(3);
    events = typing_watch(&one);
    while (promises_key_waits_to_fail() > 0) {
        qp_events_dispatch(events);
        Sleep(1);
    }
    typing_press(L'x', 'X');
    loop_until(events, &one.calls);
    qp_events_free(events);
}

static const scenario scenarios[] = {
    {"read-line", read_line, NULL, WITH_CONSOLE},
    {"read-end", read_end, NULL, WITH_CONSOLE},
    {"read-raw", read_raw, NULL, WITH_CONSOLE},
    {"watch-line", watch_line, typing_exemptions, WITH_CONSOLE},
    {"watch-raw", watch_raw, typing_exemptions, WITH_CONSOLE},
    {"watch-nul", watch_nul, typing_exemptions, WITH_CONSOLE},
    {"watch-refused", watch_refused, typing_exemptions, WITH_CONSOLE},
};

const subject subject_console = {"console", NULL, NULL, scenarios,
                                 sizeof(scenarios) / sizeof(scenarios[0])};
