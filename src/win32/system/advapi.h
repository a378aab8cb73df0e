/*
 * The functions of advapi32.dll that the library calls, looked up when they are first needed. A
 * program that imports that DLL loads it, and what it needs in turn, at every start: a fifth of the
 * time of a short script, most of which never call one of these.
 */
#ifndef QP_WIN32_SYSTEM_ADVAPI_H
#define QP_WIN32_SYSTEM_ADVAPI_H

#include "win32/system/win.h"

#define QP__ADVAPI_FUNCTIONS(X)                                                                    \
    X(AddAccessAllowedAce)                                                                         \
    X(AddAccessDeniedAce)                                                                          \
    X(AddMandatoryAce)                                                                             \
    X(CreateWellKnownSid)                                                                          \
    X(GetAce)                                                                                      \
    X(GetKernelObjectSecurity)                                                                     \
    X(GetSecurityDescriptorDacl)                                                                   \
    X(GetTokenInformation)                                                                         \
    X(InitializeAcl)                                                                               \
    X(InitializeSecurityDescriptor)                                                                \
    X(OpenProcessToken)                                                                            \
    X(RegGetValueW)                                                                                \
    X(SetSecurityDescriptorDacl)                                                                   \
    X(SetSecurityDescriptorSacl)

/* The pointers have the names of the functions. */
extern struct qp__advapi {
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a declared name takes none. */
#define QP__ADVAPI_POINTER(name) __typeof__(name) *name;
    QP__ADVAPI_FUNCTIONS(QP__ADVAPI_POINTER)
#undef QP__ADVAPI_POINTER
} qp__advapi;

/* Before qp__advapi is used, any number of times. 0 or -errno. */
int qp__advapi_load(void);

#endif
