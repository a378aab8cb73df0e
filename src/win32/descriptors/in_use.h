/*
 * Descriptors that threads of this process are reading or writing. The C runtime locks a descriptor
 * for as long as that takes, so closing one would wait until there is something to read, or room.
 */
#ifndef QP_WIN32_DESCRIPTORS_IN_USE_H
#define QP_WIN32_DESCRIPTORS_IN_USE_H

/* Around a read or a write. Its beginning waits while another thread closes the descriptor: only
 * after that the number is another file's, or nothing's. Its end: is it being closed? */
void qp__fd_begin_use(int fd);
int qp__fd_end_use(int fd);

/*
 * Around closing it: cancels what threads are doing there, until they are out of it. Not at a
 * console, whose reads must not be cancelled and do not hold the descriptor (watch/typed.h).
 */
void qp__fd_begin_closing(int fd);
void qp__fd_end_closing(int fd);

#endif
