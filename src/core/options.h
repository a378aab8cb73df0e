/*
 * Options structs that grow. The first member of each is `size_t size`: sizeof the struct in the
 * header that the caller was compiled with. A newer header only appends members, and 0 is the
 * default of each, so callers and libraries of different versions understand each other.
 */
#ifndef QP_CORE_OPTIONS_H
#define QP_CORE_OPTIONS_H

#include <stddef.h>

/* A member that is appended to padding would be read from the padding of older callers. */
#define QP__ENDS_WITH(type, member)                                                                \
    _Static_assert(sizeof(type) == offsetof(type, member) + sizeof(((type *)0)->member),           \
                   #type " has padding at its end")

/*
 * Fills in *to, a struct of today's `size`, which holds the defaults, with the caller's `from`.
 * Members that an older caller does not have keep their defaults. 0; -EINVAL `from` is NULL or its
 * size is below `least`, absurd or not set: *to is unchanged; -ENOTSUP a newer caller sets a member
 * that this version does not have: *to has the others.
 */
int qp__options_copy(void *to, size_t size, const void *from, size_t least);

/* Fills in a caller's struct of `size` bytes with the defaults; what is newer than they are is 0.
 */
void qp__options_init(void *to, size_t size, const void *defaults, size_t defaults_size);

/* The same for a struct of results, which has no member `size`. */
void qp__results_copy(void *to, size_t size, const void *results, size_t results_size);

#endif
