#include "win32/watch/typed.h"

#include "core/utf16.h"
#include "core/win_error.h"
#include "win32/watch/events.h"

#include <errno.h>
#include <string.h>

/* What is taken from the console at once; a longer line comes in parts. */
#define UNITS 1024

#define CTRL_Z 0x1A

/* There is one console, and one place where what was typed waits. Guarded by the lock. */
static uint8_t bytes[3 * UNITS + 3];
static size_t start;
static size_t length;
static int ended;       /* Ctrl+Z was typed, or there is no console any more */
static int inside_line; /* what was taken last did not end in a line's end */
static qp_char carried; /* 0, or the first half of what the next part completes */

/* What the system cannot say now is what a console is nearly always in. */
static int in_line_mode(HANDLE console)
{
    DWORD mode;

    return !GetConsoleMode(console, &mode) || mode & ENABLE_LINE_INPUT;
}

/* ---- Taking ------------------------------------------------------------------------------ */

static int is_incomplete(qp_char unit, int line_mode)
{
    return (unit >= 0xD800 && unit <= 0xDBFF) || (line_mode && unit == L'\r');
}

/* A typed line ends in \r\n; \r\n becomes \n. The new count. */
static size_t unify_line_ends(qp_char *units, size_t count)
{
    size_t out = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        if (units[i] != L'\r' || i + 1 >= count || units[i + 1] != L'\n') {
            units[out++] = units[i];
        }
    }
    return out;
}

/* With the lock, and nothing in `bytes`. `units` begins with what was carried. */
static void keep(qp_char *units, size_t count, int line_mode)
{
    carried = 0;
    if (line_mode && !inside_line && count > 0 && units[0] == CTRL_Z) {
        ended = 1;
        return;
    }
    inside_line = line_mode && count > 0 && units[count - 1] != L'\n';
    if (count > 0 && is_incomplete(units[count - 1], line_mode)) {
        carried = units[--count];
    }
    if (line_mode) {
        count = unify_line_ends(units, count);
    }
    start = 0;
    length = qp__utf8_from_utf16(bytes, units, count);
}

/*
 * Under Wine reads fail with ERROR_INVALID_HANDLE for a moment, now and then, when one was
 * cancelled. A console that is gone, or that may not be read, says so for good.
 */
#define MOST_REFUSALS 50

static volatile LONG refusals; /* one after the other */

static int is_refused_for_a_moment(DWORD error)
{
    if (error != ERROR_INVALID_HANDLE || InterlockedIncrement(&refusals) > MOST_REFUSALS) {
        return 0;
    }
    Sleep(1);
    return 1;
}

/*
 * Without the lock: blocks until something was typed. 1; 0 when it was cancelled, by Ctrl+C too;
 * -errno when the system has no memory to read, which says nothing about what is typed.
 */
static int take(HANDLE console)
{
    qp_char units[UNITS + 1];
    int line_mode = in_line_mode(console);
    size_t before;
    DWORD count = 0;
    BOOL ok;
    DWORD error;

    qp__events_lock();
    units[0] = carried;
    before = carried != 0;
    qp__events_unlock();
    SetLastError(0);
    ok = ReadConsoleW(console, units + before, UNITS, &count, NULL);
    error = GetLastError();
    /* A read that was cancelled fails; after Ctrl+C it succeeds, with nothing. What `count` is
     * after a failure nobody says. */
    if (error == ERROR_OPERATION_ABORTED && (!ok || count == 0)) {
        return 0;
    }
    if (!ok && is_refused_for_a_moment(error)) {
        return 0;
    }
    if (!ok && qp__is_exhausted(qp__errno_from_win(error))) {
        return qp__errno_from_win(error);
    }
    InterlockedExchange(&refusals, 0);
    qp__events_lock();
    if (ok) {
        keep(units, before + count, line_mode);
    } else {
        ended = 1;
    }
    qp__events_unlock();
    return !ok || count > 0;
}

/* ---- Raw mode ---------------------------------------------------------------------------- */

static int types_something(const INPUT_RECORD *record)
{
    const KEY_EVENT_RECORD *key = &record->Event.KeyEvent;

    /* A character that was typed by its number comes when the Alt key goes up. */
    return record->EventType == KEY_EVENT && key->uChar.UnicodeChar != 0 &&
           (key->bKeyDown || key->wVirtualKeyCode == VK_MENU);
}

/* Throws away what a read would skip. */
static int has_typed_key(HANDLE console)
{
    /* The owner and the thread of the watch may both look: what one has seen the other must not
     * throw away, or a read here would take the key after it, or wait for one. */
    static SRWLOCK looking = SRWLOCK_INIT;
    INPUT_RECORD record;
    DWORD count;
    int found = 0;

    AcquireSRWLockExclusive(&looking);
    while (!found && PeekConsoleInputW(console, &record, 1, &count) && count > 0) {
        found = types_something(&record);
        if (!found && !ReadConsoleInputW(console, &record, 1, &count)) {
            break; /* who waits for the console comes back at once */
        }
    }
    ReleaseSRWLockExclusive(&looking);
    return found;
}

/* ---- The interface ----------------------------------------------------------------------- */

int qp__typed_has_something(HANDLE console)
{
    return length > 0 || ended || (!in_line_mode(console) && has_typed_key(console));
}

/* A line that came just as somebody entered waits here already, and nobody was told of it. */
static int has_taken(void)
{
    int something;

    qp__events_lock();
    something = length > 0 || ended;
    qp__events_unlock();
    return something;
}

int qp__typed_wait(HANDLE console, HANDLE cancel)
{
    HANDLE handles[2];
    int taken;

    if (has_taken()) {
        return 1;
    }
    handles[0] = cancel;
    handles[1] = console;
    while (!in_line_mode(console)) {
        if (WaitForMultipleObjects(2, handles, FALSE, INFINITE) != WAIT_OBJECT_0 + 1) {
            return 0;
        }
        if (has_typed_key(console)) {
            return 1;
        }
    }
    taken = take(console);
    if (taken < 0) {
        Sleep(1); /* try again, but not as fast as it can fail */
    }
    return taken > 0;
}

/* With the lock. */
static int give(void *buffer, size_t size_bytes)
{
    size_t given = length < size_bytes ? length : size_bytes;

    memcpy(buffer, bytes + start, given);
    start += given;
    length -= given;
    if (given == 0) {
        ended = 0;
    }
    return (int)given;
}

int qp__typed_read(HANDLE console, void *buffer, size_t size_bytes)
{
    int result = 0;

    qp__events_lock();
    while (result >= 0 && length == 0 && !ended && size_bytes > 0) {
        qp__events_unlock();
        /* After Ctrl+C reading goes on, as on POSIX after a signal. */
        result = take(console);
        qp__events_lock();
    }
    result = result < 0 ? result : give(buffer, size_bytes);
    qp__events_unlock();
    return result;
}
