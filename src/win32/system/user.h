/*
 * The functions of user32.dll that the library calls, looked up when they are first needed. Linked,
 * it would make every process that uses this library a window program, which costs time at its
 * start.
 */
#ifndef QP_WIN32_SYSTEM_USER_H
#define QP_WIN32_SYSTEM_USER_H

#include "win32/system/win.h"

#define QP__USER_FUNCTIONS(X)                                                                      \
    X(CreateWindowExW)                                                                             \
    X(DefWindowProcW)                                                                              \
    X(DispatchMessageW)                                                                            \
    X(EnumWindows)                                                                                 \
    X(GetClassNameW)                                                                               \
    X(GetMessageW)                                                                                 \
    X(GetWindowThreadProcessId)                                                                    \
    X(InSendMessageEx)                                                                             \
    X(IsWindowVisible)                                                                             \
    X(PostMessageW)                                                                                \
    X(RegisterClassW)

/* The pointers have the names of the functions. */
extern struct qp__user {
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a declared name takes none. */
#define QP__USER_POINTER(name) __typeof__(name) *name;
    QP__USER_FUNCTIONS(QP__USER_POINTER)
#undef QP__USER_POINTER
} qp__user;

/* Before qp__user is used, any number of times. 0 or -errno. */
int qp__user_load(void);

#endif
