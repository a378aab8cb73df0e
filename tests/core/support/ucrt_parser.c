#include "ucrt_parser.h"

static int ends_argument(qp_char unit)
{
    return unit == 0 || unit == ' ' || unit == '\t';
}

/* Quotes group and vanish; a backslash is itself. */
static const qp_char *parse_program(arg_list *list, const qp_char *at)
{
    int grouped = 0;

    arg_list_begin(list);
    for (; *at != 0 && (grouped || !ends_argument(*at)); at++) {
        if (*at == '"') {
            grouped = !grouped;
        } else {
            arg_list_add(list, *at);
        }
    }
    arg_list_end(list);
    return at;
}

/* `at` is at a quote with this many backslashes in front, which were not added yet. */
static const qp_char *parse_quote(arg_list *list, const qp_char *at, size_t backslashes,
                                  int *grouped)
{
    for (size_t i = 0; i < backslashes / 2; i++) {
        arg_list_add(list, '\\');
    }
    if (backslashes % 2 == 1) {
        arg_list_add(list, '"');
    } else if (*grouped && at[1] == '"') {
        arg_list_add(list, '"');
        at++;
    } else {
        *grouped = !*grouped;
    }
    return at + 1;
}

static const qp_char *parse_argument(arg_list *list, const qp_char *at)
{
    int grouped = 0;

    arg_list_begin(list);
    while (*at != 0 && (grouped || !ends_argument(*at))) {
        size_t backslashes = 0;

        while (at[backslashes] == '\\') {
            backslashes++;
        }
        at += backslashes;
        if (*at == '"') {
            at = parse_quote(list, at, backslashes, &grouped);
            continue;
        }
        while (backslashes-- > 0) {
            arg_list_add(list, '\\');
        }
        if (*at != 0 && (grouped || !ends_argument(*at))) {
            arg_list_add(list, *at++);
        }
    }
    arg_list_end(list);
    return at;
}

void ucrt_parse(arg_list *list, const qp_char *line)
{
    const qp_char *at = parse_program(list, line);

    for (;;) {
        while (*at == ' ' || *at == '\t') {
            at++;
        }
        if (*at == 0) {
            return;
        }
        at = parse_argument(list, at);
    }
}
