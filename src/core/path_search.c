#include "core/path_search.h"

#include <errno.h>
#include <string.h>

/* Candidates of one place, tried in order until one can run. */
typedef struct search_place {
    const qp__search *search;
    qp__text *out;             /* the directory and the name */
    size_t length;             /* of these; an extension may follow */
    int runs_by_extension;     /* the name's own extension can run */
    int takes_extension;       /* more may be appended to the name */
    int asks_prefix;           /* probe_prefix can answer for the name */
    int has_extension;         /* any */
    int unreachable;           /* no further look at this place */
    qp__program_kind own_kind; /* what the name itself is */
    qp__program_kind kind;     /* what was found */
} search_place;

static const char *const own_extensions[] = {".com", ".exe", ".bat", ".cmd"};

/* More units are in no UNICODE_STRING of the kernel, so no file has a longer path. Asking for one
 * at every place would take seconds. */
#define LONGEST_NAME_UNITS 32767

#define OWN_EXTENSION_COUNT (sizeof(own_extensions) / sizeof(own_extensions[0]))

static int is_separator(qp_char unit)
{
    return unit == '/' || unit == '\\';
}

static int is_letter(qp_char unit)
{
    qp_char lower = qp__ascii_lower(unit);

    return lower >= 'a' && lower <= 'z';
}

static int has_drive(const qp_char *name, size_t length)
{
    return length >= 2 && name[1] == ':' && is_letter(name[0]);
}

int qp__path_has_directory(const qp_char *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (is_separator(name[i])) {
            return 1;
        }
    }
    return has_drive(name, length);
}

/* "/usr/local/bin" has 14 units. */
#define POSIX_DIRECTORY_UNITS 16

/*
 * Appends one component of a POSIX path: nothing for "" and ".", and ".." takes the last one off.
 * The new length; POSIX_DIRECTORY_UNITS: there is no room for it.
 */
static size_t append_component(char *directory, size_t at, const qp_char *name, size_t length)
{
    if (length == 0 || qp__equals_ascii_nocase(name, length, ".")) {
        return at;
    }
    if (qp__equals_ascii_nocase(name, length, "..")) {
        while (at > 0 && directory[--at] != '/') {
        }
        return at;
    }
    if (at + 1 + length >= POSIX_DIRECTORY_UNITS) {
        return POSIX_DIRECTORY_UNITS;
    }
    directory[at++] = '/';
    for (size_t i = 0; i < length; i++) {
        directory[at++] = name[i] < 128 ? (char)qp__ascii_lower(name[i]) : '?';
    }
    return at;
}

/* The directory of an absolute path with `/`, in lower case and without detours. Its length; 0:
 * it is the root, or longer than any that counts. */
static size_t posix_directory(char directory[POSIX_DIRECTORY_UNITS], const qp_char *name,
                              size_t length)
{
    size_t at = 0;
    size_t start = 1;

    for (size_t end = start; end < length; end++) {
        if (name[end] == '/') {
            at = append_component(directory, at, name + start, end - start);
            start = end + 1;
        }
        if (at == POSIX_DIRECTORY_UNITS) {
            return 0;
        }
    }
    return at;
}

/* The length up to and with the last `/`. */
static size_t directory_prefix(const qp_char *name, size_t length)
{
    while (length > 0 && name[length - 1] != '/') {
        length--;
    }
    return length;
}

size_t qp__path_posix_program(const qp_char *name, size_t length)
{
    static const char *const directories[] = {"/bin", "/usr/bin", "/usr/local/bin"};
    char directory[POSIX_DIRECTORY_UNITS];
    size_t prefix = directory_prefix(name, length);
    size_t at;

    /* Two slashes in front are a server's. */
    if (length < 2 || name[0] != '/' || is_separator(name[1]) || prefix == length ||
        qp__path_has_directory(name + prefix, length - prefix)) {
        return 0;
    }
    at = posix_directory(directory, name, length);
    for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++) {
        if (at == strlen(directories[i]) && memcmp(directory, directories[i], at) == 0) {
            return prefix;
        }
    }
    return 0;
}

int qp__path_is_rooted(const qp_char *name, size_t length)
{
    return length > 0 && is_separator(name[0]) && !(length > 1 && is_separator(name[1]));
}

static void append_path(qp__text *out, const qp_char *path, size_t length)
{
    if (qp__text_reserve(out, length) != 0) {
        return;
    }
    for (size_t i = 0; i < length; i++) {
        qp__text_append_char(out, path[i] == '/' ? '\\' : path[i]);
    }
}

