#include "win32/signals/session_end.h"

#include "win32/signals/console_events.h"
#include "win32/signals/signal.h"
#include "win32/system/thread.h"
#include "win32/system/user.h"

#define CLASS_NAME L"quickproc session end"

typedef enum window_state { NO_WINDOW, STARTING, WINDOW } window_state;

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;

/* Guarded by the lock. */
static window_state state;
static int error; /* of the last attempt, without a window */

/* The window's thread's alone: it was asked whether the session may end. */
static int asked;

/* The system sends what it says of the session, and waits for the answer. Anybody on the desktop
 * may post. */
static int was_sent(void)
{
    return qp__user.InSendMessageEx(NULL) != ISMEX_NOSEND;
}

/*
 * On the window's thread. Windows ends the process when all its windows have answered
 * WM_ENDSESSION: this one does not answer while a script may clean up.
 */
static void on_session_end(int ends)
{
    if (ends && asked && was_sent()) {
        qp__signal_let_finish(qp__signal_raise(QP_SIGTERM));
    }
    asked = 0;
}

static LRESULT CALLBACK on_message(HWND window, UINT message, WPARAM w, LPARAM l)
{
    switch (message) {
    case WM_QUERYENDSESSION:
        asked = was_sent();
        return TRUE;
    case WM_ENDSESSION:
        on_session_end(w != 0);
        return 0;
    case WM_CLOSE:
        /* Of taskkill, which asks each window. By default it is up to the program's own ones: a
         * question may be shown there. This window stays in any case. */
        qp__signal_raise(QP_SIGTERM);
        return 0;
    default:
        return qp__user.DefWindowProcW(window, message, w, l);
    }
}

/* Never shown, but a top-level window: windows for messages only are not told. 0 or -errno. */
static int make_window(void)
{
    WNDCLASSW class;

    ZeroMemory(&class, sizeof(class));
    class.lpfnWndProc = on_message;
    class.lpszClassName = CLASS_NAME;
    class.hInstance = GetModuleHandleW(NULL);
    if (qp__user.RegisterClassW(&class) == 0 && GetLastError() != ERROR_CLASS_ALREADY_EXISTS) {
        return qp__last_error();
    }
    if (qp__user.CreateWindowExW(WS_EX_TOOLWINDOW, CLASS_NAME, L"", WS_POPUP, 0, 0, 0, 0, NULL,
                                 NULL, class.hInstance, NULL) == NULL) {
        return qp__last_error();
    }
    return 0;
}

static void serve_window(void)
{
    MSG message;
    int got;

    while ((got = qp__user.GetMessageW(&message, NULL, 0, 0)) != 0) {
        if (got > 0) {
            qp__user.DispatchMessageW(&message);
        } else {
            Sleep(1); /* try again, but not as fast as it can fail */
        }
    }
}

/* A window belongs to the thread that has made it. */
static DWORD WINAPI run_window(void *unused)
{
    int made = make_window();

    (void)unused;
    AcquireSRWLockExclusive(&lock);
    state = made < 0 ? NO_WINDOW : WINDOW;
    error = made;
    ReleaseSRWLockExclusive(&lock);
    WakeAllConditionVariable(&changed);
    if (made == 0) {
        serve_window();
    }
    return 0;
}

/* With the lock. */
static void start(void)
{
    HANDLE thread = qp__thread_new(QP__STACK_BYTES, run_window, NULL);

    if (thread == NULL) {
        error = qp__last_error();
        return;
    }
    CloseHandle(thread);
    state = STARTING;
}

static int need_window(void)
{
    int result;

    AcquireSRWLockExclusive(&lock);
    if (state == NO_WINDOW) {
        start();
    }
    while (state == STARTING) {
        SleepConditionVariableSRW(&changed, &lock, INFINITE, 0);
    }
    result = state == WINDOW ? 0 : error;
    ReleaseSRWLockExclusive(&lock);
    return result;
}

int qp__session_end_watch(void)
{
    int result;

    if (qp__signal_in_service_session()) {
        return 0;
    }
    result = qp__user_load();
    return result < 0 ? result : need_window();
}
