/*
 * A line that is read from the console is the console host's business until Enter is pressed.
 *
 * - A ReadConsoleW that is cancelled returns TRUE with ERROR_OPERATION_ABORTED and leaves the count
 *   alone; the host goes on with the line, and throws it away. microsoft/terminal#12143,
 *   microsoft/terminal#17791, src/host/readDataCooked.cpp, src/server/WaitQueue.cpp. (Wine's host
 *   throws it away as well.)
 * - The read goes on in the mode in which it began, whatever SetConsoleMode says meanwhile.
 *   microsoft/terminal, src/host/stream.cpp (ReadBuffer of a cooked read takes the mode once).
 * - A control character that ends a read (dwCtrlWakeupMask) in the middle of a line: newer hosts
 *   drop what is behind the cursor, from the screen as well; older ones overwrite the first
 *   character of it and add a blank to the end. Wine keeps all. src/host/readDataCooked.cpp,
 *   COOKED_READ_DATA::_handleChar. Either of the two, at random.
 */
#include "../model.h"

MODEL_NEXT(ReadConsoleW);
MODEL_NEXT(SetConsoleMode);
MODEL_NEXT(GetConsoleMode);

static SRWLOCK lock = SRWLOCK_INIT;
static int pending;    /* reads of lines, and what the host goes on with */
static int has_mode;   /* SetConsoleMode was called meanwhile */
static HANDLE mode_of; /* a duplicate */
static DWORD mode_later;

/* ---- The mode ----------------------------------------------------------------------------- */

static BOOL WINAPI get_mode(HANDLE console, DWORD *mode)
{
    BOOL result = next_GetConsoleMode(console, mode);

    AcquireSRWLockExclusive(&lock);
    if (result && has_mode && *mode & ENABLE_LINE_INPUT) {
        *mode = mode_later;
    }
    ReleaseSRWLockExclusive(&lock);
    return result;
}

/* Under the lock. */
static void keep_mode(HANDLE console, DWORD mode)
{
    if (!has_mode) {
        DuplicateHandle(GetCurrentProcess(), console, GetCurrentProcess(), &mode_of, 0, FALSE,
                        DUPLICATE_SAME_ACCESS);
        has_mode = 1;
    }
    mode_later = mode;
}

/* Under the lock. */
static void set_kept_mode(void)
{
    if (has_mode) {
        next_SetConsoleMode(mode_of, mode_later);
        CloseHandle(mode_of);
        has_mode = 0;
    }
}

/* The mode of a screen means other things. */
static int is_input(HANDLE console)
{
    DWORD events;

    return GetNumberOfConsoleInputEvents(console, &events);
}

static BOOL WINAPI set_mode(HANDLE console, DWORD mode)
{
    int is_later = 0;

    AcquireSRWLockExclusive(&lock);
    if (pending > 0 && is_input(console)) {
        keep_mode(console, mode);
        is_later = 1;
    }
    ReleaseSRWLockExclusive(&lock);
    return is_later || next_SetConsoleMode(console, mode);
}

/* ---- Reading ------------------------------------------------------------------------------ */

static void read_begins(void)
{
    AcquireSRWLockExclusive(&lock);
    pending++;
    ReleaseSRWLockExclusive(&lock);
}

static void read_ends(void)
{
    AcquireSRWLockExclusive(&lock);
    if (--pending == 0) {
        set_kept_mode();
    }
    ReleaseSRWLockExclusive(&lock);
}

/* Wine's ReadConsoleW says ERROR_INVALID_HANDLE of a read that was cancelled. */
static int was_cancelled(HANDLE console, BOOL result)
{
    DWORD mode;

    return !result &&
           (GetLastError() == ERROR_OPERATION_ABORTED || GetLastError() == ERROR_INVALID_HANDLE) &&
           next_GetConsoleMode(console, &mode);
}

static void blank_behind_cursor(void)
{
    HANDLE screen = CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE,
                                FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    CONSOLE_SCREEN_BUFFER_INFO info;
    DWORD written;

    if (GetConsoleScreenBufferInfo(screen, &info)) {
        FillConsoleOutputCharacterW(screen, L' ', (DWORD)info.dwSize.X, info.dwCursorPosition,
                                    &written);
    }
    CloseHandle(screen);
}

static int is_wakeup(const CONSOLE_READCONSOLE_CONTROL *control, wchar_t unit)
{
    return unit < 32 && control->dwCtrlWakeupMask & 1UL << unit;
}

/* What Wine read in insert mode, as Windows would have. */
static void cut_line(const CONSOLE_READCONSOLE_CONTROL *control, wchar_t *units, DWORD *count)
{
    DWORD at = 0;

    while (at < *count && !is_wakeup(control, units[at])) {
        at++;
    }
    if (at + 1 >= *count || units[*count - 1] == L'\n') {
        return;
    }
    if (model_random(0, 1) == 0) {
        *count = at + 1;
        blank_behind_cursor();
    } else {
        memmove(units + at + 1, units + at + 2, (*count - at - 2) * sizeof(*units));
        units[*count - 1] = L' ';
    }
}

static BOOL WINAPI read_console(HANDLE console, void *buffer, DWORD size, DWORD *read,
                                CONSOLE_READCONSOLE_CONTROL *control)
{
    DWORD before = *read;
    DWORD mode = 0;
    BOOL result;
    DWORD error;

    if (!next_GetConsoleMode(console, &mode) || !(mode & ENABLE_LINE_INPUT)) {
        return next_ReadConsoleW(console, buffer, size, read, control);
    }
    read_begins();
    result = next_ReadConsoleW(console, buffer, size, read, control);
    error = GetLastError();
    if (was_cancelled(console, result)) {
        result = TRUE;
        error = ERROR_OPERATION_ABORTED;
        *read = before;
        model_note("console", "a read of a line was cancelled: the next line goes to it");
    }
    if (result && error != ERROR_OPERATION_ABORTED && control != NULL) {
        cut_line(control, buffer, read);
    }
    read_ends();
    SetLastError(error);
    return result;
}

/* The mode stays when the process is gone. */
static void end(void)
{
    if (TryAcquireSRWLockExclusive(&lock)) {
        set_kept_mode();
        ReleaseSRWLockExclusive(&lock);
    }
}

static const model_function functions[] = {
    MODEL_INSTEAD(ReadConsoleW, read_console),
    MODEL_INSTEAD(SetConsoleMode, set_mode),
    MODEL_INSTEAD(GetConsoleMode, get_mode),
    MODEL_END,
};

const model_rule rule_console = {"console", functions, NULL, end};
