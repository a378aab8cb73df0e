#include "arg_list.h"

#include <stdlib.h>
#include <string.h>

static void *need(void *block, size_t bytes)
{
    block = realloc(block, bytes);
    if (block == NULL) {
        abort();
    }
    return block;
}

static void make_room(arg_list *list, size_t room)
{
    list->units = need(list->units, room * sizeof(qp_char));
    list->starts = need(list->starts, room * sizeof(size_t));
    list->lengths = need(list->lengths, room * sizeof(size_t));
    list->room = room;
}

void arg_list_init(arg_list *list, size_t units)
{
    *list = (arg_list){0};
    make_room(list, units + 8);
}

void arg_list_dispose(arg_list *list)
{
    free(list->units);
    free(list->starts);
    free(list->lengths);
}

void arg_list_begin(arg_list *list)
{
    if (list->count == list->room) {
        make_room(list, 2 * list->room);
    }
    list->starts[list->count] = list->used;
}

void arg_list_add(arg_list *list, qp_char unit)
{
    if (list->used == list->room) {
        make_room(list, 2 * list->room);
    }
    list->units[list->used++] = unit;
}

void arg_list_end(arg_list *list)
{
    list->lengths[list->count] = list->used - list->starts[list->count];
    arg_list_add(list, 0);
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
