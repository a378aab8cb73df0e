/*
 * The environment of this process, to make one for a child from.
 */
#ifndef QP_WIN32_PROGRAM_OWN_ENVIRONMENT_H
#define QP_WIN32_PROGRAM_OWN_ENVIRONMENT_H

#include "quickproc/types.h"

/*
 * A copy of it, for the caller to qp_free: "NAME=value" entries, each NUL-terminated, then an empty
 * one. NULL when there is no memory. GetEnvironmentStringsW.
 */
qp_char *qp__environment(void);

/* Do two names mean the same variable? Windows' own comparison without case. CompareStringOrdinal.
 */
int qp__same_variable(const qp_char *a, const qp_char *b);

#endif
