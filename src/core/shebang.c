#include "core/shebang.h"

#include <errno.h>
#include <string.h>

#include "core/utf16.h"

typedef struct span {
    const uint8_t *bytes;
    size_t length;
} span;

void qp__shebang_init(qp__shebang *shebang)
{
    qp__text_init(&shebang->interpreter);
    qp__text_init(&shebang->argument);
    shebang->argument_count = 0;
}

void qp__shebang_dispose(qp__shebang *shebang)
{
    qp__text_dispose(&shebang->interpreter);
    qp__text_dispose(&shebang->argument);
    qp__shebang_init(shebang);
}

static int is_blank(uint8_t byte)
{
    return byte == ' ' || byte == '\t';
}

static span trim(span text)
{
    while (text.length > 0 && is_blank(text.bytes[0])) {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && is_blank(text.bytes[text.length - 1])) {
        text.length--;
    }
    return text;
}

/* Takes the first word off a trimmed text; what follows is trimmed too. */
static span take_word(span *text)
{
    span word = {text->bytes, 0};

    while (word.length < text->length && !is_blank(word.bytes[word.length])) {
        word.length++;
    }
    *text = trim((span){text->bytes + word.length, text->length - word.length});
    return word;
}

static int begins_at_drive(span text)
{
    return text.length > 2 && (text.bytes[0] | 0x20) >= 'a' && (text.bytes[0] | 0x20) <= 'z' &&
           text.bytes[1] == ':';
}

/* `extension` has four lower-case bytes. */
static int has_extension(span text, const char *extension)
{
    size_t same = 0;

    while (text.length >= 4 && same < 4 &&
           (text.bytes[text.length - 4 + same] | 0x20) == extension[same]) {
        same++;
    }
    return same == 4;
}

static int is_windows_program(span path)
{
    return has_extension(path, ".exe") || has_extension(path, ".com") ||
           has_extension(path, ".bat") || has_extension(path, ".cmd");
}

/* Not an option, nor a path of its own. */
static int may_continue_path(span word)
{
    return word.length > 0 && word.bytes[0] != '-' && word.bytes[0] != '/' &&
           memchr(word.bytes, ':', word.length) == NULL &&
           memchr(word.bytes, '"', word.length) == NULL;
}

/*
 * Takes the interpreter off a trimmed text: its first word. But "C:\Program Files\x\node.exe" is
 * one path, up to the extension: its first word would be a program at the root of the drive, which
 * another user may have put there (CreateProcessW's documentation warns of such paths).
 */
static span take_program(span *text)
{
    span left = *text;
    span first = take_word(&left);
    span rest = left;
    span last = first;

    for (int goes_on = begins_at_drive(first); goes_on; goes_on = may_continue_path(last)) {
        span path = {text->bytes, (size_t)(last.bytes + last.length - text->bytes)};

        if (is_windows_program(path)) {
            *text = left;
            return path;
        }
        last = take_word(&left);
    }
    *text = rest;
    return first;
}

/* The first line, which begins with #!, without its end. None when it is cut off before that. */
static int take_line(span *line, const uint8_t *bytes, size_t length)
{
    size_t seen = length < QP__SHEBANG_MAX_BYTES ? length : QP__SHEBANG_MAX_BYTES;
    const uint8_t *end = memchr(bytes, '\n', seen);

    if (end == NULL && seen == QP__SHEBANG_MAX_BYTES) {
        return -ENOEXEC;
    }
    *line = (span){bytes, end != NULL ? (size_t)(end - bytes) : seen};
    if (bytes[line->length - 1] == '\r') {
        line->length--;
    }
    return 0;
}

static int equals(span text, const char *ascii)
{
    return text.length == strlen(ascii) && memcmp(text.bytes, ascii, text.length) == 0;
}

static int contains_any(span text, const char *bytes)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != 0 && strchr(bytes, text.bytes[i]) != NULL) {
            return 1;
        }
    }
    return 0;
}

/*
 * What `env` would start, when that takes no more than a look at PATH: *rest becomes the program
 * and its arguments, *split whether they are words of their own. Options, assignments, and the
 * quotes and escapes of -S are left to a real env.
 */
static int see_through_env(span *rest, int *split)
{
    span text = *rest;
    int splits = text.length >= 2 && memcmp(text.bytes, "-S", 2) == 0;

    if (splits) {
        text = trim((span){text.bytes + 2, text.length - 2});
    }
    if (splits && contains_any(text, "\"'\\$#")) {
        return 0;
    }
    span after = text;
    span program = take_word(&after);

    if (contains_any(program, "=") || (program.length > 0 && program.bytes[0] == '-')) {
        return 0;
    }
    *rest = text;
    *split = splits;
    return 1;
}

static void append(qp__shebang *shebang, span argument)
{
    if (shebang->argument_count > 0) {
        qp__text_append_char(&shebang->argument, 0);
    }
    qp__text_append_utf8(&shebang->argument, argument.bytes, argument.length);
    shebang->argument_count++;
}

static void append_arguments(qp__shebang *shebang, span rest, int split)
{
    while (split && rest.length > 0) {
        append(shebang, take_word(&rest));
    }
    if (rest.length > 0) {
        append(shebang, rest);
    }
}

int qp__shebang_parse(qp__shebang *shebang, const uint8_t *bytes, size_t length)
{
    span line;
    span program;
    int split = 0;

    if (length < 2 || bytes[0] != '#' || bytes[1] != '!' || take_line(&line, bytes, length) != 0 ||
        memchr(line.bytes, 0, line.length) != NULL) {
        return -ENOEXEC;
    }
    line = trim((span){line.bytes + 2, line.length - 2});
    program = take_program(&line);
    if ((equals(program, "/usr/bin/env") || equals(program, "/bin/env")) &&
        see_through_env(&line, &split)) {
        program = take_word(&line);
    }
    if (program.length == 0) {
        return -ENOEXEC;
    }
    qp__text_append_utf8(&shebang->interpreter, program.bytes, program.length);
    append_arguments(shebang, line, split);
    return shebang->interpreter.error != 0 ? shebang->interpreter.error : shebang->argument.error;
}
