/*
 * Environment blocks: "NAME=value\0NAME=value\0\0", sorted by name without case, each name once.
 */
#ifndef QP_CORE_ENVIRONMENT_H
#define QP_CORE_ENVIRONMENT_H

#include "core/text.h"

/*
 * Orders two names as Windows does (ordinal, upper-cased): < 0, 0, > 0. Windows passes
 * CompareStringOrdinal, native tests a function of their own.
 */
typedef int qp__compare_names(const qp_char *a, size_t a_length, const qp_char *b, size_t b_length);

/*
 * The length of the name in a "NAME=value" entry: everything before the first `=` that is not the
 * first unit
 * ("=C:=C:\dir" is named "=C:"). 0 when the entry has no name.
 */
size_t qp__environment_name_length(const qp_char *units, size_t length);

/*
 * Builds the child's block in `out` (out->length counts every NUL, the final one included).
 * `entries`: NUL-terminated "NAME=value"; of names that are equal without case the last wins.
 * `current`: this process's own block (GetEnvironmentStringsW) or NULL. Its "=C:"-like entries are
 * added, and its SystemRoot when `entries` have none. Nothing else is. An empty result is two NULs.
 * 0; -ENOMEM; -EINVAL for an entry without `=` or with an empty name.
 */
int qp__environment_build(qp__text *out, const qp_char *const *entries, size_t count,
                          const qp_char *current, qp__compare_names *compare);

/* The value of `name` (ASCII) in a block, NULL when it is not there; borrowed from the block. */
const qp_char *qp__environment_get(const qp_char *block, const char *name);

#endif
