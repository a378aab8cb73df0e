/*
 * The watches. They are set, removed and run by the owner of their qp_events.
 */
#ifndef QP_WIN32_WATCH_WATCH_H
#define QP_WIN32_WATCH_WATCH_H

/* With the lock. Takes away the targets of all watches of `fd`; -1: of all that have a source.
 * Their owners look again what they are. */
void qp__watch_lose(int fd);

#endif
