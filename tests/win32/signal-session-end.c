/*
 * The end of the user's session: a hidden window is sent what Windows sends to all windows then.
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
    signal_target target = signal_target_start(L"h15rwp1500e7", 0);
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

/* Those that anybody on the desktop can post, or send without having asked. */
static void false_end_is_none(void)
{
    signal_target target = signal_target_start(L"h15rwp1500e5", 0);
    HWND window = window_of(&target);
    DWORD_PTR answer = 0;

    CHECK(window != NULL);
    CHECK(send_to(window, WM_ENDSESSION, TRUE, &answer));
    CHECK(PostMessageW(window, WM_QUERYENDSESSION, 0, 0));
    CHECK(PostMessageW(window, WM_ENDSESSION, TRUE, 0));
    /* The next one arrives, and the thread goes on: it has not taken the last one for the end. */
    CHECK(PostMessageW(window, WM_CLOSE, 0, 0));
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGTERM);
    CHECK(send_to(window, WM_NULL, 0, &answer));
    CHECK_INT(signal_target_end(&target), status_exited(5));
}

/* As taskkill without /F does: each time, and the window stays. */
static void close_is_sigterm(void)
{
    signal_target target = signal_target_start(L"h15rwwe7", 0);
    HWND window = window_of(&target);
    int i;

    CHECK(window != NULL);
    for (i = 0; i < 2; i++) {
        CHECK(PostMessageW(window, WM_CLOSE, 0, 0));
        CHECK_INT(signal_target_next(&target), 'a' + QP_SIGTERM);
        CHECK(i > 0 || IsWindow(window));
    }
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

/* By default the program's own windows decide. */
static void close_by_default_is_nothing(void)
{
    signal_target target = signal_target_start(L"h15d15rp700e5", 0);
    HWND window = window_of(&target);

    CHECK(window != NULL);
    CHECK(PostMessageW(window, WM_CLOSE, 0, 0));
    CHECK_INT(signal_target_end(&target), status_exited(5));
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

/* Another signal needs no window, and user32.dll is not loaded for it. */
static void other_signals_have_no_window(void)
{
    signal_target target = signal_target_start(L"h1h2h21rs", 0);

    CHECK(window_of(&target) == NULL);
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
    other_signals_have_no_window();
    false_end_is_none();
    close_is_sigterm();
    close_by_default_is_nothing();
    return test_end("signal-session-end");
}
