/*
 * Stopping programs: each is asked in the way that it understands, and forced where there is none.
 * This process has a handler for console events, which none of it may reach.
 */
#include "../core/test.h"
#include "support/loop.h"
#include "support/signal_target.h"

#include <limits.h>
#include <quickproc/stop.h>
#include <wchar.h>
#include <windows.h>

static volatile LONG reached;

static BOOL WINAPI count_event(DWORD event)
{
    (void)event;
    InterlockedIncrement(&reached);
    return TRUE;
}

static qp_stop_options options_of(uint32_t force_kill_after_ms)
{
    qp_stop_options options;

    qp_stop_options_init(&options, sizeof(options));
    options.force_kill_after_ms = force_kill_after_ms;
    return options;
}

/* *fd reads what it says, when it has said "ready". */
static int start(const wchar_t *name, const wchar_t *word, const wchar_t *second, uint32_t flags,
                 int *fd)
{
    wchar_t path[MAX_PATH];
    const wchar_t *args[] = {path, word, second};
    qp_spawn_options options;
    char byte = 0;
    int fds[2];
    int pid = 0;

    _snwprintf(path, MAX_PATH, L"%ls\\%ls.exe", _wgetenv(L"QP_TEST_CHILDREN"), name);
    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = second == NULL ? 2 : 3;
    options.flags = flags;
    CHECK_INT(qp_pipe(fds), 0);
    options.fds[1] = fds[1];
    CHECK_INT(qp_spawn(&options, &pid), 0);
    qp_close(fds[1]);
    *fd = fds[0];
    while (wcscmp(name, L"control") == 0 && byte != '\n' && qp_read(*fd, &byte, 1) == 1) {
    }
    return pid;
}

static qp_status reap(int pid)
{
    qp_status status = -1;

    CHECK_INT(qp_waitpid(pid, 0, &status), pid);
    return status;
}

static void stop_target(const wchar_t *script, uint32_t flags, qp_stop_step expected,
                        qp_status status)
{
    signal_target target = signal_target_start(script, flags);
    qp_stop_options options = options_of(2000);
    qp_stop_step step = (qp_stop_step)-1;

    CHECK_INT(qp_stop(target.pid, &options, &step), 0);
    CHECK_INT(step, expected);
    CHECK_INT(signal_target_end(&target), status);
}

static void handlers(void)
{
    stop_target(L"h15rwe7", 0, QP_STOP_SIGNAL, status_exited(7));
    /* All of its time, and nothing else meanwhile. */
    stop_target(L"h15i2i21rwp1200e7", QP_HIDE_WINDOW, QP_STOP_SIGNAL, status_exited(7));
    /* It listens, but has no handler: it is not ended by being asked. The console is ours, if there
     * is one. */
    if (GetConsoleCP() != 0) {
        stop_target(L"h10rs", 0, QP_STOP_KILL, status_signaled(QP_SIGKILL));
    }
    /* Another handler of its own. */
    stop_target(L"h2rwe6", QP_HIDE_WINDOW, QP_STOP_CTRL_C, status_exited(6));
    /* It ignores everything. */
    stop_target(L"i15i2i21rs", QP_HIDE_WINDOW, QP_STOP_KILL, status_signaled(QP_SIGKILL));
}

static void kill_with(const wchar_t *script, int ask, uint32_t force_kill_after_ms,
                      qp_stop_step expected, qp_status status)
{
    signal_target target = signal_target_start(script, QP_HIDE_WINDOW);
    qp_stop_options options = options_of(force_kill_after_ms);
    qp_stop_step step = (qp_stop_step)-1;

    options.ask = ask;
    options.kill_signal = QP_SIGTERM;
    options.signal = ask ? QP_SIGTERM : 0;
    CHECK_INT(qp_stop(target.pid, &options, &step), 0);
    CHECK_INT(step, expected);
    CHECK_INT(signal_target_end(&target), status);
}

/* The signal that was named and nothing else, then by force; or where nothing could be asked. */
static void kill_signals(void)
{
    qp_stop_options options = options_of(QP_NO_TIMEOUT);
    int fd;
    int pid;

    kill_with(L"h15rwe7", 0, QP_NO_TIMEOUT, QP_STOP_SIGNAL, status_exited(7));
    kill_with(L"h2rwe6", 0, QP_NO_TIMEOUT, QP_STOP_SIGNAL, status_signaled(QP_SIGTERM));
    kill_with(L"h2rwe6", 1, 60000, QP_STOP_CTRL_C, status_exited(6));
    kill_with(L"i15i2i21rs", 0, 100, QP_STOP_KILL, status_signaled(QP_SIGKILL));
    if (GetConsoleCP() != 0) {
        pid = start(L"sleep", L"600000", NULL, 0, &fd);
        options.kill_signal = QP_SIGTERM;
        CHECK_INT(qp_stop(pid, &options, NULL), 0);
        CHECK_INT(reap(pid), status_signaled(QP_SIGTERM));
        qp_close(fd);
    }
}

