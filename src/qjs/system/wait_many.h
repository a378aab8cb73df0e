/*
 * Waiting for more handles than WaitForMultipleObjects takes.
 */
#ifndef QP_QJS_SYSTEM_WAIT_MANY_H
#define QP_QJS_SYSTEM_WAIT_MANY_H

#include "win32/system/win.h"

/* So many Workers can a script listen to. */
#define QP__MOST_HANDLES 4096

/* WaitForMultipleObjects for any of up to QP__MOST_HANDLES. `all` is FALSE. */
DWORD qp__wait_for_any(DWORD count, const HANDLE *handles, BOOL all, DWORD timeout_ms);

#endif
