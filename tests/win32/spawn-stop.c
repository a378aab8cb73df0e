/*
 * The end of a process whose other threads are starting children: qp_spawn_stop. What it is for,
 * the ends of real scripts, is in js/ending-while-starting.js; here are its promises, one by one.
 */
#include "../core/test.h"

#include <quickproc/quickproc.h>

#include <string.h>

#include "win32/children/starting.h"

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

/* Writes into a pipe, when there is one. */
static DWORD WINAPI spawn(void *pipe)
{
    static const qp_char *const args[] = {W("cmd"), W("/c"), W("echo here")};
    qp_spawn_options options;

    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = COUNT(args);
    if (pipe != NULL) {
        options.fds[1] = *(int *)pipe;
    }
    return (DWORD)qp_spawn(&options, NULL);
}

static void refused_starts_nothing(void)
{
    char byte;
    int fds[2];

    CHECK_INT(qp_pipe(fds), 0);
    CHECK_INT((int)spawn(&fds[1]), -ECANCELED);
    qp_close(fds[1]);
    CHECK_INT(qp_read(fds[0], &byte, 1), 0);
    qp_close(fds[0]);
}

static void nobody_starts_any_more(void)
{
    HANDLE thread;

    CHECK_INT(qp_spawn_stop(0, 0), 0);
    refused_starts_nothing();
    thread = CreateThread(NULL, 0, spawn, NULL, 0, NULL);
    CHECK_INT(WaitForSingleObject(thread, 500), WAIT_TIMEOUT);
    CloseHandle(thread);
}

/* ---- Real starts ------------------------------------------------------------------------- */

/*
 * A process that starts children and is stopped meanwhile: whether in the middle of a start is left
 * to chance, but known afterwards. Then that child ends, or not, by what it was started with.
 */
enum { MISSED = 3, STARTS = 1000 };

static wchar_t self_path[MAX_PATH];

typedef struct starter {
    unsigned flags;
    int pids[STARTS];
    volatile LONG count;
} starter;

static DWORD WINAPI start_on_and_on(void *opaque)
{
    starter *self = opaque;
    const qp_char *args[] = {self_path, W("wait")};
    qp_spawn_options options;

    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = COUNT(args);
    options.flags = self->flags;
    while (self->count < STARTS && qp_spawn(&options, &self->pids[self->count]) == 0) {
        self->count++;
    }
    return 0;
}

/* The last one that was started; after qp_spawn_stop none is added. */
static int last_child(const starter *self)
{
    LONG before;

    do {
        before = self->count;
        Sleep(1500); /* longer than any start */
    } while (self->count != before);
    return self->pids[before - 1];
}

static int stop_in_a_start(int leads_group)
{
    static starter self;
    qp_status status;
    int pid;
    int stopped;

    self.flags = QP_SHOW_WINDOW | (leads_group ? QP_NEW_PROCESS_GROUP : 0u);
    CloseHandle(CreateThread(NULL, 0, start_on_and_on, &self, 0, NULL));
    while (self.count == 0) {
        Sleep(1);
    }
    stopped = qp_spawn_stop(QP_SIGINT, 0);
    pid = last_child(&self);
    if (stopped == -ETIMEDOUT && leads_group) {
        CHECK_INT(qp_waitpid(pid, QP_WNOHANG, &status), 0);
    } else if (stopped == -ETIMEDOUT) {
        CHECK_INT(qp_waitpid(pid, 0, &status), pid);
        CHECK(qp_wifsignaled(status) && qp_wtermsig(status) == QP_SIGINT);
    }
    for (LONG i = 0; i < self.count; i++) {
        qp_kill(self.pids[i], QP_SIGKILL);
    }
    return stopped == 0 ? MISSED : test_end("spawn-stop");
}

static void stops_in_a_start(const qp_char *how)
{
    const qp_char *args[] = {self_path, how};
    qp_spawn_options options;
    qp_status status;
    int code = MISSED;

    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = COUNT(args);
    for (int i = 0; i < 50 && code == MISSED; i++) {
        CHECK_INT(qp_exec(&options, NULL, &status), 0);
        code = qp_wifexited(status) ? (int)qp_wexitstatus(status) : -1;
    }
    CHECK_INT(code, 0);
}

/* What this program is when it starts itself; -1: it was not. */
static int as_child(int argc, char **argv)
{
    if (argc < 2) {
        return -1;
    }
    if (strcmp(argv[1], "wait") == 0) {
        Sleep(LONG_MS);
        return 0;
    }
    return stop_in_a_start(strcmp(argv[1], "group") == 0);
}

int main(int argc, char **argv)
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
    int code;

    GetModuleFileNameW(NULL, self_path, MAX_PATH);
    code = as_child(argc, argv);
    if (code >= 0) {
        return code;
    }
    stops_in_a_start(W("plain"));
    stops_in_a_start(W("group"));
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
