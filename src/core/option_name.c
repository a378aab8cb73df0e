#include "core/option_name.h"

#include <string.h>

#define LONGEST  63
#define SHORTEST 3 /* of a beginning that says which name is meant */

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Lower case, without `_` and `-`. Its length; more than LONGEST: it does not fit. */
static size_t fold(char *out, const char *name)
{
    size_t length = 0;

    for (; *name != 0 && length <= LONGEST; name++) {
        if (*name != '_' && *name != '-') {
            out[length++] = folded(*name);
        }
    }
    return length;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t less = a < b ? a : b;

    return less < c ? less : c;
}

/* Levenshtein's, a row at a time. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    unsigned char row[LONGEST + 1];

    for (size_t j = 0; j <= b_length; j++) {
        row[j] = (unsigned char)j;
    }
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = (unsigned char)i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t above = row[j];
            size_t changed = diagonal + (a[i - 1] != b[j - 1]);
            row[j] = (unsigned char)least(above + 1, (size_t)row[j - 1] + 1, changed);
            diagonal = above;
        }
    }
    return row[b_length];
}

size_t qp__name_distance(const char *a, const char *b)
{
    char a_folded[LONGEST + 1];
    char b_folded[LONGEST + 1];
    size_t a_length = fold(a_folded, a);
    size_t b_length = fold(b_folded, b);

    if (a_length > LONGEST || b_length > LONGEST) {
        return LONGEST + 1;
    }
    return distance(a_folded, a_length, b_folded, b_length);
}

/* Is one of them how the other one begins? */
static int begin_alike(const char *a, const char *b)
{
    char a_folded[LONGEST + 1];
    char b_folded[LONGEST + 1];
    size_t a_length = fold(a_folded, a);
    size_t b_length = fold(b_folded, b);
    size_t length = a_length < b_length ? a_length : b_length;

    return length >= SHORTEST && memcmp(a_folded, b_folded, length) == 0;
}

const char *qp__name_nearest(const char *name, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    /* More changes than this, and it is another word. */
    size_t least_so_far = strlen(name) / 3 + 1;

    for (size_t i = 0; i < count; i++) {
        size_t one = qp__name_distance(name, names[i]);
        if (one < least_so_far || (one == least_so_far && nearest == NULL)) {
            least_so_far = one;
            nearest = names[i];
        }
    }
    for (size_t i = 0; nearest == NULL && i < count; i++) {
        nearest = begin_alike(name, names[i]) ? names[i] : NULL;
    }
    return nearest;
}

static const struct {
    const char *theirs;
    const char *ours;
} elsewhere[] = {
    /* Node */
    {"stdio", "stdin, stdout, stderr"},
    {"argv0", "args[0], with the program in file"},
    {"windowsHideWindow", "windowsHide"},
    {"serialization", "stdin and stdout, there is no channel for messages"},
    {"ipc", "stdin and stdout, there is no channel for messages"},
    /* Python */
    {"executable", "file"},
    {"capture_output", "stdout and stderr, which are \"pipe\""},
    {"text", "encoding"},
    {"universal_newlines", "encoding"},
    {"errors", "encoding"},
    {"creationflags", "windowsHide, newConsole, newProcessGroup, detached, priority, breakaway"},
    {"startupinfo", "windowStyle"},
    {"start_new_session", "detached"},
    {"process_group", "newProcessGroup"},
    {"user", "uid"},
    {"group", "gid"},
    {"extra_groups", "groups"},
    {"pass_fds", "fds"},
    {"close_fds", "fds: a program gets no other descriptors"},
    {"preexec_fn", "env, cwd, fds: there is no fork"},
    {"umask", "icacls: files inherit their folder's rights"},
    {"bufsize", "stdout.read() or stdout.lines()"},
    /* execa */
    {"cancelSignal", "signal"},
    {"gracefulCancel", "signal"},
    {"forceKillAfterDelay", "forceKillAfter"},
    {"forceKillAfterTimeout", "forceKillAfter"},
    {"reject", "check"},
    {"all", "stderr: \"stdout\""},
    {"extendEnv", "clearEnv"},
    {"cleanup", "killOnExit"},
    {"killDescendants", "killTree"},
    {"stripFinalNewline", "trim(): output stays as it is"},
    {"localDir", "env: { PATH }"},
    {"inputFile", "input: { file }"},
    {"lines", "stdout.lines()"},
    {"buffer", "encoding: null, or spawn"},
    {"node", "args"},
    {"preferLocal", "env: { PATH }"},
    /* Deno, Bun */
    {"args", "the first argument"},
    {"cmd", "the first argument"},
    {"windowsRawArguments", "windowsVerbatimArguments"},
    {"onExit", "wait()"},
    {"quiet", "stdout"},
    {"nothrow", "check"},
    {"throwOnError", "check"},
    {"concurrency", "limit"},
    {"maxWorkers", "limit"},
    {"env_clear", "clearEnv"},
    {"terminal", "stdin and stdout: there are no pseudo-terminals"},
    /* words that come to mind */
    {"abortSignal", "signal"},
    {"directory", "cwd"},
    {"workdir", "cwd"},
    {"workingDirectory", "cwd"},
    {"environment", "env"},
    {"hidden", "windowsHide"},
    {"nice", "priority"},
};

const char *qp__name_elsewhere(const char *name)
{
    for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++) {
        if (qp__name_distance(name, elsewhere[i].theirs) == 0) {
            return elsewhere[i].ours;
        }
    }
    return NULL;
}
