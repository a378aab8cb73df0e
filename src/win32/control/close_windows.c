#include "win32/control/close_windows.h"

#include "win32/system/user.h"

#include <wchar.h>

typedef struct closing {
    const qp__members *members;
    int posted;
} closing;

/*
 * The window of a console counts as one of the program that runs on it. Closed, it would end
 * everything there, which is no gentle way.
 */
static int is_console(HWND window)
{
    wchar_t name[32];

    return qp__user.GetClassNameW(window, name, 32) > 0 &&
           (wcscmp(name, L"ConsoleWindowClass") == 0 || wcscmp(name, L"PseudoConsoleWindow") == 0);
}

static BOOL CALLBACK close_one(HWND window, LPARAM opaque)
{
    closing *one = (closing *)opaque; /* NOLINT(performance-no-int-to-ptr): as EnumWindows has it */
    DWORD pid = 0;

    qp__user.GetWindowThreadProcessId(window, &pid);
    if (qp__members_find(one->members, (int)pid) != NULL && qp__user.IsWindowVisible(window) &&
        !is_console(window) && qp__user.PostMessageW(window, WM_CLOSE, 0, 0)) {
        one->posted++;
    }
    return TRUE;
}

int qp__close_windows_of(const qp__members *members)
{
    closing one = {members, 0};
    int error = qp__user_load();

    if (error < 0) {
        return error;
    }
    if (!qp__user.EnumWindows(close_one, (LPARAM)&one)) {
        return qp__last_error();
    }
    return one.posted;
}
