/* The end of the user's session, which the library has a window for. */
#include "support/programs.h"
#include "support/walk.h"

#include <quickproc/signal.h>
#include <stdint.h>
#include <stdio.h>

/*
 * user32.dll by hand: linked, every subject would run in a program with windows. Wine has no window
 * without a display or, in the registry, a driver that needs none.
 */
static struct {
    HWND(WINAPI *find)(HWND parent, HWND after, LPCWSTR class, LPCWSTR title);
    DWORD(WINAPI *owner)(HWND window, DWORD *pid);
    LRESULT(WINAPI *send)
    (HWND window, UINT message, WPARAM w, LPARAM l, UINT flags, UINT timeout_ms, DWORD_PTR *answer);
    BOOL(WINAPI *post)(HWND window, UINT message, WPARAM w, LPARAM l);
    HWND(WINAPI *create)
    (DWORD extended_style, LPCWSTR class, LPCWSTR title, DWORD style, int x, int y, int width,
     int height, HWND parent, HMENU menu, HINSTANCE instance, LPVOID opaque);
} user;

static FARPROC find_function(const char *name)
{
    return GetProcAddress(LoadLibraryW(L"user32.dll"), name);
}

static void load_user(void)
{
    user.find = (HWND(WINAPI *)(HWND, HWND, LPCWSTR, LPCWSTR))(void (*)(void))find_function(
        "FindWindowExW");
    user.owner =
        (DWORD(WINAPI *)(HWND, DWORD *))(void (*)(void))find_function("GetWindowThreadProcessId");
    user.send = (LRESULT(WINAPI *)(HWND, UINT, WPARAM, LPARAM, UINT, UINT, DWORD_PTR *))(
        void (*)(void))find_function("SendMessageTimeoutW");
    user.post =
        (BOOL(WINAPI *)(HWND, UINT, WPARAM, LPARAM))(void (*)(void))find_function("PostMessageW");
    user.create =
        (HWND(WINAPI *)(DWORD, LPCWSTR, LPCWSTR, DWORD, int, int, int, int, HWND, HMENU, HINSTANCE,
                        LPVOID))(void (*)(void))find_function("CreateWindowExW");
}

static int has_windows;

/* The first window makes Wine start a process, which is none of the library's. */
static void prepare(void)
{
    load_user();
    has_windows =
        user.create(0, L"STATIC", L"", WS_POPUP, 0, 0, 0, 0, NULL, NULL, NULL, NULL) != NULL;
}

/* The library's window in this process. */
static HWND find_window(void)
{
    HWND window = NULL;
    DWORD pid = 0;

    do {
        window = user.find(NULL, window, L"quickproc session end", NULL);
        if (window != NULL) {
            user.owner(window, &pid);
        }
    } while (window != NULL && pid != GetCurrentProcessId());
    return window;
}

/* -1: no answer. */
static int ask(HWND window, UINT message, WPARAM w)
{
    DWORD_PTR answer = 0;

    return user.send(window, message, w, 0, 0, 100, &answer) == 0 ? -1 : (int)answer;
}

static int close_arrives(HWND window)
{
    int i;

    user.post(window, WM_CLOSE, 0, 0);
    for (i = 0; i < 5000; i++) {
        if (qp_signals_take() & (uint32_t)1 << QP_SIGTERM) {
            return 1;
        }
        Sleep(2);
    }
    return 0;
}

static void session_ends(void)
{
    HWND window;
    int result;

    if (!has_windows) {
        printf("note: no windows here: the end of a session is not walked\n");
        return;
    }
    TRY(result, qp_signal_set(QP_SIGTERM, QP_SIGNAL_HANDLED));
    window = find_window();
    if (window == NULL) {
        walk_wrong("no window");
        return;
    }
    if (ask(window, WM_QUERYENDSESSION, 0) != TRUE || ask(window, WM_ENDSESSION, FALSE) != 0 ||
        qp_signals_pending() != 0) {
        walk_wrong("an end that does not come is one");
    }
    if (ask(window, WM_ENDSESSION, TRUE) != 0 || qp_signals_pending() != 0) {
        walk_wrong("an end that was not asked for is one");
    }
    /* Posted: anybody on the desktop can do that. A thread that takes it for the end does not get
     * to the second WM_CLOSE. */
    user.post(window, WM_QUERYENDSESSION, 0, 0);
    user.post(window, WM_ENDSESSION, TRUE, 0);
    if (!close_arrives(window) || !close_arrives(window) || find_window() != window) {
        walk_wrong("WM_CLOSE is not SIGTERM");
    }
    /* Not answered: Windows would end the process. */
    if (ask(window, WM_QUERYENDSESSION, 0) != TRUE || ask(window, WM_ENDSESSION, TRUE) != -1 ||
        !(qp_signals_take() & (uint32_t)1 << QP_SIGTERM)) {
        walk_wrong("the end of the session does not arrive");
    }
}

static const exemption while_listening[] = {LISTENS, {NULL, 0, NULL}};

static const scenario scenarios[] = {
    {"ends", session_ends, while_listening, 1},
};

const subject subject_session = {"session", prepare, NULL, scenarios,
                                 sizeof(scenarios) / sizeof(scenarios[0])};
