#include "win32/signals/session_end.h"

#include "win32/system/console.h"
#include "win32/signals/signal.h"
#include "win32/signals/console_events.h"
#include "win32/system/thread.h"

#include <errno.h>

#define CLASS_NAME L"quickproc session end"

typedef ATOM WINAPI register_class(const WNDCLASSW *class);
typedef HWND WINAPI create_window(DWORD extended_style, LPCWSTR class_name, LPCWSTR title,
                                  DWORD style, int x, int y, int width, int height, HWND parent,
                                  HMENU menu, HINSTANCE instance, LPVOID parameter);
typedef BOOL WINAPI get_message(MSG *message, HWND window, UINT first, UINT last);
typedef LRESULT WINAPI dispatch_message(const MSG *message);
typedef LRESULT WINAPI default_procedure(HWND window, UINT message, WPARAM w, LPARAM l);

/*
 * user32.dll by hand: linked, it would make every process that uses this library a window program,
 * which costs time at its start and takes away the console's own events.
 */
static struct {
    register_class *register_class;
    create_window *create_window;
    get_message *get_message;
    dispatch_message *dispatch_message;
    default_procedure *default_procedure;
} user; /* written before the thread starts */

typedef enum window_state { NO_WINDOW, STARTING, WINDOW } window_state;

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;

/* Guarded by the lock. */
static window_state state;
static int error; /* of the last attempt, without a window */

#define LOAD(member, name)                                                                         \
    ((user.member = (member *)(void (*)(void))GetProcAddress(module, name)) != NULL)

static int load_functions(HMODULE module)
{
    return LOAD(register_class, "RegisterClassW") && LOAD(create_window, "CreateWindowExW") &&
           LOAD(get_message, "GetMessageW") && LOAD(dispatch_message, "DispatchMessageW") &&
           LOAD(default_procedure, "DefWindowProcW");
}

/*
 * On the window's thread. Windows ends the process when all its windows have answered
 * WM_ENDSESSION: this one does not answer while a script may clean up.
 */
static LRESULT CALLBACK on_message(HWND window, UINT message, WPARAM w, LPARAM l)
{
    if (message == WM_QUERYENDSESSION) {
        return TRUE;
    }
    if (message == WM_ENDSESSION) {
        if (w) {
            qp__signal_let_finish(qp__signal_raise(QP_SIGTERM));
        }
        return 0;
    }
    return user.default_procedure(window, message, w, l);
}

/* Never shown, but a top-level window: windows for messages only are not told. 0 or -errno. */
static int make_window(void)
{
    WNDCLASSW class;

    ZeroMemory(&class, sizeof(class));
    class.lpfnWndProc = on_message;
    class.lpszClassName = CLASS_NAME;
    class.hInstance = GetModuleHandleW(NULL);
    if (user.register_class(&class) == 0 && GetLastError() != ERROR_CLASS_ALREADY_EXISTS) {
        return qp__last_error();
    }
    if (user.create_window(WS_EX_TOOLWINDOW, CLASS_NAME, L"", WS_POPUP, 0, 0, 0, 0, NULL, NULL,
                           class.hInstance, NULL) == NULL) {
        return qp__last_error();
    }
    return 0;
}

static void serve_window(void)
{
    MSG message;
    int got;

    while ((got = user.get_message(&message, NULL, 0, 0)) != 0) {
        if (got > 0) {
            user.dispatch_message(&message);
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
static void start(HMODULE module)
{
    HANDLE thread;

    if (!load_functions(module)) {
        error = -ENOMEM; /* each Windows has them */
        return;
    }
    thread = qp__thread_new(QP__STACK_BYTES, run_window, NULL);
    if (thread == NULL) {
        error = qp__last_error();
        return;
    }
    CloseHandle(thread);
    state = STARTING;
}

static int need_window(HMODULE module)
{
    int result;

    AcquireSRWLockExclusive(&lock);
    if (state == NO_WINDOW) {
        start(module);
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
    HMODULE module = GetModuleHandleW(L"user32.dll");

    if (module == NULL && qp__console_exists()) {
        return 0;
    }
    if (module == NULL) {
        module = LoadLibraryExW(L"user32.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
    }
    return module == NULL ? qp__last_error() : need_window(module);
}
