/*
 * Functions of DLLs that are loaded when one of them is first needed: a program that imports a DLL
 * loads it, and what that needs in turn, at every start.
 */
#ifndef QP_WIN32_SYSTEM_LATE_H
#define QP_WIN32_SYSTEM_LATE_H

#include "win32/system/win.h"

typedef struct qp__late_dll {
    const wchar_t *name; /* in the system's folder */
    const char *const *functions;
    size_t count;
    void *pointers; /* as many, in this order */
    INIT_ONCE once;
} qp__late_dll;

/* Loads the DLL, which stays loaded, and fills in the pointers, once. 0 or -errno. */
int qp__late_load(qp__late_dll *dll);

#endif
