#include "core/signals.h"

typedef struct signal_row {
    const char *name;
    qp__signal_class class;
    int can_be_handled;
} signal_row;

static const signal_row rows[] = {
    [0] = {NULL, QP__SIGNAL_PROBE, 0},
    [QP_SIGHUP] = {"SIGHUP", QP__SIGNAL_DELIVERABLE, 1},
    [QP_SIGINT] = {"SIGINT", QP__SIGNAL_DELIVERABLE, 1},
    [QP_SIGQUIT] = {"SIGQUIT", QP__SIGNAL_DELIVERABLE, 1},
    [QP_SIGILL] = {"SIGILL", QP__SIGNAL_FATAL, 0},
    [QP_SIGTRAP] = {"SIGTRAP", QP__SIGNAL_FATAL, 0},
    [QP_SIGFPE] = {"SIGFPE", QP__SIGNAL_FATAL, 0},
    [QP_SIGKILL] = {"SIGKILL", QP__SIGNAL_END, 0},
    [QP_SIGUSR1] = {"SIGUSR1", QP__SIGNAL_DELIVERABLE, 1},
    [QP_SIGSEGV] = {"SIGSEGV", QP__SIGNAL_FATAL, 0},
    [QP_SIGUSR2] = {"SIGUSR2", QP__SIGNAL_DELIVERABLE, 1},
    [QP_SIGPIPE] = {"SIGPIPE", QP__SIGNAL_DELIVERABLE, 1},
    [QP_SIGALRM] = {"SIGALRM", QP__SIGNAL_FATAL, 0},
    [QP_SIGTERM] = {"SIGTERM", QP__SIGNAL_DELIVERABLE, 1},
    [QP_SIGCHLD] = {"SIGCHLD", QP__SIGNAL_IGNORED, 1},
    [QP_SIGCONT] = {"SIGCONT", QP__SIGNAL_CONTINUE, 0},
    [QP_SIGSTOP] = {"SIGSTOP", QP__SIGNAL_STOP, 0},
    [QP_SIGBREAK] = {"SIGBREAK", QP__SIGNAL_DELIVERABLE, 1},
    [QP_SIGABRT] = {"SIGABRT", QP__SIGNAL_FATAL, 0},
};

#define ROW_COUNT ((int)(sizeof(rows) / sizeof(rows[0])))

/* Numbers between the rows are all zero, which reads as QP__SIGNAL_UNKNOWN. */
static signal_row find(int signal)
{
    return signal >= 0 && signal < ROW_COUNT ? rows[signal] : (signal_row){0};
}

qp__signal_class qp__signal_classify(int signal)
{
    return find(signal).class;
}

int qp__signal_can_be_handled(int signal)
{
    return find(signal).can_be_handled;
}

const char *qp__signal_name(int signal)
{
    return find(signal).name;
}
