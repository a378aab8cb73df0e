/*
 * A window program that runs a script: the lines of the script's children appear while they run,
 * the window stays responsive, and no console flashes up.
 *
 *     gui.exe [--hidden] [--close-after MS] [script.js [argument...]]
 *
 * Without a script it runs script.js beside the program. What is printed goes to standard output as
 * well, where the program was given one. --hidden: no window to be seen; the program ends when the
 * script has nothing left to do. --close-after: as if the window were closed then.
 *
 * The loop below is the whole of what a host has to do: it waits for messages and for the script's
 * events at once, and dispatches whichever came.
 */
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <shellapi.h>

#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

/* NOLINTBEGIN(performance-no-int-to-ptr): Windows takes numbers as pointers, and gives pointers as
 * numbers */

#define TICK_MS      50
#define BUTTON_UNITS 90
#define LINE_UNITS   28

/* So many of the script's handlers run before the window has its turn again. */
#define MOST_AT_ONCE 64

enum { TIMER_TICK = 1, TIMER_CLOSE, ID_OUTPUT = 100, ID_STOP };

typedef struct app {
    HWND window;
    HWND output; /* NULL: hidden */
    HWND stop;
    script *script;
    int hidden;
    int in_modal_loop; /* Windows runs a loop of its own: the window is moved, a menu is open */
    int ticks;
} app;

/* ---- Output ------------------------------------------------------------------------------ */

static void write_line(const wchar_t *text, size_t units)
{
    HANDLE standard = GetStdHandle(STD_OUTPUT_HANDLE);
    int bytes = WideCharToMultiByte(CP_UTF8, 0, text, (int)units, NULL, 0, NULL, NULL);
    char *line = malloc((size_t)bytes + 1);
    DWORD done;

    if (line != NULL && standard != NULL && standard != INVALID_HANDLE_VALUE) {
        WideCharToMultiByte(CP_UTF8, 0, text, (int)units, line, bytes, NULL, NULL);
        line[bytes] = '\n';
        WriteFile(standard, line, (DWORD)bytes + 1, &done, NULL);
    }
    free(line);
}

static void show_line(HWND output, const wchar_t *text, size_t units)
{
    wchar_t *line = malloc((units + 3) * sizeof(*line));

    if (line == NULL) {
        return;
    }
    wmemcpy(line, text, units);
    wmemcpy(line + units, L"\r\n", 3);
    SendMessageW(output, EM_SETSEL, (WPARAM)-1, -1);
    SendMessageW(output, EM_REPLACESEL, FALSE, (LPARAM)line);
    free(line);
}

static void print_line(void *opaque, const wchar_t *text, size_t units)
{
    const app *self = opaque;

    write_line(text, units);
    if (self->output != NULL) {
        show_line(self->output, text, units);
    }
}

/* ---- The script -------------------------------------------------------------------------- */

static void dispatch(app *self)
{
    for (int i = 0; i < MOST_AT_ONCE && script_dispatch(self->script); i++) {
    }
    if (!script_is_active(self->script)) {
        if (self->hidden) {
            DestroyWindow(self->window);
        } else if (IsWindowEnabled(self->stop)) {
            EnableWindow(self->stop, FALSE);
            SetWindowTextW(self->window, L"quickproc: finished");
        }
    }
}

/* ---- The window -------------------------------------------------------------------------- */

static void make_controls(app *self)
{
    HINSTANCE instance = GetModuleHandleW(NULL);

    self->output = CreateWindowExW(WS_EX_CLIENTEDGE, L"EDIT", NULL,
                                   WS_CHILD | WS_VISIBLE | WS_VSCROLL | ES_MULTILINE | ES_READONLY |
                                       ES_AUTOVSCROLL,
                                   0, 0, 0, 0, self->window, (HMENU)ID_OUTPUT, instance, NULL);
    self->stop = CreateWindowExW(0, L"BUTTON", L"Stop", WS_CHILD | WS_VISIBLE, 0, 0, 0, 0,
                                 self->window, (HMENU)ID_STOP, instance, NULL);
    /* Windows lets an EDIT hold 32,767 characters unless it is told otherwise. */
    SendMessageW(self->output, EM_SETLIMITTEXT, 0, 0);
    SendMessageW(self->output, WM_SETFONT, (WPARAM)GetStockObject(ANSI_FIXED_FONT), FALSE);
}

static void lay_out(const app *self, int width, int height)
{
    MoveWindow(self->output, 0, 0, width, height - LINE_UNITS - 8, TRUE);
    MoveWindow(self->stop, width - BUTTON_UNITS - 4, height - LINE_UNITS - 4, BUTTON_UNITS,
               LINE_UNITS, TRUE);
}

static void on_timer(app *self, WPARAM timer)
{
    if (timer == TIMER_CLOSE) {
        KillTimer(self->window, TIMER_CLOSE);
        SendMessageW(self->window, WM_CLOSE, 0, 0);
        return;
    }
    self->ticks++;
    /* Our loop does not run meanwhile, but timers do. */
    if (self->in_modal_loop) {
        dispatch(self);
    }
}

