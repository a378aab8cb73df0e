/*
 * The receiving end of the signal pipes, see pipe_names.h.
 */
#ifndef QP_WIN32_SIGNALS_LISTENER_H
#define QP_WIN32_SIGNALS_LISTENER_H

/*
 * From the return of this on, other processes can send signals to this one. Once; a failed start is
 * tried again next time. 0 or -errno.
 */
int qp__signal_listen(void);

#endif
