/*
 * Numbers that look random and are the same in each run.
 */
#ifndef QP_TESTS_SUPPORT_RANDOM_H
#define QP_TESTS_SUPPORT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t random_next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* From 0 to limit - 1. */
static inline size_t random_below(uint64_t *state, size_t limit)
{
    return random_next(state) % limit;
}

#endif
