#include "core/shebang.h"

#include "core/utf16.h"
#include "input.h"

#include <errno.h>
#include <string.h>

/* A line as a string, when these bytes begin with one; NULL when they do not. */
static char *line_of(const uint8_t *data, size_t size)
{
    size_t seen = size < QP__SHEBANG_MAX_BYTES ? size : QP__SHEBANG_MAX_BYTES;
    size_t length = 0;
    char *line;

    while (length < seen && data[length] != '\n') {
        length++;
    }
    if (length == QP__SHEBANG_MAX_BYTES || length < 2 || memcmp(data, "#!", 2) != 0) {
        return NULL;
    }
    length -= data[length - 1] == '\r';
    line = malloc(length + 1);
    if (line == NULL) {
        abort();
    }
    memcpy(line, data, length);
    line[length] = 0;
    if (strlen(line) != length) {
        free(line);
        return NULL;
    }
    return line;
}

static int equals_utf8(const qp__text *text, const char *bytes, size_t length)
{
    qp__text other;
    int same;

    qp__text_init(&other);
    qp__text_append_utf8(&other, (const uint8_t *)bytes, length);
    same = other.length == text->length &&
           (text->length == 0 ||
            memcmp(other.units, text->units, text->length * sizeof(qp_char)) == 0);
    qp__text_dispose(&other);
    return same;
}

static size_t trimmed_length(const char *text)
{
    size_t length = strlen(text);

    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t')) {
        length--;
    }
    return length;
}

/* Without env: the first word, and all that follows it. */
static void check_words(const qp__shebang *shebang, const char *program, size_t program_length)
{
    const char *rest = program + program_length;

    rest += strspn(rest, " \t");
    REQUIRE(equals_utf8(&shebang->interpreter, program, program_length));
    REQUIRE(shebang->argument_count == (*rest != 0));
    REQUIRE(equals_utf8(&shebang->argument, rest, trimmed_length(rest)));
}

/* With env: what it starts has no blanks, and the arguments are as many as there are NULs. */
static void check_env(const qp__shebang *shebang)
{
    size_t ends = shebang->argument_count > 0;

    for (size_t i = 0; i < shebang->interpreter.length; i++) {
        REQUIRE(shebang->interpreter.units[i] != ' ' && shebang->interpreter.units[i] != '\t');
    }
    for (size_t i = 0; i < shebang->argument.length; i++) {
        ends += shebang->argument.units[i] == 0;
    }
    REQUIRE(ends == shebang->argument_count);
    REQUIRE((shebang->argument.length > 0) == (shebang->argument_count > 0));
}

/* Of a path that begins at a drive: up to a program's extension in front of a blank or the end, if
 * all words up to there may be its own. Else the first word. */
static size_t program_length(const char *program)
{
    size_t first = strcspn(program, " \t");
    size_t end = first;

    if (first < 3 || !strchr("abcdefghijklmnopqrstuvwxyz", program[0] | 0x20) ||
        program[1] != ':') {
        return first;
    }
    for (;;) {
        char tail[5] = {0};
        size_t start = end + strspn(program + end, " \t");
        size_t next = start + strcspn(program + start, " \t");

        for (size_t i = 0; i < 4 && end >= 4; i++) {
            tail[i] = (char)(program[end - 4 + i] | 0x20);
        }
        if (strcmp(tail, ".exe") == 0 || strcmp(tail, ".com") == 0 || strcmp(tail, ".bat") == 0 ||
            strcmp(tail, ".cmd") == 0) {
            return end;
        }
        if (start == next || strchr("-/", program[start]) != NULL ||
            start + strcspn(program + start, ":\"") < next) {
            return first;
        }
        end = next;
    }
}

static void check(const qp__shebang *shebang, int result, const char *line)
{
    const char *program = line != NULL ? line + 2 + strspn(line + 2, " \t") : "";
    size_t length = program_length(program);
    int is_env = (length == 12 && memcmp(program, "/usr/bin/env", 12) == 0) ||
                 (length == 8 && memcmp(program, "/bin/env", 8) == 0);

    REQUIRE(result == 0 || result == -ENOEXEC);
    if (length == 0) {
        REQUIRE(result == -ENOEXEC);
    } else if (!is_env) {
        REQUIRE(result == 0);
        check_words(shebang, program, length);
    } else if (result == 0) {
        check_env(shebang);
    }
    REQUIRE(result != 0 || shebang->interpreter.length > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *line = line_of(data, size);
    qp__shebang shebang;
    int result;

    qp__shebang_init(&shebang);
    result = qp__shebang_parse(&shebang, data, size);
    check(&shebang, result, line);
    qp__shebang_dispose(&shebang);
    free(line);
    return 0;
}
