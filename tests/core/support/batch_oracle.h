/*
 * What must hold for every command line that runs a batch file: shared by the tests and the fuzzer.
 */
#ifndef QP_TESTS_SUPPORT_BATCH_ORACLE_H
#define QP_TESTS_SUPPORT_BATCH_ORACLE_H

#include "quickproc/types.h"

/*
 * NULL when `line` runs `script` with exactly these arguments and nothing else, for an environment
 * in which every name is a variable; else what is wrong.
 */
const char *batch_oracle(const qp_char *line, const qp_char *script, const qp_char *const *args,
                         size_t count);

#endif
