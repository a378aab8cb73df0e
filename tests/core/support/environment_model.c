#include "environment_model.h"

#include "names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static size_t units_of(const qp_char *entry)
{
    size_t length = 0;

    while (entry[length] != 0) {
        length++;
    }
    return length;
}

/* Where the `=` behind the name is; 0 when there is none. */
static size_t name_of(const qp_char *entry)
{
    size_t at = entry[0] != 0;

    while (entry[at] != 0 && entry[at] != '=') {
        at++;
    }
    return entry[at] == '=' ? at : 0;
}

static int order(const qp_char *a, const qp_char *b)
{
    return compare_upper_case(a, name_of(a), b, name_of(b));
}

static int is_system_root(const qp_char *entry)
{
    static const char name[] = "SYSTEMROOT";
    qp_char wide[sizeof(name)];

    for (size_t i = 0; i < sizeof(name); i++) {
        wide[i] = (qp_char)name[i];
    }
    return compare_upper_case(entry, name_of(entry), wide, sizeof(name) - 1) == 0;
}

/* The first of the remaining ones by name; of equals, the last of the list. */
static size_t pick(const qp_char *const *list, size_t count)
{
    size_t best = count;

    for (size_t i = 0; i < count; i++) {
        if (list[i] != NULL && (best == count || order(list[i], list[best]) <= 0)) {
            best = i;
        }
    }
    return best;
}

static void drop_name(const qp_char **list, size_t count, const qp_char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] != NULL && order(list[i], name) == 0) {
            list[i] = NULL;
        }
    }
}

static size_t write_sorted(qp_char *to, const qp_char **list, size_t count)
{
    qp_char *start = to;
    size_t best;

    while ((best = pick(list, count)) < count) {
        const qp_char *entry = list[best];

        memcpy(to, entry, (units_of(entry) + 1) * sizeof(qp_char));
        to += units_of(entry) + 1;
        drop_name(list, count, entry);
    }
    if (to == start) {
        *to++ = 0;
    }
    *to++ = 0;
    return (size_t)(to - start);
}

int environment_model(qp_char **units, size_t *length, const qp_char *const *entries, size_t count,
                      const qp_char *current)
{
    size_t total = 0;
    size_t room = 2;
    const qp_char **list;

    for (const qp_char *at = current; at != NULL && *at != 0; at += units_of(at) + 1) {
        total++;
        room += units_of(at) + 1;
    }
    for (size_t i = 0; i < count; i++) {
        if (name_of(entries[i]) == 0) {
            return -EINVAL;
        }
        room += units_of(entries[i]) + 1;
    }
    list = calloc(total + count + 1, sizeof(*list));
    *units = malloc(room * sizeof(qp_char));
    if (list == NULL || *units == NULL) {
        abort();
    }
    total = 0;
    for (const qp_char *at = current; at != NULL && *at != 0; at += units_of(at) + 1) {
        if (name_of(at) > 0 && (at[0] == '=' || is_system_root(at))) {
            list[total++] = at;
        }
    }
    for (size_t i = 0; i < count; i++) {
        list[total++] = entries[i];
    }
    *length = write_sorted(*units, list, total);
    free((void *)list);
    return 0;
}
