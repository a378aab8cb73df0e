/*
 * What a parser of command lines gives: a list of arguments, in one buffer.
 */
#ifndef QP_TESTS_SUPPORT_ARG_LIST_H
#define QP_TESTS_SUPPORT_ARG_LIST_H

#include "quickproc/types.h"

typedef struct arg_list {
    qp_char *units;  /* each argument ends with a NUL */
    size_t used;     /* units so far */
    size_t room;     /* for so many units, starts and lengths */
    size_t *starts;  /* where each begins in units */
    size_t *lengths; /* without the NUL */
    size_t count;
} arg_list;

/* Room for `units` to begin with. Here and later the program ends when there is no memory. */
void arg_list_init(arg_list *list, size_t units);
void arg_list_dispose(arg_list *list);

void arg_list_begin(arg_list *list);
void arg_list_add(arg_list *list, qp_char unit);
void arg_list_end(arg_list *list);

const qp_char *arg_list_get(const arg_list *list, size_t index);

/* Are these the NUL-terminated `args`? */
int arg_list_equals(const arg_list *list, const qp_char *const *args, size_t count);

#endif
