#include "win32/watch/line.h"

#include "core/wakeup.h"
#include "core/win_error.h"
#include "win32/system/console.h"

#include <errno.h>

/* Where the cursor was when a line was left; the thread that reads uses it. */
static COORD left_at;

/* ---- The screen -------------------------------------------------------------------------- */

/* (-1, -1) when that cannot be seen. */
static COORD cursor_of(HANDLE screen)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    COORD nowhere = {-1, -1};

    return GetConsoleScreenBufferInfo(screen, &info) ? info.dwCursorPosition : nowhere;
}

static void note_cursor(void)
{
    HANDLE screen = qp__console_device(L"CONOUT$");
    COORD nowhere = {-1, -1};

    left_at = nowhere;
    if (screen != INVALID_HANDLE_VALUE) {
        left_at = cursor_of(screen);
        CloseHandle(screen);
    }
}

/* Writes the text again, unless the cursor is still behind it. */
static void show(HANDLE console, const qp_char *units, size_t count)
{
    HANDLE screen = INVALID_HANDLE_VALUE;
    COORD cursor;
    DWORD mode;
    DWORD written;

    if (count > 0 && GetConsoleMode(console, &mode) && mode & ENABLE_ECHO_INPUT) {
        screen = qp__console_device(L"CONOUT$");
    }
    if (screen == INVALID_HANDLE_VALUE) {
        return;
    }
    cursor = cursor_of(screen);
    if (cursor.X != left_at.X || cursor.Y != left_at.Y) {
        WriteConsoleW(screen, units, (DWORD)count, &written, NULL);
    }
    CloseHandle(screen);
}

/* ---- Reading and leaving ----------------------------------------------------------------- */

/* lpNumberOfCharsRead counts the initial characters (the host answers with its whole buffer). */
int qp__line_read(HANDLE console, qp_char *units, size_t most, size_t initial, size_t *count)
{
    CONSOLE_READCONSOLE_CONTROL control = {sizeof(control), (ULONG)initial,
                                           QP__WAKEUP_BIT(QP__LINE_LEAVE), 0};
    qp__wakeup found;
    DWORD read = 0;
    DWORD error;
    BOOL ok;

    show(console, units, initial);
    SetLastError(NO_ERROR);
    ok = ReadConsoleW(console, units, (DWORD)most, &read, &control);
    error = GetLastError();
    *count = 0;
    if (!ok) {
        return error == ERROR_OPERATION_ABORTED ? QP__LINE_NOTHING : qp__errno_from_win(error);
    }
    if (read == 0) {
        return QP__LINE_NOTHING;
    }
    found = qp__wakeup_find(units, read, QP__WAKEUP_BIT(QP__LINE_LEAVE));
    *count = found.before;
    if (found.key == QP__LINE_LEAVE) {
        note_cursor();
        return QP__LINE_LEFT;
    }
    return QP__LINE_TYPED;
}

static INPUT_RECORD key(WORD virtual_key, qp_char unit)
{
    INPUT_RECORD record;

    ZeroMemory(&record, sizeof(record));
    record.EventType = KEY_EVENT;
    record.Event.KeyEvent.bKeyDown = TRUE;
    record.Event.KeyEvent.wRepeatCount = 1;
    record.Event.KeyEvent.wVirtualKeyCode = virtual_key;
    record.Event.KeyEvent.uChar.UnicodeChar = unit;
    return record;
}

/*
 * Behind the line's end: in the middle of a line the host drops what follows the cursor, or one
 * character of it (core/wakeup.h).
 */
int qp__line_leave(void)
{
    INPUT_RECORD keys[2] = {key(VK_END, 0), key(0, QP__LINE_LEAVE)};
    HANDLE input = qp__console_device(L"CONIN$");
    DWORD written = 0;
    int error = 0;

    if (input == INVALID_HANDLE_VALUE) {
        return qp__last_error();
    }
    if (!WriteConsoleInputW(input, keys, 2, &written)) {
        error = qp__last_error();
    }
    CloseHandle(input);
    return error;
}
