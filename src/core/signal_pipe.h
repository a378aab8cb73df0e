/*
 * The names of the pipes on which signals arrive from other processes:
 *
 *   quickproc-signal-<pid>-<its start, 16 hex digits>-<16 hex digits>
 *
 * The last part is random where pipes can be listed. All digits are lower case.
 */
#ifndef QP_CORE_SIGNAL_PIPE_H
#define QP_CORE_SIGNAL_PIPE_H

#include "quickproc/types.h"

/* The longest name and its NUL. */
#define QP__SIGNAL_PIPE_UNITS 64

/* What the names of all pipes of the process `pid` begin with. The length. */
size_t qp__signal_pipe_prefix(uint32_t pid, uint64_t start, qp_char prefix[QP__SIGNAL_PIPE_UNITS]);

/* The one with this number. The length. */
size_t qp__signal_pipe_name(const qp_char *prefix, uint64_t number,
                            qp_char name[QP__SIGNAL_PIPE_UNITS]);

/*
 * Is `name` one that qp__signal_pipe_name writes for `prefix`? Names of pipes are chosen by whoever
 * makes them, may hold any character, and Windows resolves `..` in most paths: nothing else of a
 * listing may become part of a path.
 */
int qp__signal_pipe_is_of(const qp_char *prefix, const qp_char *name);

#endif
