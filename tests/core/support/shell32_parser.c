#include "shell32_parser.h"

enum state { BETWEEN, BARE, GROUPED };

/*
 * The name is what stands between two quotes, or all up to the first space. Some versions end a
 * bare name at any control character; this one does, as the stricter.
 */
static const qp_char *program_name(arg_list *list, const qp_char *at)
{
    int quoted = *at == '"';

    at += quoted;
    arg_list_begin(list);
    while (*at != 0 && (quoted ? *at != '"' : *at > ' ')) {
        arg_list_add(list, *at++);
    }
    arg_list_end(list);
    return quoted && *at == '"' ? at + 1 : at;
}

static void add_repeated(arg_list *list, qp_char unit, size_t count)
{
    for (; count > 0; count--) {
        arg_list_add(list, unit);
    }
}

static enum state step(arg_list *list, const qp_char **at, enum state state)
{
    const qp_char *end = *at;
    size_t backslashes;

    while (*end == '\\') {
        end++;
    }
    backslashes = (size_t)(end - *at);
    *at = end + 1;
    if (*end != '"') {
        add_repeated(list, '\\', backslashes);
        if (backslashes > 0) {
            *at = end;
        } else {
            arg_list_add(list, *end);
        }
        return state;
    }
    add_repeated(list, '\\', backslashes >> 1);
    if (backslashes & 1) {
        arg_list_add(list, '"');
        return state;
    }
    if (state == BARE) {
        return GROUPED;
    }
    if (**at == '"') {
        arg_list_add(list, '"');
        ++*at;
    }
    return BARE;
}

void shell32_parse(arg_list *list, const qp_char *line)
{
    const qp_char *at = program_name(list, line);
    enum state state = BETWEEN;

    while (*at != 0) {
        int blank = *at == ' ' || *at == '\t';

        if (state == BETWEEN && blank) {
            at++;
        } else if (state == BETWEEN) {
            arg_list_begin(list);
            state = BARE;
        } else if (state == BARE && blank) {
            arg_list_end(list);
            state = BETWEEN;
        } else {
            state = step(list, &at, state);
        }
    }
    if (state != BETWEEN) {
        arg_list_end(list);
    }
}
