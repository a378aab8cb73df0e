/*
 * Starting a process: what qp_spawn, qp_exec and promises of them share.
 */
#ifndef QP_WIN32_RUN_SPAWN_H
#define QP_WIN32_RUN_SPAWN_H

#include "win32/children/children.h"

/*
 * Starts what `options` (from qp__spawn_options_take) say and adds it to the table as a child of
 * `owner`. On success *child is in the table; who may touch it is up to its owner: for
 * QP__OWNER_WAITPID nobody, another thread may have reaped it already. *pid may be NULL. 0 or
 * -errno.
 */
int qp__spawn(const qp_spawn_options *options, qp__child_owner owner, int watched,
              qp__child **child, int *pid);

#endif
