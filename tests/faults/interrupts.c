/* A console's events as signals, and programs that share it. Each run is a process with a console
 * of its own. */
#define TESTS_CHILDREN_NO_MAIN
#include "../children/child.h"
#include "support/programs.h"
#include "support/typing.h"
#include "support/walk.h"

#include <quickproc/signal.h>
#include "win32/program/code_page.h"

/* ---- Events ------------------------------------------------------------------------------ */

static void interrupted(void)
{
    int result;
    int i;

    typing_open(LINE_MODE);
    TRY(result, qp_signal_set(QP_SIGINT, QP_SIGNAL_HANDLED));
    if (!GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0)) {
        walk_wrong("no Ctrl+C");
    }
    for (i = 0; i < 5000 && qp_signals_pending() == 0; i++) {
        Sleep(2);
    }
    if (!(qp_signals_take() & (uint32_t)1 << QP_SIGINT)) {
        walk_wrong("Ctrl+C does not arrive");
    }
    TRY(result, qp_signal_set(QP_SIGINT, QP_SIGNAL_IGNORED));
    TRY(result, qp_signal_set(QP_SIGINT, QP_SIGNAL_DEFAULT));
}

/* A child that died of Ctrl+C, which this process has not heard of. */
static void caught_up(void)
{
    const wchar_t *args[] = {program_path(L"exit"), L"3221225786"};
    qp_spawn_options options = program_options(args, 2);

    typing_open(LINE_MODE);
    program_exec(&options, QP_NO_TIMEOUT, QP_SIGINT);
}

/*
 * A group on the same console is told by an event, if the console says that it is there (Wine 8's
 * never does). Its leader says itself that it runs. A process without a handler ends by the event
 * with STATUS_CONTROL_C_EXIT, under Wine 10 with 1.
 */
static void interrupt_group(void)
{
    const wchar_t *args[] = {program_path(L"sleep"), L"60000", L"sleeping"};
    qp_spawn_options options = program_options(args, 3);
    int out[2] = {-1, -1};
    char byte;
    int pid;
    int result;

    typing_open(LINE_MODE);
    TRY(result, qp_pipe(out));
    options.flags = QP_NEW_PROCESS_GROUP;
    options.fds[1] = out[1];
    pid = program_start(&options);
    descriptor_close(out[1]);
    if (pid > 0) {
        TRY(result, qp_read(out[0], &byte, 1));
        TRY(result, qp_kill(-pid, QP_SIGINT));
        program_wait_either(pid, QP_SIGINT, child_on_wine() ? (qp_status)1 * 256 : QP_SIGINT);
    }
    descriptor_close(out[0]);
}

static void code_page(void)
{
    typing_open(LINE_MODE);
    if (qp__oem_code_page(0) == 0) {
        walk_wrong("there is no code page");
    }
}

static const exemption while_listening[] = {
    LISTENS,
    {"SetConsoleCtrlHandler", 0, "an older handler stays, or the next one replaces it"},
    {NULL, 0, NULL}};

static const scenario scenarios[] = {
    {"interrupted", interrupted, while_listening, WITH_CONSOLE},
    {"caught-up", caught_up, while_waiting, WITH_CONSOLE},
    {"interrupt-group", interrupt_group, while_marking, WITH_CONSOLE},
    {"code-page", code_page, NULL, WITH_CONSOLE},
};

const subject subject_interrupts = {"interrupts", NULL, NULL, scenarios,
                                    sizeof(scenarios) / sizeof(scenarios[0])};
