/*
 * The end of a process whose other threads are starting children: qp_spawn_stop. What it is for,
 * the ends of real scripts, is in js/ending-while-starting.js; here are its promises, one by one.
 */
#include "../core/test.h"

#include <quickproc/quickproc.h>

#include "win32/starting.h"

#define LONG_MS 10000

typedef struct stopper {
    int signal;
    uint32_t timeout_ms;
    int result;
    volatile LONG calling;
    HANDLE thread;
} stopper;

static DWORD WINAPI stop(void *opaque)
{
    stopper *self = opaque;

    self->calling = 1;
    self->result = qp_spawn_stop(self->signal, self->timeout_ms);
    return 0;
}

static stopper *stopper_start(stopper *self, int signal, uint32_t timeout_ms)
{
    self->signal = signal;
    self->timeout_ms = timeout_ms;
    self->result = 1;
    self->calling = 0;
    self->thread = CreateThread(NULL, 0, stop, self, 0, NULL);
    while (!self->calling) {
        Sleep(1);
    }
    Sleep(100); /* nobody sees that it waits */
    return self;
}

static int stopper_end(stopper *self)
{
    CHECK_INT(WaitForSingleObject(self->thread, LONG_MS), WAIT_OBJECT_0);
    CloseHandle(self->thread);
    return self->result;
}

/* A process that does not run. */
static HANDLE new_child(void)
{
    STARTUPINFOW startup = {.cb = sizeof(startup)};
    wchar_t path[MAX_PATH];
    PROCESS_INFORMATION process;

    GetModuleFileNameW(NULL, path, MAX_PATH);
    if (!CreateProcessW(path, NULL, NULL, NULL, FALSE, CREATE_SUSPENDED, NULL, NULL, &startup,
                        &process)) {
        abort();
    }
    CloseHandle(process.hThread);
    return process.hProcess;
}

/* A start with these flags that is under way when the process ends by `signal`. */
static void starts(int signal, DWORD flags, int ends)
{
    stopper self;
    HANDLE child = new_child();
    DWORD code = 0;

    stopper_start(&self, signal, 0);
    CHECK_INT(stopper_end(&self), -ETIMEDOUT);
    qp__starting_done(child, flags);
    if (ends) {
        CHECK_INT(WaitForSingleObject(child, LONG_MS), WAIT_OBJECT_0);
        GetExitCodeProcess(child, &code);
        CHECK(code == (DWORD)STATUS_CONTROL_C_EXIT);
    } else {
        CHECK_INT(WaitForSingleObject(child, 100), WAIT_TIMEOUT);
        TerminateProcess(child, 0);
    }
    CloseHandle(child);
}

static void waits_for_the_last_start(void)
{
    stopper self;

    stopper_start(&self, 0, QP_NO_TIMEOUT);
    CHECK_INT(WaitForSingleObject(self.thread, 100), WAIT_TIMEOUT);
    qp__starting_done(NULL, 0); /* it failed */
    CHECK_INT(WaitForSingleObject(self.thread, 100), WAIT_TIMEOUT);
    qp__starting_done(NULL, 0);
    CHECK_INT(stopper_end(&self), 0);
}

static DWORD WINAPI spawn(void *unused)
{
    static const qp_char *const args[] = {W("cmd"), W("/c"), W("exit")};
    qp_spawn_options options;

    (void)unused;
    qp_spawn_options_init(&options);
    options.args = args;
    options.arg_count = COUNT(args);
    return (DWORD)qp_spawn(&options, NULL);
}

static void nobody_starts_any_more(void)
{
    HANDLE thread;

    CHECK_INT(qp_spawn_stop(0, 0), 0);
    CHECK_INT((int)spawn(NULL), -ECANCELED);
    thread = CreateThread(NULL, 0, spawn, NULL, 0, NULL);
    CHECK_INT(WaitForSingleObject(thread, 500), WAIT_TIMEOUT);
    CloseHandle(thread);
}

int main(void)
{
    static const struct {
        int signal;
        DWORD flags;
        int ends;
    } table[] = {
        {QP_SIGINT, 0, 1},
        {QP_SIGINT, CREATE_NEW_PROCESS_GROUP, 0},
        {QP_SIGINT, CREATE_NO_WINDOW, 0},
        {QP_SIGINT, CREATE_NEW_CONSOLE, 0},
        {QP_SIGBREAK, 0, 1},
        {QP_SIGBREAK, CREATE_NEW_PROCESS_GROUP, 1},
        {QP_SIGBREAK, CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP, 0},
        {QP_SIGHUP, CREATE_NEW_PROCESS_GROUP, 1},
        {QP_SIGTERM, 0, 1},
        {QP_SIGTERM, CREATE_NEW_CONSOLE, 0},
        {0, 0, 0},
    };
    size_t i;

    CHECK_INT(qp_spawn_stop(QP_SIGKILL, 0), -EINVAL);
    CHECK_INT(qp_spawn_stop(QP_SIGUSR1, 0), -EINVAL);
    CHECK_INT(qp_spawn_stop(-1, 0), -EINVAL);
    CHECK_INT(spawn(NULL), 0); /* what was refused has stopped nothing */
    for (i = 0; i < COUNT(table) + 2; i++) {
        CHECK_INT(qp__starting_begin(), 0);
    }
    for (i = 0; i < COUNT(table); i++) {
        starts(table[i].signal, table[i].flags, table[i].ends);
    }
    waits_for_the_last_start();
    nobody_starts_any_more();
    return test_end("spawn-stop");
}
