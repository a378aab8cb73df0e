/*
 * What each signal number means to qp_kill.
 */
#ifndef QP_CORE_SIGNALS_H
#define QP_CORE_SIGNALS_H

#include "quickproc/types.h"

typedef enum qp__signal_class {
    QP__SIGNAL_UNKNOWN,     /* -EINVAL */
    QP__SIGNAL_PROBE,       /* 0: does the process exist? */
    QP__SIGNAL_END,         /* cannot be handled by the target: SIGKILL */
    QP__SIGNAL_DELIVERABLE, /* SIGINT SIGTERM SIGHUP SIGQUIT SIGUSR1 SIGUSR2 SIGPIPE SIGBREAK: the
                               target's handler, else the end */
    QP__SIGNAL_FATAL, /* ends the target, as POSIX's default action: SIGILL SIGTRAP SIGABRT SIGFPE
                         SIGSEGV SIGALRM */
    QP__SIGNAL_STOP,  /* SIGSTOP */
    QP__SIGNAL_CONTINUE, /* SIGCONT */
    QP__SIGNAL_IGNORED   /* SIGCHLD: POSIX's default action is nothing */
} qp__signal_class;

qp__signal_class qp__signal_classify(int signal);

/*
 * Can a script set a handler for it? SIGINT SIGBREAK SIGHUP SIGTERM SIGQUIT SIGUSR1 SIGUSR2
 * SIGPIPE SIGCHLD.
 */
int qp__signal_can_be_handled(int signal);

/* "SIGTERM" for 15; NULL for a number that is none. */
const char *qp__signal_name(int signal);

#endif
