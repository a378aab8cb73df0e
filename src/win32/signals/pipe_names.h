/*
 * How a signal goes from process to process: over named pipes of the process that receives,
 * core/signal_pipe.h has their names.
 *
 * A process that listens has QP__SIGNAL_PIPES of them, one client each. Such a name cannot be taken
 * first, because it cannot be guessed; senders list the names that begin with the target's prefix.
 * A listed name may be anybody's: a pipe counts only when the system says that the target serves it
 * (GetNamedPipeServerProcessId). The start time keeps a pipe of an earlier process of the same pid
 * out, should that have left one to an accomplice.
 *
 * The client writes the signal, one byte, with QP__SIGNAL_IF_HANDLED or without. The server answers
 * with one byte and keeps the pipe until the client has closed it.
 */
#ifndef QP_WIN32_SIGNALS_PIPE_NAMES_H
#define QP_WIN32_SIGNALS_PIPE_NAMES_H

#include "core/signal_pipe.h"
#include "win32/system/win.h"

/* So many signals can wait for a process that is suspended; a running one takes them at once. */
#define QP__SIGNAL_PIPES 8

/*
 * How long either side waits for the other: the server for a client that says nothing, or that is
 * to end it; the client for the answer, which takes a running target a fraction of a millisecond.
 */
#define QP__SIGNAL_PATIENCE_MS 1000

/* A name with the folder of pipes in front. */
#define QP__SIGNAL_PATH_UNITS 80

/* With the signal: where it is not handled nothing is to happen. */
#define QP__SIGNAL_IF_HANDLED 0x80

/* The server's answer. */
enum {
    QP__SIGNAL_TAKEN = 1,   /* handled or ignored */
    QP__SIGNAL_DEFAULT = 2, /* the client is to end the server; if it does not, that ends itself */
    QP__SIGNAL_UNHANDLED = 3
};

/* The rights that a client needs, and all it is granted. CreateFile adds the last two by itself. */
#define QP__SIGNAL_CLIENT_RIGHTS                                                                   \
    (FILE_READ_DATA | FILE_WRITE_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE)

/* What the names of all signal pipes of `process` begin with. 0 or -errno. */
int qp__signal_pipes_of(HANDLE process, DWORD pid, wchar_t prefix[QP__SIGNAL_PIPE_UNITS]);

/*
 * The path of pipe number `index`. `random`: with an unguessable end; else with one that senders
 * know who cannot list pipes (Wine has no such list; a sandbox may forbid it). 0 or -errno.
 */
int qp__signal_pipe_path(const wchar_t *prefix, int index, int random,
                         wchar_t path[QP__SIGNAL_PATH_UNITS]);

/* Can senders list the pipes with this prefix, of which there is at least one? */
int qp__signal_pipes_are_listed(const wchar_t *prefix);

/*
 * Calls `visit` with the path of each pipe with this prefix, existing or (without a list) possible,
 * until it returns non-zero. That value, else 0: there is no other one. -EAGAIN: there may be, but
 * the list was not at its end at `give_up_ms` (GetTickCount64), or after as many names as only
 * somebody makes who wants this to take for ever. Another -errno: why the pipes cannot be listed.
 */
typedef int qp__signal_pipe_visitor(const wchar_t *path, void *opaque);
int qp__signal_pipes_visit(const wchar_t *prefix, ULONGLONG give_up_ms,
                           qp__signal_pipe_visitor *visit, void *opaque);

#endif
