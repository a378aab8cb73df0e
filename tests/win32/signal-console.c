/*
 * Ctrl+C and what it does to a process that has a handler, that ignores it, that has neither; and
 * to its children.
 *
 * The console is a new one of this test program, which gets every event, too. Wine 8 never delivers
 * CTRL_BREAK_EVENT: Ctrl+Break is tested on Windows only.
 */
#include "../core/test.h"
#define TESTS_CHILDREN_NO_MAIN
#include "../children/child.h"
#include "support/signal_target.h"

#include <windows.h>

static int on_wine;

/* Ctrl+C to all of the console, this program included, which handles it. */
static void press(DWORD event, int signal)
{
    CHECK(GenerateConsoleCtrlEvent(event, 0));
    while (!(qp_signals_take() & (1u << signal))) {
        Sleep(1);
    }
}

/* Wine 8 ends a process with 0 where Windows ends it with STATUS_CONTROL_C_EXIT. */
static void died_of_control_c(signal_target *target)
{
    qp_status status = signal_target_end(target);

    CHECK(status == status_signaled(QP_SIGINT) || (on_wine && status == status_exited(0)));
}

static void handler_runs(void)
{
    signal_target target = signal_target_start(L"h2rwe7", 0);

    press(CTRL_C_EVENT, QP_SIGINT);
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGINT);
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

/* A handler for another signal is none for this one. */
static void default_ends(const wchar_t *script)
{
    signal_target target = signal_target_start(script, 0);

    press(CTRL_C_EVENT, QP_SIGINT);
    died_of_control_c(&target);
}

static void ignored_is_ignored(void)
{
    signal_target target = signal_target_start(L"i2rp500e5", 0);

    press(CTRL_C_EVENT, QP_SIGINT);
    CHECK_INT(signal_target_end(&target), status_exited(5));
}

/* As on POSIX: who is started by a process that ignores Ctrl+C ignores it, until it decides
 * otherwise. */
static void ignoring_is_inherited(void)
{
    signal_target target = signal_target_start(L"i2rxp500e5", 0);

    CHECK_INT(signal_target_next(&target), 'r');
    press(CTRL_C_EVENT, QP_SIGINT);
    CHECK_INT(signal_target_next(&target), 'o');
    CHECK_INT(signal_target_end(&target), status_exited(5));
}

/* Ctrl+C may reach a child first: whoever waits for one that died of it gets time to be told, too.
 * Nobody is told here. (This one only looks as if: see died_of_control_c.) */
static void end_by_control_c_is_waited_for(void)
{
    signal_target target = signal_target_start(L"re-1073741510", 0);
    ULONGLONG before = GetTickCount64();

    CHECK_INT(signal_target_end(&target), status_signaled(QP_SIGINT));
    CHECK(GetTickCount64() - before >= 150);
}

/* The leader of a new group starts with Ctrl+C switched off. Wine 8 sends the event to the sender's
 * own group only. */
static void group_leader_gets_it(void)
{
    signal_target target = signal_target_start(L"h2rwe7", QP_NEW_PROCESS_GROUP);

    press(CTRL_C_EVENT, QP_SIGINT);
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGINT);
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

static void control_break(void)
{
    signal_target target = signal_target_start(L"h21rwe7", 0);
    signal_target other = signal_target_start(L"h2h15rs", 0);

    press(CTRL_BREAK_EVENT, QP_SIGBREAK);
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGBREAK);
    CHECK_INT(signal_target_end(&target), status_exited(7));
    died_of_control_c(&other);
}

int main(int argc, char **argv)
{
    signal_target_run(argc, argv);
    on_wine = child_on_wine();
    FreeConsole();
    CHECK(AllocConsole());
    CHECK_INT(qp_signal_set(QP_SIGINT, QP_SIGNAL_HANDLED), 0);
    CHECK_INT(qp_signal_set(QP_SIGBREAK, QP_SIGNAL_HANDLED), 0);
    handler_runs();
    default_ends(L"rs");
    default_ends(L"rl");
    default_ends(L"h2d2rl");
    default_ends(L"h15h10rl");
    ignored_is_ignored();
    ignoring_is_inherited();
    end_by_control_c_is_waited_for();
    if (!on_wine) {
        group_leader_gets_it();
        control_break();
    }
    return test_end("signal-console");
}
