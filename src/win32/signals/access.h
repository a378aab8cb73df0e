/*
 * Who may connect to this process's signal pipes: exactly those who may terminate this process.
 */
#ifndef QP_WIN32_SIGNALS_ACCESS_H
#define QP_WIN32_SIGNALS_ACCESS_H

#include "win32/system/win.h"

typedef struct qp__signal_access {
    SECURITY_DESCRIPTOR descriptor; /* refers to the two lists */
    ACL *dacl;                      /* owned */
    ACL *label;                     /* owned */
} qp__signal_access;

/*
 * Reads this process's own access control list and integrity level and turns them into a descriptor
 * for a pipe. 0 or -errno; dispose of it either way.
 */
int qp__signal_access_init(qp__signal_access *access);
void qp__signal_access_dispose(qp__signal_access *access);

/* Is this process in an app container, which may name its pipes `LOCAL\\...` only? */
int qp__signal_access_is_contained(void);

#endif
