/*
 * The receiving end of the signal pipes, see pipe_names.h.
 */
#ifndef QP_WIN32_SIGNALS_LISTENER_H
#define QP_WIN32_SIGNALS_LISTENER_H

/*
 * From the return of this on, other processes can send signals to this one. Once; a failed start is
 * tried again next time. 0, also in an app container, which may make no such pipes: there the
 * signals of other processes take their default action. -errno.
 */
int qp__signal_listen(void);

#endif
