/*
 * The one place that includes the SDK.
 */
#ifndef QP_WIN32_SYSTEM_WIN_H
#define QP_WIN32_SYSTEM_WIN_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

/* The Universal C runtime, not msvcrt.dll. MinGW's headers say which; Visual C++ has no other. */
#if defined(_UCRT) || defined(_MSC_VER)
#define QP__UCRT
#endif

/* -errno of the calling thread's last Win32 error; call it on the line after the failure. */
int qp__last_error(void);

/* Does this -errno say that the system cannot look or act now, and nothing of what it was asked? */
int qp__is_exhausted(int error);

#endif
