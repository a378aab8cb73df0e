/*
 * Which descriptors may stand for one file with others, in this process and in other ones. Nothing
 * is asked of the system: what is not known counts as shared.
 *
 * Threads: guarded by the lock (lock.h).
 */
#ifndef QP_WIN32_WATCH_SHARING_H
#define QP_WIN32_WATCH_SHARING_H

/* No C runtime has more descriptors. */
#define QP__MOST_DESCRIPTORS 8192

/* The library made `fd` for a file that it opened. */
void qp__sharing_made(int fd);

/* `fd` is closed, or comes to stand for something else. */
void qp__sharing_closed(int fd);

void qp__sharing_duplicated(int fd, int duplicate);

/* A process gets it. */
void qp__sharing_lent(int fd);

/* Is there another descriptor of the same file in this process? */
int qp__sharing_has_duplicates(int fd);

/* Is it certain that no other process has the file? What was there when this one started, the
 * standard descriptors, and what others made never are. */
int qp__sharing_is_private(int fd);

#endif
