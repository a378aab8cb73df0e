#include "arg_list.h"

#include <stdlib.h>
#include <string.h>

static void *need(size_t bytes)
{
    void *block = malloc(bytes);

    if (block == NULL) {
        abort();
    }
    return block;
}

void arg_list_init(arg_list *list, size_t line_length)
{
    /* A unit of the line gives at most one unit and one end of an argument. */
    size_t room = 2 * line_length + 4;

    list->units = need(room * sizeof(qp_char));
    list->starts = need(room * sizeof(size_t));
    list->lengths = need(room * sizeof(size_t));
    list->count = 0;
    list->used = 0;
}

void arg_list_dispose(arg_list *list)
{
    free(list->units);
    free(list->starts);
    free(list->lengths);
}

void arg_list_begin(arg_list *list)
{
    list->starts[list->count] = list->used;
}

void arg_list_add(arg_list *list, qp_char unit)
{
    list->units[list->used++] = unit;
}

void arg_list_end(arg_list *list)
{
    list->lengths[list->count] = list->used - list->starts[list->count];
    list->units[list->used++] = 0;
    list->count++;
}

const qp_char *arg_list_get(const arg_list *list, size_t index)
{
    return list->units + list->starts[index];
}

int arg_list_equals(const arg_list *list, const qp_char *const *args, size_t count)
{
    if (list->count != count) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        size_t length = 0;

        while (args[i][length] != 0) {
            length++;
        }
        if (list->lengths[i] != length ||
            memcmp(arg_list_get(list, i), args[i], length * sizeof(qp_char)) != 0) {
            return 0;
        }
    }
    return 1;
}
