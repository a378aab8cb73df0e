/*
 * The watches. They are set, removed and run by the owner of their qp_events.
 */
#ifndef QP_WIN32_WATCH_WATCH_H
#define QP_WIN32_WATCH_WATCH_H

/* With the lock, which they may give up. */

/* `fd` is about to be closed: takes away the targets of its watches, which wait until it is. */
void qp__watch_lose(int fd);
/* It was closed: their owners look again what it is. */
void qp__watch_look(int fd);

/* Takes away all sources; the owners look again as well. */
void qp__watch_lose_sources(void);

#endif
