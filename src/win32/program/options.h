/*
 * The options structs of the public headers, checked, and of today's size. Each public function
 * takes its caller's struct once and passes the copy on.
 */
#ifndef QP_WIN32_PROGRAM_OPTIONS_H
#define QP_WIN32_PROGRAM_OPTIONS_H

#include "quickproc/subprocess.h"

/*
 * 0, and *win_error is 0; -EINVAL something that a start reads is not there; -ENOTSUP a flag or a
 * member of a newer version.
 */
int qp__spawn_options_take(qp_spawn_options *copy, const qp_spawn_options *options);

/* NULL: the defaults. 0; -EINVAL also for a kill_signal that does not end a process; -ENOTSUP. */
int qp__exec_options_take(qp_exec_options *copy, const qp_exec_options *options);

/* The same; NULL is -EINVAL. With an error, too, copy->notify_fd is what is to be closed. */
int qp__run_options_take(qp_run_options *copy, const qp_run_options *options);

/* Will the child lead a group of its own? */
int qp__spawn_leads_group(const qp_spawn_options *options);

#endif
