/*
 * What a child's environment block must hold: slow, simple, and without the code under test.
 */
#ifndef QP_TESTS_SUPPORT_ENVIRONMENT_MODEL_H
#define QP_TESTS_SUPPORT_ENVIRONMENT_MODEL_H

#include "quickproc/types.h"

/*
 * The same contract as qp__environment_build, with the order of compare_upper_case. *units is
 * allocated; *length counts every NUL. 0 or -EINVAL. Ends the program when there is no memory.
 */
int environment_model(qp_char **units, size_t *length, const qp_char *const *entries, size_t count,
                      const qp_char *current);

#endif