/* The length of what begins at `start` and ends before the next separator. */
static size_t component_length(const qp_char *path, size_t start, size_t length)
{
    size_t end = start;

    while (end < length && !is_separator(path[end])) {
        end++;
    }
    return end - start;
}

static size_t share_end(const qp_char *path, size_t start, size_t length)
{
    size_t server = start + component_length(path, start, length);

    return server < length ? server + 1 + component_length(path, server + 1, length) : length;
}

/*
 * The part that "\dir" keeps of a full path:
 *    C:\a                  C:
 *    \\server\share\a      \\server\share
 *    \\?\C:\a              \\?\C:
 *    \\?\UNC\server\s\a    \\?\UNC\server\s
 */
static size_t root_length(const qp_char *path, size_t length)
{
    if (has_drive(path, length)) {
        return 2;
    }
    if (length < 2 || !is_separator(path[0]) || !is_separator(path[1])) {
        return 0;
    }
    if (length >= 4 && (path[2] == '?' || path[2] == '.') && is_separator(path[3])) {
        size_t first = component_length(path, 4, length);

        return qp__equals_ascii_nocase(path + 4, first, "UNC") && 4 + first < length
                   ? share_end(path, 4 + first + 1, length)
                   : 4 + first;
    }
    return share_end(path, 2, length);
}

static void append_separator(qp__text *out)
{
    /* "C:" stays drive-relative: a separator would make it the root. */
    if (out->length > 0 && out->units[out->length - 1] != '\\' &&
        out->units[out->length - 1] != ':') {
        qp__text_append_char(out, '\\');
    }
}

/* "C:dir" where `cwd` is on C: too, which makes it that drive's directory for the child. */
static int is_relative_to_drive_of(const qp_char *cwd, size_t cwd_length, const qp_char *name,
                                   size_t name_length)
{
    return has_drive(name, name_length) && !(name_length > 2 && is_separator(name[2])) &&
           has_drive(cwd, cwd_length) && qp__ascii_lower(cwd[0]) == qp__ascii_lower(name[0]);
}

void qp__path_join(qp__text *out, const qp_char *cwd, const qp_char *name, size_t name_length)
{
    size_t cwd_length = qp__length(cwd);
    int starts_at_root = name_length > 0 && is_separator(name[0]);
    int is_unc = name_length > 1 && starts_at_root && is_separator(name[1]);
    size_t skipped = is_relative_to_drive_of(cwd, cwd_length, name, name_length) ? 2 : 0;

    if (starts_at_root && !is_unc) {
        append_path(out, cwd, root_length(cwd, cwd_length));
    } else if (!is_unc && (skipped > 0 || !has_drive(name, name_length))) {
        append_path(out, cwd, cwd_length);
        append_separator(out);
    }
    append_path(out, name + skipped, name_length - skipped);
}

static int can_run(qp__program_kind kind)
{
    return kind == QP__FILE_IMAGE || kind == QP__FILE_BATCH || kind == QP__FILE_SCRIPT;
}

/* What begins with a dot and names no other place: ".\\..\\x.exe" would lead out of the directory,
 * ".exe:x" to another stream of a file. */
static int is_extension(const qp_char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (is_separator(text[i]) || text[i] == ':') {
            return 0;
        }
    }
    return length > 1 && text[0] == '.';
}

/* Takes the next extension off the list (".COM;.EXE"), 0 at the end. */
static size_t next_extension(const qp_char **list, const qp_char **extension)
{
    while (**list != 0) {
        size_t length = 0;

        *extension = *list;
        while ((*list)[length] != 0 && (*list)[length] != ';') {
            length++;
        }
        *list += length + ((*list)[length] == ';');
        if (is_extension(*extension, length)) {
            return length;
        }
    }
    return 0;
}

static int ends_with(const qp_char *name, size_t length, const qp_char *tail, size_t tail_length)
{
    if (tail_length > length) {
        return 0;
    }
    name += length - tail_length;
    for (size_t i = 0; i < tail_length; i++) {
        if (qp__ascii_lower(name[i]) != qp__ascii_lower(tail[i])) {
            return 0;
        }
    }
    return 1;
}

static int same(const qp_char *a, size_t a_length, const qp_char *b, size_t b_length)
{
    return a_length == b_length && ends_with(a, a_length, b, b_length);
}

/* The length up to the last separator, without it; 0 when there is none. */
static size_t directory_length(const qp_char *path, size_t length)
{
    while (length > 0 && !is_separator(path[length - 1])) {
        length--;
    }
    return length > 0 ? length - 1 : 0;
}