/* A program that does not use this library, on a hidden console. */
static void console_programs(void)
{
    qp_stop_options options = options_of(20000);
    char said[16] = {0};
    int fd;
    int pid = start(L"control", L"600000", L"5", QP_HIDE_WINDOW, &fd);
    qp_stop_step step = (qp_stop_step)-1;

    CHECK_INT(qp_stop(pid, &options, &step), 0);
    CHECK_INT(step, QP_STOP_CTRL_C);
    CHECK_INT(reap(pid), status_exited(5));
    CHECK(qp_read(fd, said, sizeof(said) - 1) > 0);
    CHECK(strncmp(said, "ctrl-c", 6) == 0);
    qp_close(fd);
}

static HANDLE process_of(int pid)
{
    static HANDLE process;

    process = process != NULL ? process : OpenProcess(SYNCHRONIZE, FALSE, (DWORD)pid);
    return process;
}

static void ends_by_itself(void)
{
    qp_stop_options never = options_of(QP_NO_TIMEOUT);
    int fd;
    int pid;
    char byte;
    qp_stop_step step = (qp_stop_step)-1;

    if (GetConsoleCP() != 0) {
        pid = start(L"sleep", L"300", NULL, 0, &fd);
        CHECK_INT(qp_stop(pid, &never, &step), 0);
        CHECK_INT(step, QP_STOP_EXIT);
        CHECK_INT(reap(pid), 0);
        qp_close(fd);
    }
    /* Its end of the pipe goes with it. */
    pid = start(L"sleep", L"1", NULL, 0, &fd);
    while (qp_read(fd, &byte, 1) > 0) {
    }
    while (WaitForSingleObject(process_of(pid), 60000) != WAIT_OBJECT_0) {
    }
    CHECK_INT(qp_stop(pid, NULL, &step), 0);
    CHECK_INT(step, QP_STOP_EXIT);
    CHECK_INT(qp_kill(pid, 0), 0);
    CHECK_INT(reap(pid), 0);
    CHECK_INT(qp_stop(pid, NULL, &step), -ESRCH);
    qp_close(fd);
}

/* ---- From a DLL ---------------------------------------------------------------------------- */

typedef int spawn_function(const qp_spawn_options *options, int *pid);
typedef int stop_function(int pid, const qp_stop_options *options, qp_stop_step *step);

/* quickproc.dll, which lies in the folder above this program's. */
static HMODULE load_dll(void)
{
    wchar_t path[MAX_PATH];
    int i;

    GetModuleFileNameW(NULL, path, MAX_PATH);
    for (i = 0; i < 2 && wcsrchr(path, L'\\') != NULL; i++) {
        *wcsrchr(path, L'\\') = 0;
    }
    wcscat(path, L"\\quickproc.dll");
    return LoadLibraryW(path);
}

/* The helper is another program there. */
static void from_a_dll(void)
{
    HMODULE dll = load_dll();
    wchar_t path[MAX_PATH];
    const wchar_t *args[] = {path, L"600000", L"5"};
    qp_stop_options options = options_of(20000);
    qp_stop_step step = (qp_stop_step)-1;
    qp_spawn_options spawn;
    int pid = 0;

    if (dll == NULL) {
        printf("note: no quickproc.dll here\n");
        return;
    }
    _snwprintf(path, MAX_PATH, L"%ls\\control.exe", _wgetenv(L"QP_TEST_CHILDREN"));
    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.args = args;
    spawn.arg_count = 3;
    spawn.flags = QP_HIDE_WINDOW;
    CHECK_INT(((spawn_function *)(void (*)(void))GetProcAddress(dll, "qp_spawn"))(&spawn, &pid), 0);
    CHECK_INT(
        ((stop_function *)(void (*)(void))GetProcAddress(dll, "qp_stop"))(pid, &options, &step), 0);
    CHECK_INT(step, QP_STOP_CTRL_C);
}

/* One that is stopped before it has made its console: it is asked once it has. */
static DWORD WINAPI let_it_start(void *opaque)
{
    Sleep(1000);
    CHECK_INT(qp_kill(*(int *)opaque, QP_SIGCONT), 0);
    return 0;
}

