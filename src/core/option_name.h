/*
 * Names of options that nobody reads: what was meant.
 */
#ifndef QP_CORE_OPTION_NAME_H
#define QP_CORE_OPTION_NAME_H

#include <stddef.h>

/*
 * How many letters have to be changed, added or taken away to make one name of the other; a
 * letter's case costs nothing, `_` and `-` neither ("kill_signal" is "killSignal"). Of names longer
 * than 63 bytes: 64.
 */
size_t qp__name_distance(const char *a, const char *b);

/* The nearest of `names`, which are at least one, to `name`; else one that begins with it, or that
 * it begins with ("sep" for "separator", "envVars" for "env"). NULL: none is near. */
const char *qp__name_nearest(const char *name, const char *const *names, size_t count);

/*
 * What an option of Node's, Python's, execa's, Deno's or Bun's is here, in words that follow "use"
 * ("stdin, stdout, stderr" for "stdio"). NULL: none of theirs.
 */
const char *qp__name_elsewhere(const char *name);

#endif
