/*
 * Prints its arguments as UTF-16 in hexadecimal, one a line: argv[0] first, the mode word left out.
 *
 *   argv crt ARGS...    as the Universal C runtime splits the command line ("Parsing C command-line
 *                       arguments"), by a parser written from the documentation, apart from the
 *                       library's code
 *   argv shell ARGS...  as CommandLineToArgvW splits it
 *   argv own ARGS...    as this program's own C runtime splits it
 *   argv raw ARGS...    the whole command line, in one line
 */
#include "child.h"
#ifdef _WIN32
#include <shellapi.h>
#if defined(_MSC_VER) || defined(_UCRT)
/* <vcruntime_startup.h>, which MinGW has not. */
int __cdecl _configure_wide_argv(int mode);
#else
int __cdecl __wgetmainargs(int *argc, wchar_t ***argv, wchar_t ***env, int expand, int *new_mode);
#endif
#endif

typedef struct output {
    char *bytes;
    size_t length, capacity;
} output;

static void put_char(output *out, char c)
{
    if (out->length == out->capacity) {
        out->capacity = out->capacity ? out->capacity * 2 : 4096;
        out->bytes = realloc(out->bytes, out->capacity);
        if (!out->bytes) {
            abort();
        }
    }
    out->bytes[out->length++] = c;
}

static void put_unit(output *out, unsigned unit)
{
    static const char digits[] = "0123456789abcdef";
    for (int shift = 12; shift >= 0; shift -= 4) {
        put_char(out, digits[(unit >> shift) & 15]);
    }
}

#ifdef _WIN32

static void put_wide(output *out, const wchar_t *z)
{
    while (*z) {
        put_unit(out, (unsigned)*z++);
    }
    put_char(out, '\n');
}

/* The program's name: quotes toggle, backslashes are plain. Returns where the arguments begin. */
static const wchar_t *parse_name(const wchar_t *p, wchar_t *name)
{
    int quoted = 0;
    for (; *p && (quoted || (*p != L' ' && *p != L'\t')); p++) {
        if (*p == L'"') {
            quoted = !quoted;
        } else {
            *name++ = *p;
        }
    }
    *name = 0;
    return p;
}

/* One argument; NULL when there is none left. */
static const wchar_t *parse_argument(const wchar_t *p, wchar_t *argument)
{
    int quoted = 0;
    while (*p == L' ' || *p == L'\t') {
        p++;
    }
    if (!*p) {
        return NULL;
    }
    while (*p && (quoted || (*p != L' ' && *p != L'\t'))) {
        size_t slashes = 0;
        while (p[slashes] == L'\\') {
            slashes++;
        }
        p += slashes;
        if (*p != L'"') {
            while (slashes-- > 0) {
                *argument++ = L'\\';
            }
            if (*p && (quoted || (*p != L' ' && *p != L'\t'))) {
                *argument++ = *p++;
            }
            continue;
        }
        for (size_t i = 0; i < slashes / 2; i++) {
            *argument++ = L'\\';
        }
        if (slashes % 2) {
            *argument++ = *p++;
        } else if (quoted && p[1] == L'"') {
            *argument++ = L'"';
            p += 2;
        } else {
            quoted = !quoted;
            p++;
        }
    }
    *argument = 0;
    return p;
}

static void print_crt(output *out, const wchar_t *line, wchar_t *word)
{
    const wchar_t *p = parse_name(line, word);
    put_wide(out, word);
    for (int i = 1; (p = parse_argument(p, word)) != NULL; i++) {
        if (i > 1) {
            put_wide(out, word);
        }
    }
}

static void print_shell(output *out, const wchar_t *line)
{
    int count = 0;
    wchar_t **words = CommandLineToArgvW(line, &count);
    for (int i = 0; words && i < count; i++) {
        if (i != 1) {
            put_wide(out, words[i]);
        }
    }
}

static void print_own(output *out)
{
#if defined(_MSC_VER) || defined(_UCRT)
    (void)_configure_wide_argv(1);
    int count = *__p___argc();
    wchar_t **words = *__p___wargv();
#else
    int count = 0, new_mode = 0;
    wchar_t **words = NULL, **environment = NULL;
    __wgetmainargs(&count, &words, &environment, 0, &new_mode);
#endif
    for (int i = 0; words && i < count; i++) {
        if (i != 1) {
            put_wide(out, words[i]);
        }
    }
}

static int run(output *out)
{
    const wchar_t *line = GetCommandLineW();
    wchar_t *mode = malloc((wcslen(line) + 1) * sizeof(wchar_t));
    wchar_t *word = malloc((wcslen(line) + 1) * sizeof(wchar_t));
    int result = 0;
    if (!mode || !word || !parse_argument(parse_name(line, word), mode)) {
        child_say(2, "argv: crt, shell, own or raw?\n");
        result = 2;
    } else if (wcscmp(mode, L"raw") == 0) {
        put_wide(out, line);
    } else if (wcscmp(mode, L"shell") == 0) {
        print_shell(out, line);
    } else if (wcscmp(mode, L"own") == 0) {
        print_own(out);
    } else {
        print_crt(out, line, word);
    }
    free(mode);
    free(word);
    return result;
}

#else

/* UTF-8 in which lone surrogates may stand, as JavaScript engines write it. */
static void put_utf8(output *out, const char *z)
{
    const unsigned char *p = (const unsigned char *)z;
    while (*p) {
        unsigned c = *p++;
        int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
        c = more == 3 ? c & 7u : more == 2 ? c & 15u : more == 1 ? c & 31u : c;
        while (more-- > 0 && *p) {
            c = c << 6 | (*p++ & 63u);
        }
        if (c > 0xffff) {
            put_unit(out, 0xd7c0 + (c >> 10));
            c = 0xdc00 | (c & 0x3ff);
        }
        put_unit(out, c);
    }
    put_char(out, '\n');
}

#endif

int main(int argc, char **argv)
{
    output out = {0};
    int result = 0;
#ifdef _WIN32
    (void)argc;
    (void)argv;
    result = run(&out);
#else
    for (int i = 0; i < argc; i++) {
        if (i != 1) {
            put_utf8(&out, argv[i]);
        }
    }
#endif
    child_write(1, out.bytes, out.length);
    free(out.bytes);
    return result;
}
