/*
 * Which files a search for a program looks at, in which order: written down as a list, without the
 * code under test.
 */
#ifndef QP_TESTS_SUPPORT_PATH_MODEL_H
#define QP_TESTS_SUPPORT_PATH_MODEL_H

#include "arg_list.h"

/*
 * `list` becomes all candidates, as if none of them could run. It is initialised here; dispose of
 * it. `path` and `pathext` may be NULL. Names as in qp__search.
 */
void path_candidates(arg_list *list, const qp_char *name, const qp_char *cwd, const qp_char *path,
                     const qp_char *pathext, int use_path);

#endif
