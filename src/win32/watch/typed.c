#include "win32/watch/typed.h"

#include "core/typed_text.h"
#include "win32/watch/events.h"
#include "win32/watch/line.h"

#include <errno.h>

/* How long to rest before trying again what failed for want of memory. */
#define RETRY_MS 10

/* There is one console. All of it is guarded by the lock. */
static qp__typed_text text;
static int key_seen;       /* in raw mode, and no thread has looked or read since */
static int busy;           /* a thread is in the console */
static HANDLE line_reader; /* the `cancel` of the await that reads a line; NULL: none does */
static int leaving;        /* that read was told to end, and what tells it has not arrived yet */
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;

/* 1; 0; -errno when the system has no memory to tell. Of what is no console a read says that. */
static int in_line_mode(HANDLE console)
{
    DWORD mode;
    int error;

    if (GetConsoleMode(console, &mode)) {
        return (mode & ENABLE_LINE_INPUT) != 0;
    }
    error = qp__last_error();
    return qp__is_exhausted(error) ? error : 1;
}

/* ---- In the console: by the thread that is busy, without the lock ------------------------- */

/* With the lock. 1: there is something; 0; -errno when the system has no memory to read, which says
 * nothing about what is typed. */
static int keep_line(int result, const qp_char *units, size_t count)
{
    if (result < 0 && qp__is_exhausted(result)) {
        return result;
    }
    if (result < 0) {
        leaving = 0;
        qp__typed_text_end(&text);
    } else if (result == QP__LINE_LEFT) {
        leaving = 0;
        qp__typed_text_set_line(&text, units, count);
    } else {
        qp__typed_text_add(&text, units, count, 1);
    }
    return !qp__typed_text_is_empty(&text);
}

/*
 * `reader`: the event of an await, or NULL. When Enter was pressed just before the read was to end,
 * the character that ends it is still to come: another read takes it, so that no reader after this
 * one finds it.
 */
static int read_line(HANDLE console, HANDLE reader)
{
    qp_char units[QP__TYPED_UNITS];
    size_t count;
    int result;

    qp__events_lock();
    line_reader = reader;
    do {
        size_t initial = text.line_units;
        CopyMemory(units, text.line, initial * sizeof(*units));
        qp__events_unlock();
        result = qp__line_read(console, units, QP__TYPED_UNITS, initial, &count);
        qp__events_lock();
        result = keep_line(result, units, count);
    } while (leaving && result >= 0 && qp__typed_text_has_room(&text));
    line_reader = NULL;
    qp__events_unlock();
    return result;
}

static int read_keys(HANDLE console)
{
    qp_char units[QP__TYPED_UNITS];
    DWORD count = 0;
    int error = 0;

    if (!ReadConsoleW(console, units, QP__TYPED_UNITS, &count, NULL)) {
        error = qp__last_error();
        count = 0;
    }
    if (qp__is_exhausted(error)) {
        return error;
    }
    qp__events_lock();
    if (error < 0) {
        qp__typed_text_end(&text);
    } else {
        qp__typed_text_add(&text, units, count, 0);
    }
    qp__events_unlock();
    return 1;
}

/* What was typed of a line before raw mode is there to be read in it. */
static int break_line(void)
{
    int something;

    qp__events_lock();
    qp__typed_text_break_line(&text);
    something = !qp__typed_text_is_empty(&text);
    qp__events_unlock();
    return something;
}

static int types_something(const INPUT_RECORD *record)
{
    const KEY_EVENT_RECORD *key = &record->Event.KeyEvent;

    /* A character that was typed by its number comes when the Alt key goes up. */
    return record->EventType == KEY_EVENT && key->uChar.UnicodeChar != 0 &&
           (key->bKeyDown || key->wVirtualKeyCode == VK_MENU);
}

/* Ctrl+Space and Ctrl+2 are Ctrl+@. A read takes that for a character on some keyboards only (the
 * console host compares it with VkKeyScanW(0)). */
static int types_nul(const INPUT_RECORD *record)
{
    const KEY_EVENT_RECORD *key = &record->Event.KeyEvent;

    return record->EventType == KEY_EVENT && key->bKeyDown && key->uChar.UnicodeChar == 0 &&
           key->dwControlKeyState & (LEFT_CTRL_PRESSED | RIGHT_CTRL_PRESSED) &&
           (key->wVirtualKeyCode == VK_SPACE || key->wVirtualKeyCode == '2');
}

