#include "win32/signals/console_events.h"

#include "win32/signals/signal.h"

/* How long Ctrl+C may take from one process of the console to the next. */
#define CATCH_UP_MS 200

static SRWLOCK lock = SRWLOCK_INIT;
static int listening; /* guarded by lock */

void qp__signal_let_finish(qp_signal_disposition met)
{
    if (met != QP_SIGNAL_DEFAULT) {
        Sleep(INFINITE);
    }
}

int qp__signal_in_service_session(void)
{
    DWORD session = 1;

    return ProcessIdToSessionId(GetCurrentProcessId(), &session) && session == 0;
}

int qp_signal_of_event(uint32_t event)
{
    switch (event) {
    case CTRL_C_EVENT:
        return QP_SIGINT;
    case CTRL_BREAK_EVENT:
        return QP_SIGBREAK;
    case CTRL_CLOSE_EVENT:
        return QP_SIGHUP;
    case CTRL_LOGOFF_EVENT:
        /* Services are told of every user's log-off: it is none of their business. */
        return qp__signal_in_service_session() ? 0 : QP_SIGTERM;
    case CTRL_SHUTDOWN_EVENT:
        return QP_SIGTERM;
    default:
        return 0;
    }
}

/*
 * On a thread that Windows starts for the event. FALSE: the next handler of the process decides,
 * the last one ends it: so a signal without a handler ends the process at once, whatever its other
 * threads are doing. After CLOSE, LOGOFF and SHUTDOWN Windows ends the process when this returns:
 * therefore it does not.
 */
static BOOL WINAPI on_event(DWORD event)
{
    int signal = qp_signal_of_event(event);
    qp_signal_disposition met;

    if (signal == 0) {
        return FALSE;
    }
    met = qp__signal_raise(signal);
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) {
        qp__signal_let_finish(met);
    }
    return met != QP_SIGNAL_DEFAULT;
}

/* Anew each time: a change of the console makes Windows forget it, and the handler that was added
 * last is asked first. */
static int listen_anew(void)
{
    int error = 0;

    AcquireSRWLockExclusive(&lock);
    if (listening) {
        SetConsoleCtrlHandler(on_event, FALSE);
    }
    listening = SetConsoleCtrlHandler(on_event, TRUE) != 0;
    if (!listening) {
        error = qp__last_error();
    }
    ReleaseSRWLockExclusive(&lock);
    return error;
}

static int is_from_console(int signal)
{
    return signal == QP_SIGINT || signal == QP_SIGBREAK || signal == QP_SIGHUP ||
           signal == QP_SIGTERM;
}

int qp__signal_console_set(int signal, qp_signal_disposition disposition)
{
    int error = 0;

    if (is_from_console(signal) && disposition != QP_SIGNAL_DEFAULT) {
        error = listen_anew();
    }
    /*
     * The switch that children inherit. It starts as "ignore" in the leader of a new process group,
     * where a handler would never run.
     */
    if (signal == QP_SIGINT && !SetConsoleCtrlHandler(NULL, disposition == QP_SIGNAL_IGNORED)) {
        error = error < 0 ? error : qp__last_error();
    }
    return error;
}

static int awaits_interrupt(void)
{
    qp_signal_disposition disposition = qp_signal_get(QP_SIGINT);

    return disposition == QP_SIGNAL_DEFAULT ||
           (disposition == QP_SIGNAL_HANDLED && !(qp_signals_pending() & 1u << QP_SIGINT));
}

/* On Wine 8 a program that dies of Ctrl+C exits with 0: there it looks like any other end. */
void qp__signal_console_catch_up(DWORD exit_code)
{
    ULONGLONG end;

    if (exit_code != (DWORD)STATUS_CONTROL_C_EXIT || GetConsoleCP() == 0) {
        return;
    }
    end = GetTickCount64() + CATCH_UP_MS;
    while (awaits_interrupt() && GetTickCount64() < end) {
        Sleep(1);
    }
}
