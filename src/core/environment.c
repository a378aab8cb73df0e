#include "core/environment.h"

#include <errno.h>
#include <string.h>

typedef struct entry {
    const qp_char *units;
    size_t length;
    size_t name_length;
} entry;

typedef struct entry_list {
    entry *items; /* room for twice the entries: the second half is the scratch space of the sort */
    size_t count;
    size_t length; /* of all entries with their NULs */
} entry_list;

size_t qp__environment_name_length(const qp_char *units, size_t length)
{
    for (size_t i = 1; i < length; i++) {
        if (units[i] == '=') {
            return i;
        }
    }
    return 0;
}

static int add(entry_list *list, const qp_char *units, size_t length)
{
    size_t name_length = qp__environment_name_length(units, length);

    if (name_length == 0) {
        return -EINVAL;
    }
    list->items[list->count++] = (entry){units, length, name_length};
    list->length += length + 1;
    return 0;
}

/* What a child gets from this process's block whatever the caller says. */
static int is_kept(const qp_char *units, size_t length)
{
    size_t name_length = qp__environment_name_length(units, length);

    return name_length > 0 &&
           (units[0] == '=' || qp__equals_ascii_nocase(units, name_length, "SystemRoot"));
}

static size_t count_kept(const qp_char *block)
{
    size_t count = 0;

    for (size_t length; block != NULL && (length = qp__length(block)) > 0; block += length + 1) {
        count += (size_t)is_kept(block, length);
    }
    return count;
}

static void add_kept(entry_list *list, const qp_char *block)
{
    for (size_t length; block != NULL && (length = qp__length(block)) > 0; block += length + 1) {
        if (is_kept(block, length)) {
            add(list, block, length);
        }
    }
}

static qp_char ascii_upper(qp_char unit)
{
    return unit >= 'a' && unit <= 'z' ? (qp_char)(unit - ('a' - 'A')) : unit;
}

/*
 * The order is that of upper-cased units, so ASCII in front of the first difference settles it
 * without a call. From the first other unit on, Windows decides.
 */
static int compare_entries(const entry *a, const entry *b, qp__compare_names *compare)
{
    size_t shorter = a->name_length < b->name_length ? a->name_length : b->name_length;

    for (size_t i = 0; i < shorter; i++) {
        if (a->units[i] >= 128 || b->units[i] >= 128) {
            return compare(a->units, a->name_length, b->units, b->name_length);
        }
        if (a->units[i] != b->units[i]) {
            int difference = ascii_upper(a->units[i]) - ascii_upper(b->units[i]);

            if (difference != 0) {
                return difference;
            }
        }
    }
    return (a->name_length > b->name_length) - (a->name_length < b->name_length);
}

/* Merges two sorted neighbours; of equals, the left one comes first. */
static void merge(entry *to, const entry *left, const entry *middle, const entry *end,
                  qp__compare_names *compare)
{
    const entry *right = middle;

    while (left < middle && right < end) {
        *to++ = compare_entries(left, right, compare) <= 0 ? *left++ : *right++;
    }
    memcpy(to, left, (size_t)(middle - left) * sizeof(entry));
    memcpy(to + (middle - left), right, (size_t)(end - right) * sizeof(entry));
}

/*
 * A stable merge sort from below (qsort is not stable and hands nothing to its comparator). Returns
 * where the result lies.
 */
static entry *sort(entry *items, size_t count, qp__compare_names *compare)
{
    entry *from = items;
    entry *to = items + count;

    for (size_t width = 1; width < count; width *= 2) {
        for (size_t i = 0; i < count; i += 2 * width) {
            size_t middle = i + width < count ? i + width : count;
            size_t end = middle + width < count ? middle + width : count;

            merge(to + i, from + i, from + middle, from + end, compare);
        }
        entry *sorted = to;

        to = from;
        from = sorted;
    }
    return from;
}

/* Of equal names the last counts. */
static void append_sorted(qp__text *out, const entry *items, size_t count,
                          qp__compare_names *compare)
{
    for (size_t i = 0; i < count; i++) {
        if (i + 1 == count || compare_entries(&items[i], &items[i + 1], compare) != 0) {
            qp__text_append(out, items[i].units, items[i].length + 1);
        }
    }
    if (count == 0) {
        qp__text_append_char(out, 0);
    }
    qp__text_append_char(out, 0);
}

/* The kept ones come first: a later entry of the caller's with the same name takes their place. */
static int collect(entry_list *list, const qp_char *const *entries, size_t count,
                   const qp_char *current)
{
    int error = 0;

    add_kept(list, current);
    for (size_t i = 0; i < count && error == 0; i++) {
        error = add(list, entries[i], qp__length(entries[i]));
    }
    return error;
}

int qp__environment_build(qp__text *out, const qp_char *const *entries, size_t count,
                          const qp_char *current, qp__compare_names *compare)
{
    size_t total = count + count_kept(current);
    entry_list list = {0};
    int error;

    if (total > SIZE_MAX / 2 / sizeof(entry)) {
        return -ENOMEM;
    }
    list.items = qp__alloc(2 * total * sizeof(entry));
    error = list.items != NULL ? collect(&list, entries, count, current) : -ENOMEM;
    if (error == 0) {
        error = qp__text_reserve(out, list.length + 2);
    }
    if (error == 0) {
        append_sorted(out, sort(list.items, list.count, compare), list.count, compare);
        error = out->error;
    }
    qp__free(list.items);
    return error;
}

const qp_char *qp__environment_get(const qp_char *block, const char *name)
{
    for (size_t length; (length = qp__length(block)) > 0; block += length + 1) {
        size_t name_length = qp__environment_name_length(block, length);

        if (name_length > 0 && qp__equals_ascii_nocase(block, name_length, name)) {
            return block + name_length + 1;
        }
    }
    return NULL;
}