static void while_it_starts(void)
{
    wchar_t path[MAX_PATH];
    const wchar_t *args[] = {path, L"600000", L"5"};
    qp_stop_options options = options_of(120000);
    qp_stop_step step = (qp_stop_step)-1;
    qp_spawn_options spawn;
    HANDLE other;
    int pid = 0;

    _snwprintf(path, MAX_PATH, L"%ls\\control.exe", _wgetenv(L"QP_TEST_CHILDREN"));
    qp_spawn_options_init(&spawn, sizeof(spawn));
    spawn.args = args;
    spawn.arg_count = 3;
    spawn.flags = QP_HIDE_WINDOW;
    CHECK_INT(qp_spawn(&spawn, &pid), 0);
    CHECK_INT(qp_kill(pid, QP_SIGSTOP), 0);
    other = CreateThread(NULL, 0, let_it_start, &pid, 0, NULL);
    CHECK_INT(qp_stop(pid, &options, &step), 0);
    CHECK_INT(step, QP_STOP_CTRL_C);
    WaitForSingleObject(other, INFINITE);
    CloseHandle(other);
    reap(pid);
}

/* ---- Windows ------------------------------------------------------------------------------- */

static LRESULT CALLBACK on_message(HWND window, UINT message, WPARAM w, LPARAM l)
{
    if (message == WM_CLOSE) {
        ExitProcess(3);
    }
    return DefWindowProcW(window, message, w, l);
}

static void show_window(int visible)
{
    WNDCLASSW class = {.lpfnWndProc = on_message, .lpszClassName = L"quickproc stop test"};
    MSG message;

    RegisterClassW(&class);
    CreateWindowExW(0, class.lpszClassName, L"", visible ? WS_POPUP | WS_VISIBLE : WS_POPUP, 0, 0,
                    10, 10, NULL, NULL, NULL, NULL);
    qp_write(1, "r", 1);
    while (GetMessageW(&message, NULL, 0, 0) > 0) {
        DispatchMessageW(&message);
    }
}

static int start_window(const wchar_t *kind, int *fd)
{
    wchar_t self[MAX_PATH];
    const wchar_t *args[] = {self, kind};
    qp_spawn_options options;
    int fds[2];
    int pid = 0;
    char ready = 0;

    GetModuleFileNameW(NULL, self, MAX_PATH);
    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = 2;
    options.flags = QP_HIDE_WINDOW;
    CHECK_INT(qp_pipe(fds), 0);
    options.fds[1] = fds[1];
    CHECK_INT(qp_spawn(&options, &pid), 0);
    qp_close(fds[1]);
    *fd = fds[0];
    CHECK_INT(qp_read(*fd, &ready, 1), 1);
    return pid;
}

static void window_programs(void)
{
    qp_stop_options options = options_of(20000);
    qp_stop_step step = (qp_stop_step)-1;
    HWND window = CreateWindowExW(0, L"STATIC", L"", WS_POPUP, 0, 0, 0, 0, NULL, NULL, NULL, NULL);
    int fd;
    int pid;

    if (window == NULL) {
        printf("note: no windows here: WM_CLOSE is not tested\n");
        return;
    }
    DestroyWindow(window);
    pid = start_window(L"visible", &fd);
    CHECK_INT(qp_stop(pid, &options, &step), 0);
    CHECK_INT(step, QP_STOP_CLOSE);
    CHECK_INT(reap(pid), status_exited(3));
    qp_close(fd);
    /* One that nobody sees is not asked. */
    pid = start_window(L"invisible", &fd);
    CHECK_INT(qp_stop(pid, &options, &step), 0);
    CHECK_INT(step, QP_STOP_CTRL_C);
    reap(pid);
    qp_close(fd);
}

/* ---- Trees ---------------------------------------------------------------------------------- */

/* The leader ends in its own way; what it leaves running has ended, too, when this returns. */
static void trees(void)
{
    signal_target leader = signal_target_start(L"h15rxwe7", QP_NEW_PROCESS_GROUP);
    qp_stop_options options = options_of(1000);
    qp_stop_step step = (qp_stop_step)-1;

    CHECK_INT(signal_target_next(&leader), 'r');
    CHECK_INT(qp_stop(-leader.pid, &options, &step), 0);
    CHECK_INT(step, QP_STOP_SIGNAL);
    CHECK_INT(signal_target_end(&leader), status_exited(7));
    CHECK_INT(qp_kill(-leader.pid, 0), -ESRCH);
    /* As a whole. */
    leader = signal_target_start(L"rxs", QP_NEW_PROCESS_GROUP);
    CHECK_INT(signal_target_next(&leader), 'r');
    CHECK_INT(qp_stop(-leader.pid, &options, &step), 0);
    signal_target_end(&leader);
    CHECK_INT(qp_kill(-leader.pid, 0), -ESRCH);
}

