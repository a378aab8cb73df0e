/*
 * The argv rules of the Universal C runtime, from the page "Parsing C command-line arguments" (main
 * function and command-line arguments): the rules since 2008, where a doubled quote inside quotes
 * is one quote and does not end them.
 */
#ifndef QP_TESTS_SUPPORT_UCRT_PARSER_H
#define QP_TESTS_SUPPORT_UCRT_PARSER_H

#include "arg_list.h"

/* `list` must be initialised. The first argument is the program's name. */
void ucrt_parse(arg_list *list, const qp_char *line);

#endif