int qp__path_is_wsl_bash(const qp_char *path, size_t length, const qp_char *system)
{
    size_t system_length = qp__length(system);
    size_t parent = directory_length(system, system_length);
    size_t directory = directory_length(path, length);

    if (!qp__ends_with_ascii_nocase(path, length, "\\bash.exe") ||
        directory + strlen("\\bash.exe") != length) {
        return 0;
    }
    if (same(path, directory, system, system_length) ||
        qp__ends_with_ascii_nocase(path, directory, "\\Microsoft\\WindowsApps")) {
        return 1;
    }
    return directory > parent && same(path, parent, system, parent) &&
           qp__equals_ascii_nocase(path + parent, directory - parent, "\\Sysnative");
}

static int has_extension_that_runs(const qp__search *search, const qp_char *name, size_t length)
{
    const qp_char *list = search->pathext;
    const qp_char *extension;

    for (size_t i = 0; i < OWN_EXTENSION_COUNT; i++) {
        if (qp__ends_with_ascii_nocase(name, length, own_extensions[i])) {
            return 1;
        }
    }
    for (size_t tail; list != NULL && (tail = next_extension(&list, &extension)) > 0;) {
        if (ends_with(name, length, extension, tail)) {
            return 1;
        }
    }
    return 0;
}

/* A name that ends in a separator or a dot (also "." and "..") says that there is no extension. */
static int takes_extension(const qp_char *name, size_t length)
{
    return !is_separator(name[length - 1]) && name[length - 1] != '.' && name[length - 1] != ':';
}

static size_t without_trailing_dots(const qp_char *name, size_t length)
{
    while (length > 0 && (name[length - 1] == '.' || name[length - 1] == ' ')) {
        length--;
    }
    return length;
}

static int ends_component(qp_char unit)
{
    return is_separator(unit) || unit == ':';
}

/* Of its last component; a dot in front starts a name. */
static int has_extension(const qp_char *name, size_t length)
{
    length = without_trailing_dots(name, length);
    while (length > 1 && !ends_component(name[length - 1]) && !ends_component(name[length - 2])) {
        if (name[--length] == '.') {
            return 1;
        }
    }
    return 0;
}

static int probe(search_place *place)
{
    const qp__search *search = place->search;

    if (place->unreachable) {
        place->kind = QP__FILE_MISSING;
        return 0;
    }
    if (place->out->error == 0) {
        place->kind = search->probe(search->opaque, place->out->units);
        place->unreachable = place->kind == QP__FILE_UNREACHABLE;
        /* Another file further on must not be taken for it. */
        if (place->kind == QP__FILE_NO_MEMORY) {
            place->out->error = -ENOMEM;
        }
    }
    return can_run(place->kind);
}

static int try_name(search_place *place)
{
    int found = probe(place);

    if (place->kind == QP__FILE_IMAGE && !place->has_extension) {
        place->kind = QP__FILE_NOT_RUNNABLE;
        found = 0;
    }
    place->own_kind = place->kind;
    return found;
}

static int try_extensions(search_place *place)
{
    const qp_char *list = place->search->pathext;
    const qp_char *extension;
    int found = 0;

    if (list == NULL || list[0] == 0) {
        for (size_t i = 0; i < OWN_EXTENSION_COUNT && !found; i++) {
            qp__text_truncate(place->out, place->length);
            qp__text_append_ascii(place->out, own_extensions[i]);
            found = probe(place);
        }
        return found;
    }
    for (size_t length; !found && (length = next_extension(&list, &extension)) > 0;) {
        qp__text_truncate(place->out, place->length);
        qp__text_append(place->out, extension, length);
        found = probe(place);
    }
    return found;
}

/* Is a file that can run at this place? `out` ends as its path. */
static int try_place(search_place *place)
{
    place->length = place->out->length;
    place->unreachable = 0;
    if (place->runs_by_extension && try_name(place)) {
        return 1;
    }
    if (place->takes_extension && try_extensions(place)) {
        return 1;
    }
    qp__text_truncate(place->out, place->length);
    return !place->runs_by_extension && try_name(place);
}

/* Is a colon behind these units that of a drive: "C:", "\\?\C:"? */
static int ends_in_drive_letter(const qp__text *directory)
{
    const qp_char *units = directory->units;
    size_t length = directory->length;

    if (length == 0 || !is_letter(units[length - 1])) {
        return 0;
    }
    return length == 1 || (length == 5 && is_separator(units[0]) && is_separator(units[1]) &&
                           is_separator(units[3]));
}