/* ---- Without blocking ------------------------------------------------------------------------ */

#define MANY 20

typedef struct stopped {
    int times;
    int result;
    qp_stop_step step;
} stopped;

static int all_stopped;

static void on_stopped(void *opaque, int result, qp_stop_step step)
{
    stopped *one = opaque;

    one->times++;
    one->result = result;
    one->step = step;
    all_stopped++;
}

static void many_at_once(void)
{
    qp_stop_options options = options_of(60000);
    stopped told[MANY] = {{0, 0, QP_STOP_EXIT}};
    signal_target targets[MANY];
    qp_stopping *stopping;
    qp_events *events;
    int i;

    CHECK_INT(qp_events_new(&events), 0);
    for (i = 0; i < MANY; i++) {
        targets[i] = signal_target_start(L"h15rwe7", 0);
    }
    for (i = 0; i < MANY; i++) {
        CHECK_INT(qp_stop_async(events, targets[i].pid, &options, on_stopped, &told[i], &stopping),
                  0);
    }
    CHECK(qp_events_is_active(events));
    while (all_stopped < MANY) {
        loop_for(events, 50);
    }
    CHECK(!qp_events_is_active(events));
    for (i = 0; i < MANY; i++) {
        CHECK_INT(told[i].times, 1);
        CHECK_INT(told[i].result, 0);
        CHECK_INT(told[i].step, QP_STOP_SIGNAL);
        CHECK_INT(signal_target_end(&targets[i]), status_exited(7));
    }
    qp_events_free(events);
}

/* Given up, by itself and with its events: the program is not forced. */
static void cancelled(void)
{
    qp_stop_options options = options_of(700);
    signal_target first = signal_target_start(L"h15rwp1500e7", 0);
    signal_target second = signal_target_start(L"h15rwp1500e7", 0);
    stopped told = {0, 0, QP_STOP_EXIT};
    qp_stopping *stopping;
    qp_events *events;

    CHECK_INT(qp_events_new(&events), 0);
    CHECK_INT(qp_stop_async(events, first.pid, &options, on_stopped, &told, &stopping), 0);
    CHECK_INT(signal_target_next(&first), 'a' + QP_SIGTERM);
    qp_stop_cancel(stopping);
    CHECK_INT(qp_stop_async(events, second.pid, &options, on_stopped, &told, &stopping), 0);
    CHECK_INT(signal_target_next(&second), 'a' + QP_SIGTERM);
    qp_events_free(events);
    CHECK_INT(signal_target_end(&first), status_exited(7));
    CHECK_INT(signal_target_end(&second), status_exited(7));
    CHECK_INT(told.times, 0);
}

static void refusals(void)
{
    static const int pids[] = {0, -1, INT_MIN};
    qp_stop_options options = options_of(0);
    size_t i;

    for (i = 0; i < COUNT(pids); i++) {
        CHECK_INT(qp_stop(pids[i], NULL, NULL), -EINVAL);
    }
    CHECK_INT(qp_stop(qp_getpid(), NULL, NULL), -EINVAL);
    CHECK_INT(qp_stop(0x7ffffff0, NULL, NULL), -ESRCH);
    CHECK_INT(qp_stop(-0x7ffffff0, NULL, NULL), -ESRCH);
    options.signal = QP_SIGKILL;
    CHECK_INT(qp_stop(0x7ffffff0, &options, NULL), -EINVAL);
    options.ask = 0;
    CHECK_INT(qp_stop(0x7ffffff0, &options, NULL), -ESRCH);
    options.kill_signal = 99;
    CHECK_INT(qp_stop(0x7ffffff0, &options, NULL), -EINVAL);
    options = options_of(0);
    options.size = 0;
    CHECK_INT(qp_stop(0x7ffffff0, &options, NULL), -EINVAL);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strstr(argv[1], "visible") != NULL) {
        show_window(strcmp(argv[1], "visible") == 0);
        return 0;
    }
    signal_target_run(argc, argv);
    SetConsoleCtrlHandler(count_event, TRUE);
    handlers();
    kill_signals();
    console_programs();
    ends_by_itself();
    from_a_dll();
    while_it_starts();
    window_programs();
    trees();
    many_at_once();
    cancelled();
    refusals();
    CHECK_INT(reached, 0);
    return test_end("stop");
}
