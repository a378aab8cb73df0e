#include "qjs/prompt/screen.h"

#include "core/text.h"
#include "win32/system/console.h"
#include "win32/system/win.h"

static void blank(HANDLE screen, COORD start, size_t cells)
{
    DWORD written;

    FillConsoleOutputCharacterW(screen, L' ', (DWORD)cells, start, &written);
}

void qp__screen_blank(size_t cells)
{
    HANDLE screen = qp__console_device(L"CONOUT$");
    CONSOLE_SCREEN_BUFFER_INFO info;

    if (screen != INVALID_HANDLE_VALUE) {
        if (GetConsoleScreenBufferInfo(screen, &info)) {
            blank(screen, info.dwCursorPosition, cells);
        }
        CloseHandle(screen);
    }
}

/* The cell so many before the cursor, in this row or one above; the first of all at the least. */
static COORD cell_before(const CONSOLE_SCREEN_BUFFER_INFO *info, size_t cells)
{
    size_t width = info->dwSize.X > 0 ? (size_t)info->dwSize.X : 1;
    size_t at = (size_t)info->dwCursorPosition.Y * width + (size_t)info->dwCursorPosition.X;
    COORD cell;

    at = at > cells ? at - cells : 0;
    cell.X = (SHORT)(at % width);
    cell.Y = (SHORT)(at / width);
    return cell;
}

static void replace_end(HANDLE screen, size_t cells, const qp_char *units)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    DWORD written;

    if (cells > 0 && GetConsoleScreenBufferInfo(screen, &info)) {
        COORD start = cell_before(&info, cells);
        blank(screen, start, cells);
        SetConsoleCursorPosition(screen, start);
    }
    WriteConsoleW(screen, units, (DWORD)qp__length(units), &written, NULL);
}

void qp__screen_replace(const qp_char *shown, const qp_char *units)
{
    HANDLE screen = qp__console_device(L"CONOUT$");

    while (*shown != 0 && *shown == *units) {
        shown++;
        units++;
    }
    if (screen != INVALID_HANDLE_VALUE) {
        replace_end(screen, qp__length(shown), units);
        CloseHandle(screen);
    }
}
