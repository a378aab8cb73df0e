#ifndef QP_WIN32_CHILDREN_WAIT_THREADS_H
#define QP_WIN32_CHILDREN_WAIT_THREADS_H

#include "win32/children/wait.h"

/* A thread for 63 processes. */
extern const qp__wait_way qp__wait_by_threads;

#endif
