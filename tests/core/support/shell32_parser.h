/*
 * The rules of CommandLineToArgvW, from its page and the known order of three quotes: the quotes
 * inside quotes that a second quote follows give one quote and end the group.
 */
#ifndef QP_TESTS_SUPPORT_SHELL32_PARSER_H
#define QP_TESTS_SUPPORT_SHELL32_PARSER_H

#include "arg_list.h"

/*
 * `list` must be initialised, which must not be empty. The first argument is the
 * program's name.
 */
void shell32_parse(arg_list *list, const qp_char *line);

#endif
