/*
 * An order of names for tests, in place of CompareStringOrdinal.
 */
#ifndef QP_TESTS_SUPPORT_NAMES_H
#define QP_TESTS_SUPPORT_NAMES_H

#include "quickproc/types.h"

/* Upper-cases ASCII, Latin-1, Greek and Cyrillic, then compares units. */
int compare_upper_case(const qp_char *a, size_t a_length, const qp_char *b, size_t b_length);

/* How often it was called. */
extern unsigned long compare_calls;

#endif
