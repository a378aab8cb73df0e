/*
 * sh -c COMMANDS [NAME [ARGS...]]   or   sh SCRIPT [ARGS...]
 * Enough of a shell for the scripts of the tests: statements separated by `;`, `&&` (taken as `;`
 * when the one before gave 0) or line ends; words with 'single' and "double" quotes, $NAME, $0 to
 * $9, $#, $$, $?; `# comments`; the commands echo, exit, true, false, cat and sleep SECONDS; `>&2`
 * as the last word of an echo. Anything else: 127.
 */
#include "child.h"

enum { MAX_WORDS = 64, MAX_TEXT = 65536 };

static int last_status;
static char **positional;
static int positional_count;

typedef struct words {
    char text[MAX_TEXT];
    size_t length;
    char *at[MAX_WORDS];
    int count;
} words;

static void put(words *w, const char *z)
{
    size_t length = strlen(z);
    if (w->length + length < sizeof(w->text) - 1) {
        memcpy(w->text + w->length, z, length + 1);
        w->length += length;
    }
}

/* $...: returns what follows it. */
static const char *expand(words *w, const char *p)
{
    char name[256];
    size_t length = 0;
    if (*p == '$' || *p == '?' || *p == '#') {
        snprintf(name, sizeof(name), "%lu",
                 *p == '$'   ? child_pid()
                 : *p == '?' ? (unsigned long)last_status
                             : (unsigned long)(positional_count ? positional_count - 1 : 0));
        put(w, name);
        return p + 1;
    }
    if (*p >= '0' && *p <= '9') {
        int i = *p - '0';
        put(w, i < positional_count ? positional[i] : "");
        return p + 1;
    }
    while ((*p == '_' || (*p | 32) >= 'a') && (*p | 32) <= 'z' && length < sizeof(name) - 1) {
        name[length++] = *p++;
    }
    name[length] = 0;
    put(w, length == 0 ? "$" : getenv(name) ? getenv(name) : "");
    return p;
}

/* Does a word end before *p? The `&` of `>&2` belongs to its word. */
static int ends_word(const char *p, char before)
{
    return strchr(" \t\r\n;", *p) != NULL || (*p == '&' && before != '>');
}

static const char *one_word(words *w, const char *p)
{
    char quote = 0, before = 0, one[2] = {0};
    w->at[w->count++] = w->text + w->length;
    w->text[w->length] = 0;
    while (*p && (quote || !ends_word(p, before))) {
        before = *p;
        if (*p == quote) {
            quote = 0;
            p++;
        } else if (!quote && (*p == '\'' || *p == '"')) {
            quote = *p++;
        } else if (*p == '$' && quote != '\'') {
            p = expand(w, p + 1);
        } else {
            one[0] = *p++;
            put(w, one);
        }
    }
    w->length++;
    return p;
}

/* Reads one statement; *joined tells whether `&&` ended it. */
static const char *statement(words *w, const char *p, int *joined)
{
    w->count = 0;
    w->length = 0;
    *joined = 0;
    for (;;) {
        while (*p == ' ' || *p == '\t' || *p == '\r') {
            p++;
        }
        if (*p == '#') {
            p += strcspn(p, "\n");
        }
        if (*p == '&' && p[1] == '&') {
            *joined = 1;
            return p + 2;
        }
        if (*p == ';' || *p == '\n' || *p == '&') {
            return p + 1;
        }
        if (!*p || w->count == MAX_WORDS) {
            return p;
        }
        p = one_word(w, p);
    }
}

static void echo(words *w)
{
    int fd = 1, count = w->count;
    if (count > 1 && strcmp(w->at[count - 1], ">&2") == 0) {
        fd = 2;
        count--;
    }
    for (int i = 1; i < count; i++) {
        child_say(fd, "%s%s", i > 1 ? " " : "", w->at[i]);
    }
    child_write(fd, "\n", 1);
}

static int cat(void)
{
    char bytes[4096];
    long n;
    while ((n = child_read(bytes, sizeof(bytes))) > 0) {
        if (child_write(1, bytes, (size_t)n) < 0) {
            return 1;
        }
    }
    return n < 0;
}

static void end(int code)
{
#ifdef _WIN32
    ExitProcess((UINT)code);
#else
    _exit(code);
#endif
}

static int run_words(words *w)
{
    const char *command = w->at[0];
    if (strcmp(command, "exit") == 0) {
        end(w->count > 1 ? (int)strtol(w->at[1], NULL, 0) : last_status);
    } else if (strcmp(command, "echo") == 0) {
        echo(w);
        return 0;
    } else if (strcmp(command, "true") == 0 || strcmp(command, "false") == 0) {
        return command[0] == 'f';
    } else if (strcmp(command, "cat") == 0) {
        return cat();
    } else if (strcmp(command, "sleep") == 0) {
        child_sleep_ms((uint32_t)(w->count > 1 ? strtod(w->at[1], NULL) * 1000 : 0));
        return 0;
    }
    child_say(2, "sh: %s: not found\n", command);
    return 127;
}

static int run_text(const char *p)
{
    static words w;
    int joined = 0, skip = 0;
    while (*p) {
        p = statement(&w, p, &joined);
        if (w.count && !skip) {
            last_status = run_words(&w);
        }
        skip = joined && last_status != 0;
    }
    return last_status;
}

static int run_file(const char *path)
{
    static char text[MAX_TEXT];
    FILE *file = fopen(path, "rb");
    if (!file) {
        child_say(2, "sh: %s: cannot open\n", path);
        return 127;
    }
    size_t length = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[length] = 0;
    return run_text(text);
}

int main(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "-c") == 0) {
        positional = argc > 3 ? argv + 3 : argv;
        positional_count = argc > 3 ? argc - 3 : 1;
        return run_text(argv[2]);
    }
    if (argc > 1) {
        positional = argv + 1;
        positional_count = argc - 1;
        return run_file(argv[1]);
    }
    return 0;
}