static LRESULT CALLBACK on_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    app *self = (app *)GetWindowLongPtrW(window, GWLP_USERDATA);

    if (self == NULL) {
        return DefWindowProcW(window, message, wparam, lparam);
    }
    switch (message) {
    case WM_SIZE:
        if (self->output != NULL) {
            lay_out(self, LOWORD(lparam), HIWORD(lparam));
        }
        return 0;
    case WM_TIMER:
        on_timer(self, wparam);
        return 0;
    case WM_COMMAND:
        if (LOWORD(wparam) == ID_STOP) {
            script_stop(self->script);
        }
        return 0;
    case WM_ENTERSIZEMOVE:
    case WM_ENTERMENULOOP:
        self->in_modal_loop = 1;
        return 0;
    case WM_EXITSIZEMOVE:
    case WM_EXITMENULOOP:
        self->in_modal_loop = 0;
        return 0;
    case WM_DESTROY:
        PostQuitMessage(0);
        return 0;
    default: /* WM_CLOSE destroys the window */
        return DefWindowProcW(window, message, wparam, lparam);
    }
}

/* A hidden one receives messages like any other, and needs no display. */
static int make_window(app *self)
{
    WNDCLASSW class = {0};
    HWND parent = self->hidden ? HWND_MESSAGE : NULL;

    class.lpfnWndProc = on_message;
    class.hInstance = GetModuleHandleW(NULL);
    class.hCursor = LoadCursorW(NULL, (const wchar_t *)IDC_ARROW);
    class.hbrBackground = (HBRUSH)(COLOR_BTNFACE + 1);
    class.lpszClassName = L"QuickprocExample";
    if (RegisterClassW(&class) == 0) {
        return -1;
    }
    self->window =
        CreateWindowExW(0, class.lpszClassName, L"quickproc", WS_OVERLAPPEDWINDOW, CW_USEDEFAULT,
                        CW_USEDEFAULT, 720, 480, parent, NULL, class.hInstance, NULL);
    if (self->window == NULL) {
        return -1;
    }
    SetWindowLongPtrW(self->window, GWLP_USERDATA, (LONG_PTR)self);
    SetTimer(self->window, TIMER_TICK, TICK_MS, NULL);
    if (!self->hidden) {
        make_controls(self);
        ShowWindow(self->window, SW_SHOWDEFAULT);
    }
    return 0;
}

/* ---- The loop ---------------------------------------------------------------------------- */

/* The exit code that WM_QUIT brings, or -1 when all messages were handled. */
static int take_messages(void)
{
    MSG message;

    while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE)) {
        if (message.message == WM_QUIT) {
            return (int)message.wParam;
        }
        TranslateMessage(&message);
        DispatchMessageW(&message);
    }
    return -1;
}

static int run_loop(app *self)
{
    HANDLE events = script_events(self->script);
    int code;

    dispatch(self);
    while ((code = take_messages()) < 0) {
        /* MWMO_INPUTAVAILABLE: messages that were seen, but not taken, count too. */
        if (MsgWaitForMultipleObjectsEx(1, &events, INFINITE, QS_ALLINPUT, MWMO_INPUTAVAILABLE) ==
            WAIT_OBJECT_0) {
            dispatch(self);
        }
    }
    return code;
}

/* ---- The program ------------------------------------------------------------------------- */

/* script.js in the program's folder. */
static const wchar_t *default_script(void)
{
    static wchar_t path[32768];
    DWORD length = GetModuleFileNameW(NULL, path, 32768 - 16);

    while (length > 0 && path[length - 1] != L'\\') {
        length--;
    }
    wcscpy(path + length, L"script.js");
    return path;
}

static int run(app *self, const wchar_t *path, wchar_t **args, int arg_count, int close_after_ms)
{
    wchar_t ticks[64];
    int code;

    if (make_window(self) < 0) {
        return 1;
    }
    self->script = script_new(args, arg_count, print_line, self);
    if (self->script == NULL) {
        return 1;
    }
    if (close_after_ms > 0) {
        SetTimer(self->window, TIMER_CLOSE, (UINT)close_after_ms, NULL);
    }
    if (script_run(self->script, path) < 0 && self->hidden) {
        code = 1;
    } else {
        code = run_loop(self);
    }
    /* Children with killOnExit end with the program; the others go on. */
    self->script = script_free(self->script);
    if (self->hidden) {
        write_line(ticks, (size_t)swprintf(ticks, 64, L"ticks: %d", self->ticks));
    }
    return code;
}

int WINAPI wWinMain(HINSTANCE hInstance, HINSTANCE hPrevInstance, LPWSTR lpCmdLine, int nShowCmd)
{
    int count;
    wchar_t **args = CommandLineToArgvW(GetCommandLineW(), &count);
    app self = {0};
    int close_after_ms = 0;
    int i = 1;

    (void)hInstance;
    (void)hPrevInstance;
    (void)lpCmdLine;
    (void)nShowCmd;
    for (; args != NULL && i < count && args[i][0] == L'-'; i++) {
        if (wcscmp(args[i], L"--hidden") == 0) {
            self.hidden = 1;
        } else if (wcscmp(args[i], L"--close-after") == 0 && i + 1 < count) {
            close_after_ms = _wtoi(args[++i]);
        } else {
            return 2;
        }
    }
    return args == NULL ? 1
                        : run(&self, i < count ? args[i] : default_script(), args + i + 1,
                              i < count ? count - i - 1 : 0, close_after_ms);
}

/* NOLINTEND(performance-no-int-to-ptr) */
