#include "path_model.h"

#include <stdlib.h>
#include <string.h>

typedef struct part {
    const qp_char *units;
    size_t length;
} part;

static part whole(const qp_char *z)
{
    static const qp_char nothing[1];
    part all = {z != NULL ? z : nothing, 0};

    while (all.units[all.length] != 0) {
        all.length++;
    }
    return all;
}

static int slash(qp_char unit)
{
    return unit == '/' || unit == '\\';
}

static qp_char fold(qp_char unit)
{
    return unit >= 'A' && unit <= 'Z' ? (qp_char)(unit | 0x20) : unit;
}

static int drive(part name)
{
    return name.length > 1 && name.units[1] == ':' && fold(name.units[0]) >= 'a' &&
           fold(name.units[0]) <= 'z';
}

static void put(arg_list *list, part text)
{
    for (size_t i = 0; i < text.length; i++) {
        arg_list_add(list, slash(text.units[i]) ? '\\' : text.units[i]);
    }
}

static qp_char last_unit(const arg_list *list)
{
    return list->used > list->starts[list->count] ? list->units[list->used - 1] : 0;
}

static void put_separator(arg_list *list)
{
    qp_char last = last_unit(list);

    if (last != 0 && last != '\\' && last != ':') {
        arg_list_add(list, '\\');
    }
}

/* The start of `cwd` that has so many components; a leading \\ counts for nothing. */
static part leading(part cwd, int components)
{
    size_t at = 0;

    while (at < cwd.length && slash(cwd.units[at])) {
        at++;
    }
    while (at < cwd.length && (components -= slash(cwd.units[at])) > 0) {
        at++;
    }
    return (part){cwd.units, at};
}

static part root_of(part cwd)
{
    static const char *const verbatim = "unc";
    int is_verbatim = cwd.length > 3 && slash(cwd.units[0]) && slash(cwd.units[1]) &&
                      (cwd.units[2] == '?' || cwd.units[2] == '.') && slash(cwd.units[3]);

    if (drive(cwd)) {
        return (part){cwd.units, 2};
    }
    if (cwd.length < 2 || !slash(cwd.units[0]) || !slash(cwd.units[1])) {
        return (part){cwd.units, 0};
    }
    if (!is_verbatim) {
        return leading(cwd, 2);
    }
    for (size_t i = 0; i < 3; i++) {
        if (cwd.length < 9 || fold(cwd.units[4 + i]) != (qp_char)verbatim[i]) {
            return leading(cwd, 2);
        }
    }
    return slash(cwd.units[7]) ? leading(cwd, 4) : leading(cwd, 2);
}

static int same_drive(part cwd, part name)
{
    return drive(cwd) && drive(name) && fold(cwd.units[0]) == fold(name.units[0]);
}

static void put_joined(arg_list *list, part cwd, part name)
{
    int rooted = name.length > 0 && slash(name.units[0]);
    int unc = rooted && name.length > 1 && slash(name.units[1]);

    /* "C:name", in a directory of that drive: a name there. */
    if (same_drive(cwd, name) && (name.length == 2 || !slash(name.units[2]))) {
        put(list, cwd);
        put_separator(list);
        put(list, (part){name.units + 2, name.length - 2});
        return;
    }
    if (rooted && !unc) {
        put(list, root_of(cwd));
    }
    if (!rooted && !drive(name)) {
        put(list, cwd);
        put_separator(list);
    }
    put(list, name);
}

typedef struct search_model {
    part name;
    part cwd;
    part pathext;
} search_model;

static void put_candidate(arg_list *list, const search_model *search, const part *directory,
                          part extension)
{
    arg_list_begin(list);
    if (directory != NULL) {
        put_joined(list, search->cwd, *directory);
        put_separator(list);
        put(list, search->name);
    } else {
        put_joined(list, search->cwd, search->name);
    }
    for (size_t i = 0; i < extension.length; i++) {
        arg_list_add(list, extension.units[i]);
    }
    arg_list_end(list);
}

/* The n-th of a list between semicolons; 0 behind its end. */
static int nth(part list, size_t n, part *found)
{
    size_t start = 0;

    for (size_t at = 0; at <= list.length; at++) {
        if (at == list.length || list.units[at] == ';') {
            *found = (part){list.units + start, at - start};
            start = at + 1;
            if (n-- == 0) {
                return 1;
            }
        }
    }
    return 0;
}

static int tail_is(part name, part tail)
{
    for (size_t i = 0; i < tail.length; i++) {
        if (tail.length > name.length ||
            fold(name.units[name.length - tail.length + i]) != fold(tail.units[i])) {
            return 0;
        }
    }
    return 1;
}

