#include "signal_target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include <sddl.h>

/* The pid. */
static int start_self(const wchar_t *script, int out_fd, uint32_t flags)
{
    wchar_t self[MAX_PATH];
    const wchar_t *args[] = {self, L"target", script};
    qp_spawn_options options;
    int pid;

    GetModuleFileNameW(NULL, self, MAX_PATH);
    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = 3;
    options.flags = flags;
    options.fds[1] = out_fd;
    if (qp_spawn(&options, &pid) < 0) {
        abort();
    }
    return pid;
}

signal_target signal_target_start(const wchar_t *script, uint32_t flags)
{
    signal_target target;
    int fds[2];

    if (qp_pipe(fds) < 0) {
        abort();
    }
    target.pid = start_self(script, fds[1], flags);
    target.fd = fds[0];
    qp_close(fds[1]);
    if (wcschr(script, L'r') != NULL && signal_target_next(&target) != 'r') {
        abort();
    }
    return target;
}

int signal_target_next(const signal_target *target)
{
    char letter = 0;

    return qp_read(target->fd, &letter, 1) == 1 ? letter : 0;
}

qp_status signal_target_end(signal_target *target)
{
    qp_status status = -1;

    if (qp_waitpid(target->pid, 0, &status) != target->pid) {
        abort();
    }
    qp_close(target->fd);
    target->fd = -1;
    return status;
}

qp_status status_exited(uint32_t code)
{
    return (qp_status)code * 256;
}

qp_status status_signaled(int signal)
{
    return signal;
}

/* ---- in the target ---- */

static HANDLE arrived;

static void on_notify(void *event)
{
    SetEvent(event);
}

static void say(const char *text)
{
    qp_write(1, text, strlen(text));
}

static uint32_t next_signals(void)
{
    uint32_t taken = 0;

    while (taken == 0) {
        WaitForSingleObject(arrived, INFINITE);
        taken = qp_signals_take();
    }
    return taken;
}

static void wait_and_say(void)
{
    uint32_t taken = next_signals();
    int signal;

    for (signal = 0; signal < 32; signal++) {
        if (taken & (1u << signal)) {
            char text[2] = {(char)('a' + signal), 0};
            say(text);
        }
    }
}

static void count(void)
{
    char text[32];
    unsigned int times = 0;
    uint32_t taken;

    do {
        taken = next_signals();
        times += (taken & ~(1u << QP_SIGTERM)) != 0;
    } while (!(taken & (1u << QP_SIGTERM)));
    snprintf(text, sizeof(text), "%u ", times);
    say(text);
}

static void guard(void)
{
    PSECURITY_DESCRIPTOR descriptor;

    if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(L"D:(A;;0x1fffff;;;SY)",
                                                              SDDL_REVISION_1, &descriptor, NULL) ||
        !SetKernelObjectSecurity(GetCurrentProcess(), DACL_SECURITY_INFORMATION, descriptor)) {
        abort();
    }
    LocalFree(descriptor);
}

/* A thread that its program keeps suspended; were it resumed, it would end the process. */
static DWORD WINAPI betray(void *unused)
{
    (void)unused;
    ExitProcess(9);
}

static void run_step(char letter, int number)
{
    static volatile int forever = 1;

    switch (letter) {
    case 'h':
        qp_signal_set(number, QP_SIGNAL_HANDLED);
        break;
    case 'i':
        qp_signal_set(number, QP_SIGNAL_IGNORED);
        break;
    case 'd':
        qp_signal_set(number, QP_SIGNAL_DEFAULT);
        break;
    case 'r':
        say("r");
        break;
    case 'o':
        say("o");
        break;
    case 's':
        Sleep(INFINITE);
        break;
    case 'p':
        Sleep((DWORD)number);
        break;
    case 'l':
        while (forever) {
        }
        break;
    case 'w':
        wait_and_say();
        break;
    case 'c':
        count();
        break;
    case 'g':
        guard();
        break;
    case 'u':
        LoadLibraryW(L"user32.dll");
        break;
    case 'x':
        start_self(L"rp2000o", 1, 0);
        break;
    case 'y':
        start_self(L"h15rwe0", 1, 0);
        break;
    case 'f':
        CreateThread(NULL, 0, betray, NULL, CREATE_SUSPENDED, NULL);
        break;
    case 'e':
        ExitProcess((UINT)number);
    }
}

void signal_target_run(int argc, char **argv)
{
    char *script;

    if (argc < 3 || strcmp(argv[1], "target") != 0) {
        return;
    }
    arrived = CreateEventW(NULL, FALSE, FALSE, NULL);
    qp_signals_set_notify(on_notify, arrived);
    for (script = argv[2]; *script != 0;) {
        char letter = *script++;
        run_step(letter, (int)strtol(script, &script, 10));
    }
    ExitProcess(0);
}