static void keep_nul(void)
{
    const qp_char nul = 0;

    qp__events_lock();
    qp__typed_text_add(&text, &nul, 1, 0);
    qp__events_unlock();
}

/* Takes out what a read would skip. */
static int has_typed_key(HANDLE console)
{
    INPUT_RECORD record;
    DWORD count;

    while (PeekConsoleInputW(console, &record, 1, &count) && count > 0) {
        if (types_something(&record)) {
            return 1;
        }
        if (!ReadConsoleInputW(console, &record, 1, &count)) {
            break; /* the wait for the console returns at once, and it is looked again */
        }
        if (types_nul(&record)) {
            keep_nul();
            return 1;
        }
    }
    return 0;
}

static int look_for_keys(HANDLE console)
{
    if (!break_line()) {
        int found = has_typed_key(console);
        qp__events_lock();
        key_seen = found;
        qp__events_unlock();
        return found;
    }
    return 1;
}

/* ---- The interface ----------------------------------------------------------------------- */

int qp__typed_is_ready(void)
{
    int ready = key_seen || !qp__typed_text_is_empty(&text);

    key_seen = 0;
    return ready;
}

static void leave_console(void)
{
    busy = 0;
    WakeAllConditionVariable(&changed);
}

static int is_set(HANDLE event)
{
    return WaitForSingleObject(event, 0) == WAIT_OBJECT_0;
}

/* In raw mode: until there may be a key, or `cancel` is set. */
static void wait_for_key(HANDLE console, HANDLE cancel)
{
    HANDLE handles[2] = {cancel, console};

    if (WaitForMultipleObjects(2, handles, FALSE, INFINITE) == WAIT_FAILED) {
        Sleep(RETRY_MS);
    }
}

/* Being the one in the console. 1: there is something; 0: not yet; -errno. */
static int look(HANDLE console, HANDLE cancel, int *by_lines)
{
    *by_lines = in_line_mode(console);
    if (*by_lines < 0) {
        return *by_lines;
    }
    return *by_lines ? read_line(console, cancel) : look_for_keys(console);
}

int qp__typed_await(HANDLE console, HANDLE cancel)
{
    int result = 0;
    int by_lines;

    qp__events_lock();
    while (result <= 0 && !is_set(cancel)) {
        if (!qp__typed_text_is_empty(&text)) {
            result = 1;
        } else if (busy) {
            qp__events_sleep(&changed, INFINITE);
        } else {
            busy = 1;
            qp__events_unlock();
            result = look(console, cancel, &by_lines);
            qp__events_lock();
            leave_console();
            if (result < 0 || (result == 0 && !by_lines)) {
                qp__events_unlock();
                if (result < 0) {
                    Sleep(RETRY_MS);
                } else {
                    wait_for_key(console, cancel);
                }
                qp__events_lock();
            }
        }
    }
    qp__events_unlock();
    return result > 0;
}

void qp__typed_stop(HANDLE cancel)
{
    SetEvent(cancel);
    WakeAllConditionVariable(&changed);
    if (line_reader == cancel && !leaving) {
        int error;
        leaving = 1;
        qp__events_unlock();
        error = qp__line_leave();
        qp__events_lock();
        leaving = leaving && error == 0;
    }
}

void qp__typed_give_up(HANDLE cancel)
{
    leaving = leaving && line_reader != cancel;
}

/* Being the one in the console. */
static int take(HANDLE console)
{
    int by_lines = in_line_mode(console);

    if (by_lines < 0) {
        return by_lines;
    }
    if (by_lines) {
        return read_line(console, NULL);
    }
    return break_line() ? 1 : read_keys(console);
}

int qp__typed_read(HANDLE console, void *buffer, size_t size_bytes)
{
    int result = 0;

    qp__events_lock();
    key_seen = 0;
    while (result >= 0 && qp__typed_text_is_empty(&text) && size_bytes > 0) {
        if (busy) {
            qp__events_sleep(&changed, INFINITE);
        } else {
            busy = 1;
            qp__events_unlock();
            /* After Ctrl+C reading goes on, as on POSIX after a signal. */
            result = take(console);
            qp__events_lock();
            leave_console();
        }
    }
    if (result >= 0) {
        result = (int)qp__typed_text_take(&text, buffer, size_bytes);
    }
    qp__events_unlock();
    return result;
}
