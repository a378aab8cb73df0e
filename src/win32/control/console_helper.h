/*
 * A process that sends events to a console that is not this one's. It is this program once more, or
 * rundll32.exe with this DLL: see stop.h.
 */
#ifndef QP_WIN32_CONTROL_CONSOLE_HELPER_H
#define QP_WIN32_CONTROL_CONSOLE_HELPER_H

#include "win32/system/win.h"

/*
 * Sends `event` (CTRL_C_EVENT, CTRL_BREAK_EVENT) to all of the console of the process `pid`, unless
 * this process has the same one. The helper gets `patience_ms`; `abandoned` (NULL: none) is an
 * event that ends the waiting. 1: it was sent; 0: there is no such console, or no helper; -errno.
 */
int qp__console_helper_send(int pid, DWORD event, DWORD patience_ms, HANDLE abandoned);

#endif