/* A dot and more, with nothing in it that leads elsewhere. */
static int is_extension(part text)
{
    int good = text.length > 1 && text.units[0] == '.';

    for (size_t i = 0; i < text.length; i++) {
        good &= !slash(text.units[i]) && text.units[i] != ':';
    }
    return good;
}

static const qp_char default_extensions[] = {'.', 'c', 'o', 'm', ';', '.', 'e', 'x', 'e', ';',
                                             '.', 'b', 'a', 't', ';', '.', 'c', 'm', 'd', 0};

static int runs_by_name(const search_model *search)
{
    const part lists[] = {whole(default_extensions), search->pathext};
    part name = search->name;
    part extension;

    while (name.length > 0 &&
           (name.units[name.length - 1] == '.' || name.units[name.length - 1] == ' ')) {
        name.length--;
    }
    for (size_t i = 0; i < 2; i++) {
        for (size_t n = 0; nth(lists[i], n, &extension); n++) {
            if (is_extension(extension) && tail_is(name, extension)) {
                return 1;
            }
        }
    }
    return 0;
}

static void put_place(arg_list *list, const search_model *search, const part *directory)
{
    const part none = {NULL, 0};
    part extensions = search->pathext.length > 0 ? search->pathext : whole(default_extensions);
    qp_char last = search->name.units[search->name.length - 1];
    int by_name = runs_by_name(search);
    part extension;

    if (by_name) {
        put_candidate(list, search, directory, none);
    }
    for (size_t n = 0; last != '.' && last != ':' && !slash(last) && nth(extensions, n, &extension);
         n++) {
        if (is_extension(extension)) {
            put_candidate(list, search, directory, extension);
        }
    }
    if (!by_name) {
        put_candidate(list, search, directory, none);
    }
}

static int is_drive_so_far(const qp_char *entry, size_t length)
{
    int after_prefix = length == 5 && slash(entry[0]) && slash(entry[1]) && slash(entry[3]);
    qp_char letter = length > 0 ? entry[length - 1] | 0x20 : 0;

    return (length == 1 || after_prefix) && letter >= 'a' && letter <= 'z';
}

static int blank(qp_char unit)
{
    return unit == ' ' || unit == '\t';
}

static size_t end_entry(qp_char *cleaned, size_t start, size_t used)
{
    while (used > start && blank(cleaned[used - 1])) {
        used--;
    }
    cleaned[used] = 0;
    return used + 1;
}

/*
 * Cuts PATH at the semicolons outside quotes, and at the colons there that do not end a drive, into
 * `cleaned`, an entry a NUL-terminated string without its quotes and the blanks around it.
 */
static size_t clean_path(qp_char *cleaned, part path)
{
    size_t used = 0;
    size_t start = 0;
    int quoted = 0;

    for (size_t i = 0; i < path.length; i++) {
        qp_char unit = path.units[i];

        if (unit == '"') {
            quoted = !quoted;
        } else if (!quoted && (unit == ';' ||
                               (unit == ':' && !is_drive_so_far(cleaned + start, used - start)))) {
            used = start = end_entry(cleaned, start, used);
        } else if (used > start || !blank(unit)) {
            cleaned[used++] = unit;
        }
    }
    return end_entry(cleaned, start, used);
}

static int is_searched(part entry)
{
    int rooted = entry.length > 0 && slash(entry.units[0]);

    return entry.length > 0 && entry.units[0] != '%' &&
           (!rooted || (entry.length > 1 && slash(entry.units[1])));
}

static int has_place(part name)
{
    for (size_t i = 0; i < name.length; i++) {
        if (slash(name.units[i])) {
            return 1;
        }
    }
    return drive(name);
}

void path_candidates(arg_list *list, const qp_char *name, const qp_char *cwd, const qp_char *path,
                     const qp_char *pathext, int use_path)
{
    search_model search = {whole(name), whole(cwd), whole(pathext)};
    part all = whole(path);
    qp_char *cleaned = malloc((all.length + 1) * sizeof(qp_char));

    if (cleaned == NULL) {
        abort();
    }
    arg_list_init(list, 0);
    if (search.name.length > 0 && (!use_path || has_place(search.name))) {
        put_place(list, &search, NULL);
    } else if (search.name.length > 0) {
        size_t used = clean_path(cleaned, all);

        for (size_t at = 0; at < used; at += whole(cleaned + at).length + 1) {
            part directory = whole(cleaned + at);

            if (is_searched(directory)) {
                put_place(list, &search, &directory);
            }
        }
    }
    free(cleaned);
}
