/*
 * What a caller may ask of a start: the defaults, the checks, and what follows from the flags.
 */
#ifndef QP_WIN32_PROGRAM_OPTIONS_H
#define QP_WIN32_PROGRAM_OPTIONS_H

#include "quickproc/quickproc.h"

/* Is everything there that a start reads? 0 or -EINVAL. */
int qp__spawn_options_check(const qp_spawn_options *options);

/* Will the child lead a group of its own? */
int qp__spawn_leads_group(const qp_spawn_options *options);

#endif
