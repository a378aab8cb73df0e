/*
 * A queue's completion port: where the system reports the ends of overlapped reads and writes.
 *
 * Threads: the owner of the queue serves the port itself while it waits in qp_events_wait, so that
 * a completion wakes one thread, the one that wants it. Where the host waits for a handle or for
 * its notify function, a thread of the port serves it. Never both: they would take each other's
 * packets.
 */
#ifndef QP_WIN32_WATCH_PORT_H
#define QP_WIN32_WATCH_PORT_H

#include "win32/system/win.h"

/*
 * An operation under way: the first member of what holds its buffer. Both must live until
 * `complete` is called, whatever became of the file meanwhile; it is called once, with the lock, on
 * any thread.
 */
typedef struct qp__operation {
    OVERLAPPED overlapped; /* first */
    void (*complete)(struct qp__operation *operation);
} qp__operation;

/* Guarded by the lock. */
typedef struct qp__port {
    HANDLE handle;    /* NULL: not needed so far */
    HANDLE server;    /* its thread; NULL: none */
    long outstanding; /* operations that were begun and are not complete */
    int waiting;      /* the owner waits, and was not woken */
} qp__port;

/* ---- with the lock ---- */

/* 0; -errno. */
int qp__port_open(qp__port *port);
/* Completions of `file` arrive here from now on. 0; -errno. */
int qp__port_bind(qp__port *port, HANDLE file);

/* Before the operation is begun, and after it turned out to have no completion to come. */
void qp__port_begin(qp__port *port, qp__operation *operation);
void qp__port_withdraw(qp__port *port);

/* The owner has something else to do. */
void qp__port_wake(qp__port *port);

/* Has a thread serve an open port, unless one does. 0; -errno. */
int qp__port_serve(qp__port *port);

/* ---- without the lock, on the owner's thread ---- */

/* Ends the thread that serves it, if there is one. */
void qp__port_stop_serving(qp__port *port);

/* Waits for completions or qp__port_wake, and completes. `waiting` was set with the lock. */
void qp__port_wait(qp__port *port, DWORD timeout_ms);

/* Everything that is outstanding was cancelled: completes it, and closes the port. */
void qp__port_close(qp__port *port);

#endif
