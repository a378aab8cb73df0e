/*
 * The end of the user's session in a process that Windows counts as a window program: its hidden
 * window is sent what Windows sends to all windows then.
 */
#include "../core/test.h"
#include "support/signal_target.h"

#include <windows.h>

static BOOL CALLBACK is_of_target(HWND window, LPARAM opaque)
{
    struct {
        DWORD pid;
        HWND window;
    } *wanted = (void *)opaque; /* NOLINT(performance-no-int-to-ptr): how EnumWindows gives it */
    WCHAR name[64];
    DWORD pid = 0;

    GetWindowThreadProcessId(window, &pid);
    if (pid == wanted->pid && GetClassNameW(window, name, COUNT(name)) > 0 &&
        wcscmp(name, L"quickproc session end") == 0) {
        wanted->window = window;
        return FALSE;
    }
    return TRUE;
}

/* The window is made by a thread of the target: wait for it. */
static HWND window_of(const signal_target *target)
{
    struct {
        DWORD pid;
        HWND window;
    } wanted = {(DWORD)target->pid, NULL};
    int i;

    for (i = 0; i < 200 && wanted.window == NULL; i++) {
        EnumWindows(is_of_target, (LPARAM)&wanted);
        Sleep(10);
    }
    return wanted.window;
}

/* 1: answered; 0: not within half a second. */
static int send_to(HWND window, UINT message, WPARAM w, DWORD_PTR *answer)
{
    return SendMessageTimeoutW(window, message, w, 0, SMTO_NORMAL, 500, answer) != 0;
}

static void handler_runs_first(void)
{
    signal_target target = signal_target_start(L"uh15rwp1500e7", 0);
    HWND window = window_of(&target);
    DWORD_PTR answer = 0;

    CHECK(window != NULL);
    CHECK(!IsWindowVisible(window));
    CHECK(send_to(window, WM_QUERYENDSESSION, 0, &answer));
    CHECK_INT(answer, TRUE);
    /* Not answered: Windows would end the process. */
    CHECK(!send_to(window, WM_ENDSESSION, TRUE, &answer));
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGTERM);
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

static void cancelled_end_is_none(void)
{
    signal_target target = signal_target_start(L"uh15rp700e5", 0);
    HWND window = window_of(&target);
    DWORD_PTR answer = 0;

    CHECK(window != NULL);
    CHECK(send_to(window, WM_ENDSESSION, FALSE, &answer));
    CHECK_INT(signal_target_end(&target), status_exited(5));
}

static void default_does_not_hold_it_up(void)
{
    signal_target target = signal_target_start(L"uh15d15rp700e5", 0);
    HWND window = window_of(&target);
    DWORD_PTR answer = 0;

    CHECK(window != NULL);
    CHECK(send_to(window, WM_ENDSESSION, TRUE, &answer));
    CHECK_INT(signal_target_end(&target), status_exited(5));
}

/* The console tells these. */
static void console_programs_have_no_window(void)
{
    signal_target target = signal_target_start(L"h15rs", 0);

    CHECK(GetConsoleCP() == 0 || window_of(&target) == NULL);
    CHECK_INT(qp_kill(target.pid, QP_SIGKILL), 0);
    signal_target_end(&target);
}

/* Wine without a display has no windows. */
static int has_windows(void)
{
    HWND window = CreateWindowExW(0, L"STATIC", L"", WS_POPUP, 0, 0, 0, 0, NULL, NULL, NULL, NULL);

    if (window != NULL) {
        DestroyWindow(window);
    }
    return window != NULL;
}

int main(int argc, char **argv)
{
    signal_target_run(argc, argv);
    if (!has_windows()) {
        printf("signal-session-end: no display\n");
        return 77;
    }
    handler_runs_first();
    cancelled_end_is_none();
    default_does_not_hold_it_up();
    console_programs_have_no_window();
    return test_end("signal-session-end");
}
