/*
 * The end of the user's session, for processes that the console does not tell.
 */
#ifndef QP_WIN32_SIGNALS_SESSION_END_H
#define QP_WIN32_SIGNALS_SESSION_END_H

/*
 * From now on QP_SIGTERM arrives when the session ends. Needed, and done, only where the console's
 * CTRL_LOGOFF_EVENT and CTRL_SHUTDOWN_EVENT do not come: in a process that loaded user32.dll, and
 * in one without a console. Once. 0; -errno: the signal does not come from there, and may after
 * another call.
 */
int qp__session_end_watch(void);

#endif
