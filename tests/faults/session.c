/* The end of the user's session, which the library has a window for. */
#include "support/programs.h"
#include "support/walk.h"

#include <quickproc/signal.h>
#include <quickproc/stop.h>
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
    /* NOLINTNEXTLINE(misc-redundant-expression): two closes */
    if (!close_arrives(window) || !close_arrives(window) || find_window() != window) {
        walk_wrong("WM_CLOSE is not SIGTERM");
    }
    /* Not answered: Windows would end the process. */
    if (ask(window, WM_QUERYENDSESSION, 0) != TRUE || ask(window, WM_ENDSESSION, TRUE) != -1 ||
        !(qp_signals_take() & (uint32_t)1 << QP_SIGTERM)) {
        walk_wrong("the end of the session does not arrive");
    }
}

/* ---- Asking programs to end --------------------------------------------------------------- */

static int start_sleeper(void)
{
    const wchar_t *args[] = {program_path(L"sleep"), L"60000"};
    qp_spawn_options options = program_options(args, 2);

    options.flags = QP_HIDE_WINDOW;
    return program_start(&options);
}

static qp_stop_options stop_options(void)
{
    qp_stop_options options;

    qp_stop_options_init(&options, sizeof(options));
    options.force_kill_after_ms = 300;
    return options;
}

/* Here the library has no helper: nothing can ask this program. */
static void stop_program(void)
{
    qp_stop_options options = stop_options();
    int pid = start_sleeper();
    int result;

    if (pid > 0) {
        TRY(result, qp_stop(pid, &options, NULL));
        program_wait(pid, QP_SIGKILL);
    }
}

static void on_stopped(void *opaque, int result, qp_stop_step step)
{
    *(int *)opaque = 1;
    (void)step;
    walk_told(result);
}

static void stop_async(void)
{
    qp_stop_options options = stop_options();
    qp_stopping *stopping;
    qp_events *events;
    int pid = start_sleeper();
    int stopped = 0;
    int result;
    int i;

    TRY(result, qp_events_new(&events));
    TRY(result, qp_stop_async(events, pid, &options, on_stopped, &stopped, &stopping));
    for (i = 0; i < 10000 && !stopped; i++) {
        Sleep(1);
        qp_events_dispatch(events);
    }
    if (!stopped) {
        walk_wrong("not told");
    }
    TRY(result, qp_kill(pid, QP_SIGKILL));
    program_reap(pid);
    qp_events_free(events);
}

static void stop_cancelled(void)
{
    qp_stop_options options = stop_options();
    qp_stopping *stopping;
    qp_events *events;
    int pid = start_sleeper();
    int stopped = 0;
    int result;

    TRY(result, qp_events_new(&events));
    options.force_kill_after_ms = QP_NO_TIMEOUT;
    TRY(result, qp_stop_async(events, pid, &options, on_stopped, &stopped, &stopping));
    if (result == 0) {
        qp_stop_cancel(stopping);
    }
    qp_events_free(events);
    if (stopped) {
        walk_wrong("told of what was cancelled");
    }
    TRY(result, qp_kill(pid, QP_SIGKILL));
    program_reap(pid);
}

static const exemption while_stopping[] = {
    WAITS, {"*", 0, "a way of asking that fails is followed by the next one"}, {NULL, 0, NULL}};

static const exemption while_listening[] = {LISTENS, {NULL, 0, NULL}};

static const scenario scenarios[] = {
    {"ends", session_ends, while_listening, 1},
    {"stop", stop_program, while_stopping, 1},
    {"stop-async", stop_async, while_stopping, 1},
    {"stop-cancelled", stop_cancelled, while_stopping, 1},
};

const subject subject_session = {"session", prepare, NULL, scenarios,
                                 sizeof(scenarios) / sizeof(scenarios[0])};
