/*
 * The end of the user's session, which Windows tells to windows.
 */
#ifndef QP_WIN32_SIGNALS_SESSION_END_H
#define QP_WIN32_SIGNALS_SESSION_END_H

/*
 * From now on QP_SIGTERM arrives when the session ends, and when this process's windows are asked
 * to close as a whole (taskkill). Also in programs on a console: its host passes neither log-off
 * nor shutdown on to programs of users. Once; nothing in a service, which the console tells. 0;
 * -errno: the signal does not come from there, and may after another call.
 */
int qp__session_end_watch(void);

#endif
