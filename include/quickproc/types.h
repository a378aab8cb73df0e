/*
 * Types and constants of all parts of quickproc. Needs neither windows.h nor QuickJS.
 */
#ifndef QUICKPROC_TYPES_H
#define QUICKPROC_TYPES_H

#include "quickproc/version.h"

#include <stddef.h>
#include <stdint.h>

/*
 * One UTF-16 code unit. On Windows it is wchar_t, so that L"..." literals and the results of
 * W functions fit without a cast. Text may contain lone surrogates, which are neither rejected nor
 * replaced.
 */
#ifdef _WIN32
#include <wchar.h>
typedef wchar_t qp_char;
#else
typedef uint16_t qp_char;
#endif

/*
 * Signals. SIGINT, SIGILL, SIGABRT, SIGFPE, SIGSEGV, SIGTERM and SIGBREAK have the values of the
 * Windows C runtime's <signal.h>, the others those of Linux.
 */
enum {
    QP_SIGHUP = 1,
    QP_SIGINT = 2,
    QP_SIGQUIT = 3,
    QP_SIGILL = 4,
    QP_SIGTRAP = 5,
    QP_SIGFPE = 8,
    QP_SIGKILL = 9,
    QP_SIGUSR1 = 10,
    QP_SIGSEGV = 11,
    QP_SIGUSR2 = 12,
    QP_SIGPIPE = 13,
    QP_SIGALRM = 14,
    QP_SIGTERM = 15,
    QP_SIGCHLD = 17,
    QP_SIGCONT = 18,
    QP_SIGSTOP = 19,
    QP_SIGBREAK = 21,
    QP_SIGABRT = 22
};

/*
 * How a child ended: exit code * 256 + signal. The signal is 0 for a child that exited; the exit
 * code is 0 for one that a signal ended. All 32 bits of an exit code fit.
 */
typedef int64_t qp_status;

/* What a process used, or a process and all that it has started. */
typedef struct qp_usage {
    uint64_t elapsed_ms; /* from its start to its end, or to now */
    uint64_t user_ms;    /* processor time of all its threads */
    uint64_t system_ms;
    uint64_t peak_bytes; /* the most private committed memory that it had at any time */
    uint64_t read_bytes; /* from files, pipes and devices */
    uint64_t written_bytes;
} qp_usage;

/*
 * The two kinds of callbacks.
 *
 * A `ready` function runs on the thread that owns a qp_events, inside qp_events_dispatch, and never
 * elsewhere. The library holds no lock meanwhile, so the function may call everything: set and
 * remove watches, even its own, close descriptors, start programs, dispatch again. It must not free
 * the qp_events.
 */
typedef void qp_ready_callback(void *opaque);

/*
 * A `notify` function runs on any thread, perhaps on several at once, while the library holds a
 * lock. It sets an event or posts a message to wake the thread that does the work. It must not
 * wait, and must not call the library, which would wait for that same lock.
 */
typedef void qp_notify_callback(void *opaque);

#endif
