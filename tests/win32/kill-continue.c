/*
 * SIGCONT resumes what SIGSTOP has suspended, and no thread that a program has suspended itself.
 */
#include "../core/test.h"
#include "support/signal_target.h"

#include <stddef.h>
#include <windows.h>

/* Sent in this order; then the target is asked whether it runs. */
static void own_thread_stays_suspended(const int *signals, size_t count)
{
    signal_target target = signal_target_start(L"fh15rwp100e7", QP_NEW_PROCESS_GROUP);
    size_t i;

    for (i = 0; i < count; i++) {
        CHECK_INT(qp_kill(target.pid, signals[i]), 0);
        CHECK_INT(qp_kill(-target.pid, signals[i]), 0);
    }
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGTERM);
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

typedef LONG(NTAPI *process_function)(HANDLE process);

/* Others may have suspended it, several times: one SIGCONT takes all of them back. */
static void others_suspensions_end(void)
{
    FARPROC found = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtSuspendProcess");
    process_function suspend = (process_function)(void (*)(void))found;
    signal_target target = signal_target_start(L"h15rwe7", 0);
    HANDLE process = OpenProcess(PROCESS_SUSPEND_RESUME, FALSE, (DWORD)target.pid);
    int i;

    CHECK(process != NULL && suspend != NULL);
    for (i = 0; suspend != NULL && i < 5; i++) {
        CHECK_INT(suspend(process), 0);
    }
    CloseHandle(process);
    CHECK_INT(qp_kill(target.pid, QP_SIGCONT), 0);
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGTERM);
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

int main(int argc, char **argv)
{
    static const int resumed[] = {QP_SIGCONT};
    static const int stopped[] = {QP_SIGSTOP, QP_SIGCONT, QP_SIGSTOP, QP_SIGSTOP, QP_SIGCONT};

    signal_target_run(argc, argv);
    own_thread_stays_suspended(resumed, COUNT(resumed));
    own_thread_stays_suspended(stopped, COUNT(stopped));
    others_suspensions_end();
    return test_end("kill-continue");
}
