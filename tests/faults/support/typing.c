#include "typing.h"

#include "loop.h"
#include "programs.h"
#include "walk.h"

#include <fcntl.h>
#include <io.h>
#include <stdint.h>
#include <string.h>

HANDLE typing_console;

int typing_open(DWORD mode)
{
    int fd;

    typing_console = CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE,
                                 FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    fd = _open_osfhandle((intptr_t)typing_console, _O_RDONLY | _O_BINARY);
    if (fd < 0 || !SetConsoleMode(typing_console, mode)) {
        walk_wrong("there is no console");
    }
    return fd;
}

void typing_press(WCHAR unit, WORD key)
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
    if (!WriteConsoleInputW(typing_console, records, 2, &written) || written != 2) {
        walk_wrong("cannot type");
    }
}

void typing_line(const wchar_t *text)
{
    for (; *text != 0; text++) {
        typing_press(*text, 0);
    }
    typing_press(L'\r', VK_RETURN);
}

void typing_read(int fd, const char *expected)
{
    char bytes[32] = "";
    int result;

    TRY(result, qp_read(fd, bytes, sizeof(bytes) - 1));
    if (result != (int)strlen(expected) || memcmp(bytes, expected, strlen(expected)) != 0) {
        walk_wrong("read %d: %s", result, bytes);
    }
}

static void read_once(void *opaque)
{
    typing_watcher *one = opaque;

    typing_read(one->fd, one->expected);
    one->calls++;
}

void typing_count(void *opaque)
{
    ++*(int *)opaque;
}

qp_events *typing_watch(typing_watcher *one)
{
    qp_events *events = loop_new();
    int result;

    TRY(result, qp_watch_readable(events, one->fd, read_once, one));
    return events;
}

const exemption typing_exemptions[] = {
    WAITS,
    {"ReadConsoleW", 0, "the thread of the watch goes in again"},
    {"GetConsoleMode", 0, "the thread of the watch looks again"},
    {"WaitForMultipleObjects", 0, "the thread of the watch goes in again"},
    {"WaitForSingleObject", 0, "the thread of the watch looks again"},
    {"CreateFileW", 0, "the read of a line is told to end once more"},
    {"CreateThread", 0, "the owner looks again, until there is a thread"},
    {NULL, 0, NULL}};