/*
 * `;`, and a colon that is no drive's: no path on Windows has one there, but scripts written for
 * POSIX put "bin:" in front of PATH.
 */
static int ends_entry(qp_char unit, const qp__text *directory)
{
    return unit == ';' || (unit == ':' && !ends_in_drive_letter(directory));
}

static int is_blank(qp_char unit)
{
    return unit == ' ' || unit == '\t';
}

/* Takes the next entry off PATH and appends it without its quotes and the blanks around it; 0 at
 * the end. */
static int next_directory(const qp_char **path, qp__text *directory)
{
    int quoted = 0;

    if (**path == 0) {
        return 0;
    }
    for (; **path != 0 && (quoted || !ends_entry(**path, directory)); (*path)++) {
        if (**path == '"') {
            quoted = !quoted;
        } else if (directory->length > 0 || !is_blank(**path)) {
            qp__text_append_char(directory, **path);
        }
    }
    *path += **path != 0;
    while (directory->length > 0 && is_blank(directory->units[directory->length - 1])) {
        qp__text_truncate(directory, directory->length - 1);
    }
    return 1;
}

/*
 * Does the entry name a directory? Not an empty one: it would be the current directory, which only
 * a written "." may mean. Not %NAME%\bin, which was never expanded: it would be a folder of that
 * name in the current directory. Not "/usr/bin" or "\tools": they are at the root of whatever
 * drive is the current one, where every user of the machine may make folders.
 */
static int names_directory(const qp__text *entry)
{
    return entry->length > 0 && entry->units[0] != '%' &&
           !qp__path_is_rooted(entry->units, entry->length);
}

/*
 * Does a pattern that begins with it mean the same name as a path that ends with it? Not with
 * wildcards; with a stream ("name:stream"); with dots or spaces at the end, which a path loses.
 */
static int is_literal(const qp_char *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (name[i] < 32 || name[i] == '*' || name[i] == '?' || name[i] == '<' || name[i] == '>' ||
            name[i] == '"' || name[i] == '|' || name[i] == ':') {
            return 0;
        }
    }
    return without_trailing_dots(name, length) == length;
}

static int may_be_here(search_place *place)
{
    const qp__search *search = place->search;
    int result;

    if (!place->asks_prefix || place->out->error != 0) {
        return 1;
    }
    result = search->probe_prefix(search->opaque, place->out->units);
    if (result < 0) {
        place->out->error = result;
    }
    return result > 0;
}

static int search_path(search_place *place, size_t name_length)
{
    const qp__search *search = place->search;
    const qp_char *path = search->path;
    qp__text directory;
    int found = 0;

    qp__text_init(&directory);
    while (!found && path != NULL && next_directory(&path, &directory)) {
        if (names_directory(&directory)) {
            qp__text_clear(place->out);
            qp__path_join(place->out, search->cwd, directory.units, directory.length);
            append_separator(place->out);
            append_path(place->out, search->name, name_length);
            found = may_be_here(place) && try_place(place);
        }
        qp__text_clear(&directory);
    }
    if (directory.error != 0) {
        place->out->error = directory.error;
    }
    qp__text_dispose(&directory);
    return found;
}

static int search_one_place(search_place *place, size_t name_length)
{
    qp__path_join(place->out, place->search->cwd, place->search->name, name_length);
    return try_place(place);
}

static int error_of(qp__program_kind kind)
{
    switch (kind) {
    case QP__FILE_DIRECTORY:
        return -EACCES;
    case QP__FILE_NOT_RUNNABLE:
        return -ENOEXEC;
    default:
        return -ENOENT;
    }
}

int qp__path_search(const qp__search *search, qp__text *out, qp__program_kind *kind)
{
    const qp_char *name = search->name;
    size_t length = qp__length(name);
    int searches = search->use_path && !qp__path_has_directory(name, length);
    search_place place = {.search = search, .out = out};
    int found;

    qp__text_clear(out);
    if (length == 0 || length > LONGEST_NAME_UNITS) {
        return -ENOENT;
    }
    place.takes_extension = takes_extension(name, length);
    place.has_extension = has_extension(name, length);
    place.asks_prefix = search->probe_prefix != NULL && is_literal(name, length);
    place.runs_by_extension =
        has_extension_that_runs(search, name, without_trailing_dots(name, length));
    found = searches ? search_path(&place, length) : search_one_place(&place, length);
    if (out->error != 0) {
        return out->error;
    }
    if (!found) {
        return searches ? -ENOENT : error_of(place.own_kind);
    }
    *kind = place.kind;
    return 0;
}
