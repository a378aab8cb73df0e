#include "qjs/engine/normalize.h"

#include <string.h>

static const struct {
    const char *name;
    const char *full;
} aliases[] = {
    {"std", "qjs:std"},
    {"os", "qjs:os"},
    {"bjson", "qjs:bjson"},
    {"subprocess", "qjs:subprocess"},
};

static const char *full_name(const char *name)
{
    for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++) {
        if (strcmp(name, aliases[i].name) == 0) {
            return aliases[i].full;
        }
    }
    return name;
}

static int is_separator(char c)
{
    return c == '/' || c == '\\';
}

size_t qp__normalize_room(const char *base, const char *name)
{
    return strlen(base) + strlen(name) + sizeof("qjs:/");
}

/* The length of the folder in front of the last separator; 0 when there is none. */
static size_t folder_length(const char *path, size_t length)
{
    while (length > 0 && !is_separator(path[length - 1])) {
        length--;
    }
    return length > 0 ? length - 1 : 0;
}

static int equals(const char *text, size_t length, const char *z)
{
    return strlen(z) == length && memcmp(text, z, length) == 0;
}

/* Takes the last folder off out[0, length). The new length; `length` where there is nothing to take
 * off: "", ".", ".." and "C:". */
static size_t parent_length(const char *out, size_t length)
{
    size_t parent = folder_length(out, length);
    size_t start = parent > 0 || is_separator(out[0]) ? parent + 1 : 0;
    const char *last = out + start;
    size_t last_length = length > start ? length - start : 0;

    if (last_length == 0 || last[last_length - 1] == ':' || equals(last, last_length, ".") ||
        equals(last, last_length, "..")) {
        return length;
    }
    return parent;
}

/* Skips "./" and "../" in front of a relative name; `length` is the folder's, and shrinks. */
static const char *climb(const char *out, size_t *length, const char *name)
{
    for (;;) {
        if (name[0] == '.' && is_separator(name[1])) {
            name += 2;
        } else if (name[0] == '.' && name[1] == '.' && is_separator(name[2])) {
            size_t parent = parent_length(out, *length);
            if (parent == *length) {
                return name;
            }
            *length = parent;
            name += 3;
        } else {
            return name;
        }
    }
}

/* One spelling for each file: else it would be loaded once for each. */
static void use_slashes(char *path)
{
    for (; *path != '\0'; path++) {
        if (*path == '\\') {
            *path = '/';
        }
    }
}

void qp__normalize(char *out, const char *base, const char *name)
{
    size_t length;

    if (name[0] != '.') {
        name = full_name(name);
        memcpy(out, name, strlen(name) + 1);
        return;
    }
    length = folder_length(base, strlen(base));
    memcpy(out, base, length);
    name = climb(out, &length, name);
    if (length > 0 || is_separator(base[0])) {
        out[length++] = '/';
    }
    memcpy(out + length, name, strlen(name) + 1);
    use_slashes(out);
}
