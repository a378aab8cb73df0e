#include "core/batch.h"

#include <errno.h>
#include <string.h>

#include "core/cmdline.h"

typedef struct span {
    const qp_char *units;
    size_t length;
} span;

static int is_separator(qp_char unit)
{
    return unit == '/' || unit == '\\';
}

static int equals_ascii(span text, const char *ascii)
{
    return qp__equals_ascii_nocase(text.units, text.length, ascii);
}

static size_t without_trailing_dots(const qp_char *units, size_t length)
{
    while (length > 0 && (units[length - 1] == '.' || units[length - 1] == ' ')) {
        length--;
    }
    return length;
}

/* Takes the last component off the path. */
static span take_component(span *path)
{
    size_t start = path->length;
    span component;

    while (start > 0 && !is_separator(path->units[start - 1])) {
        start--;
    }
    component = (span){path->units + start, path->length - start};
    path->length = start > 0 ? start - 1 : 0;
    return component;
}

static span without_drive(const qp_char *path, size_t length)
{
    size_t drive = length > 1 && path[1] == ':' && !is_separator(path[0]) ? 2 : 0;

    return (span){path + drive, length - drive};
}

/*
 * The file's name as Windows will see it:
 *    C:\a\x.bat. .    x.bat
 *    C:\x.bat\.       x.bat
 *    C:\x.bat\b\..    x.bat
 *    C:x.bat          x.bat
 */
static span final_name(const qp_char *path, size_t length)
{
    span rest = without_drive(path, length);
    size_t skipped = 0;

    while (rest.length > 0) {
        span name = take_component(&rest);

        if (equals_ascii(name, "..")) {
            skipped++;
            continue;
        }
        name.length = without_trailing_dots(name.units, name.length);
        if (name.length > 0 && skipped-- == 0) {
            return name;
        }
    }
    return rest;
}

static int has_batch_extension(const qp_char *name, size_t length)
{
    return qp__ends_with_ascii_nocase(name, length, ".bat") ||
           qp__ends_with_ascii_nocase(name, length, ".cmd");
}

int qp__batch_is_batch_path(const qp_char *path, size_t length)
{
    span name = final_name(path, length);

    return has_batch_extension(name.units, name.length);
}

int qp__batch_is_cmd_path(const qp_char *path, size_t length)
{
    span name = final_name(path, length);

    return equals_ascii(name, "cmd") || equals_ascii(name, "cmd.exe");
}

/*
 * What no quoting keeps from ending the line: cmd.exe reads Ctrl-Z as a line feed and drops every
 * CR.
 */
static int ends_a_line(qp_char unit)
{
    return unit == '\n' || unit == '\r' || unit == 0x1A;
}

/*
 * May it stand outside quotes? Known to be good, rather than not known to be bad. Above ASCII all
 * but spaces, controls and formatting characters: cmd.exe splits at U+00A0, which is told of as FF
 * (a no-break space in OEM code pages), so U+00FF is quoted too.
 */
static int is_plain_unit(qp_char unit)
{
    /* A-Z a-z 0-9 _ - . / \ : + # $ @ */
    static const uint32_t plain[4] = {0, 0x07FFE818, 0x97FFFFFF, 0x07FFFFFE};

    if (unit < 128) {
        return plain[unit >> 5] >> (unit & 31) & 1;
    }
    return unit > 0xA0 && unit != 0xFF && unit != 0x1680 && !(unit >= 0x2000 && unit <= 0x206F) &&
           unit != 0x3000 && unit != 0xFEFF && unit < 0xFFF0;
}

static int is_plain(const qp_char *arg, size_t length)
{
    /* A batch file that says "%~1" would put a last backslash in front of its own quote. */
    int plain = length > 0 && arg[length - 1] != '\\';

    for (size_t i = 0; i < length; i++) {
        plain &= is_plain_unit(arg[i]);
    }
    return plain;
}

static void append_repeated(qp__text *out, qp_char unit, size_t count)
{
    while (count-- > 0) {
        qp__text_append_char(out, unit);
    }
}

/*
 * A per cent sign that starts no variable, for a line after /c (where %% is not reduced to one): %%
 * names no variable, so cmd.exe keeps the first and goes on at the second, and %cd:~,% is an empty
 * part of a variable that always exists.
 */
static void append_percent(qp__text *out)
{
    qp__text_append_ascii(out, "%%cd:~,%");
}

/*
 * A quote is doubled, never \": so cmd.exe, which counts quotes and knows no backslash, is inside
 * quotes again at once. A program that the batch file hands %1 or %* reads "" as one quote by the
 * rules of the Universal CRT, where backslashes in front of a quote must be doubled.
 */
static int append_quoted(qp__text *out, const qp_char *arg, size_t length)
{
    size_t backslashes = 0;

    qp__text_append_char(out, '"');
    for (size_t i = 0; i < length; i++) {
        if (ends_a_line(arg[i])) {
            return -EINVAL;
        }
        if (arg[i] == '%') {
            append_percent(out);
        } else if (arg[i] == '"') {
            append_repeated(out, '\\', backslashes);
            append_repeated(out, '"', 2);
        } else {
            qp__text_append_char(out, arg[i]);
        }
        backslashes = arg[i] == '\\' ? backslashes + 1 : 0;
    }
    append_repeated(out, '\\', backslashes);
    qp__text_append_char(out, '"');
    return out->error;
}

/* Asked before each append too, so that a huge argument is never copied. */
static int check_room(const qp__text *out, size_t extra)
{
    if (out->error != 0) {
        return out->error;
    }
    return extra >= QP__CMD_MAX_UNITS || out->length + extra >= QP__CMD_MAX_UNITS ? -E2BIG : 0;
}

static int append_argument(qp__text *out, const qp_char *arg)
{
    size_t length = qp__length(arg);
    int error = check_room(out, length + 1);

    if (error != 0) {
        return error;
    }
    qp__text_append_char(out, ' ');
    if (is_plain(arg, length)) {
        qp__text_append(out, arg, length);
        return out->error;
    }
    return append_quoted(out, arg, length);
}

static int is_verbatim_path(const qp_char *path)
{
    return path[0] == '\\' && path[1] == '\\' && path[2] == '?' && path[3] == '\\';
}

/*
 * The path must end in .bat or .cmd for cmd.exe too. Of "x.bat. ." it would not know that this is a
 * batch file, and would start it through CreateProcessW: a second cmd.exe, which expands the line
 * once more.
 */
static int append_script(qp__text *out, const qp_char *script)
{
    size_t full_length = qp__length(script);
    size_t length = without_trailing_dots(script, full_length);
    int error = check_room(out, length);

    if (error != 0) {
        return error;
    }
    for (size_t i = 0; i < length; i++) {
        if (script[i] == '"') {
            return -EINVAL;
        }
    }
    if (!has_batch_extension(script, length) ||
        (length < full_length && is_verbatim_path(script))) {
        return -EINVAL;
    }
    return append_quoted(out, script, length);
}

/* Its last quote is the partner of the one of append_end: cmd.exe strips the two. */
static int append_start(qp__text *out, const qp_char *cmd_exe)
{
    int error = qp__cmdline_append_program(out, cmd_exe, 1);

    qp__text_append_ascii(out, " /d /e:ON /v:OFF /c \"");
    return error;
}

static int append_end(qp__text *out)
{
    qp__text_append_char(out, '"');
    return check_room(out, 0);
}

int qp__batch_build(qp__text *out, const qp_char *cmd_exe, const qp_char *script,
                    const qp_char *const *args, size_t count)
{
    int error = append_start(out, cmd_exe);

    if (error == 0) {
        error = append_script(out, script);
    }
    for (size_t i = 0; i < count && error == 0; i++) {
        error = append_argument(out, args[i]);
    }
    return error != 0 ? error : append_end(out);
}

/* Words joined by single spaces, as they are. */
static int append_words(qp__text *out, const qp_char *const *words, size_t count)
{
    int error = 0;

    for (size_t i = 0; i < count && error == 0; i++) {
        size_t length = qp__length(words[i]);

        error = check_room(out, length);
        if (error == 0) {
            if (i > 0) {
                qp__text_append_char(out, ' ');
            }
            qp__text_append(out, words[i], length);
        }
    }
    return error;
}

int qp__batch_join(qp__text *out, const qp_char *cmd_exe, const qp_char *script,
                   const qp_char *const *args, size_t count)
{
    int error = append_start(out, cmd_exe);

    if (error < 0) {
        return error;
    }
    error = append_script(out, script);
    if (error < 0) {
        return error;
    }
    if (count > 0) {
        qp__text_append_char(out, ' ');
    }
    error = append_words(out, args, count);
    return error < 0 ? error : append_end(out);
}

/*
 * Where in a word of switches ("/c", "/d/c", "/cecho") the one is that starts the command; NULL
 * when there is none.
 */
static const qp_char *find_in_word(const qp_char *word)
{
    if (word[0] != '/') {
        return NULL;
    }
    for (; word[0] != 0; word++) {
        qp_char letter = qp__ascii_lower(word[1]);

        if (word[0] == '/' && (letter == 'c' || letter == 'k' || letter == 'r')) {
            return word;
        }
    }
    return NULL;
}

size_t qp__batch_find_switch(const qp_char *const *args, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (find_in_word(args[i]) != NULL) {
            return i;
        }
    }
    return 0;
}

/* Its own name with `\`, in which cmd.exe would look for switches, too, and the words in front of
 * the switch. */
static int append_switches(qp__text *out, const qp_char *const *args, size_t count)
{
    int error = qp__cmdline_append_program(out, args[0], 0);

    for (size_t i = 0; error == 0 && i < out->length; i++) {
        if (out->units[i] == '/') {
            out->units[i] = '\\';
        }
    }
    for (size_t i = 1; i < count && error == 0; i++) {
        size_t length = qp__length(args[i]);

        error = check_room(out, length + 1);
        if (error == 0) {
            qp__text_append_char(out, ' ');
            qp__cmdline_append_argument(out, args[i], length);
        }
    }
    return error;
}

static int is_blank(qp_char unit)
{
    return unit == ' ' || unit == '\t' || unit == '\v' || unit == '\f' || ends_a_line(unit);
}

/* The blanks at its beginning are none of it; `line_breaks_only`: where one of them is a line
 * break. */
static span without_leading_blanks(span text, int line_breaks_only)
{
    size_t blanks = 0;
    int cut = !line_breaks_only;

    while (blanks < text.length && is_blank(text.units[blanks])) {
        cut |= ends_a_line(text.units[blanks++]);
    }
    return cut ? (span){text.units + blanks, text.length - blanks} : text;
}

static span without_trailing_blanks(span text, int line_breaks_only)
{
    size_t kept = text.length;
    int cut = !line_breaks_only;

    while (kept > 0 && is_blank(text.units[kept - 1])) {
        cut |= ends_a_line(text.units[--kept]);
    }
    return cut ? (span){text.units, kept} : text;
}

static int has_line_break(span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (ends_a_line(text.units[i])) {
            return 1;
        }
    }
    return 0;
}

static int is_cmd_special(qp_char unit)
{
    return unit == '&' || unit == '|' || unit == '<' || unit == '>' || unit == '^' || unit == '(' ||
           unit == ')';
}

static int has_quote(span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.units[i] == '"') {
            return 1;
        }
    }
    return 0;
}

static int needs_no_quotes(span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (is_blank(text.units[i]) || is_cmd_special(text.units[i])) {
            return 0;
        }
    }
    return 1;
}

static int is_digit(qp_char unit)
{
    return unit >= '0' && unit <= '9';
}

static span skip(span text, size_t count)
{
    return (span){text.units + count, text.length - count};
}

/* >, 2>nul, >>file, <file, 2>&1 */
static int is_redirection(span text)
{
    if (text.length > 0 && is_digit(text.units[0])) {
        text = skip(text, 1);
    }
    if (text.length == 0 || (text.units[0] != '<' && text.units[0] != '>')) {
        return 0;
    }
    text = skip(text, text.length > 1 && text.units[0] == '>' && text.units[1] == '>' ? 2 : 1);
    if (text.length == 2 && text.units[0] == '&' && is_digit(text.units[1])) {
        return 1;
    }
    return needs_no_quotes(text);
}

static int is_operator(span text)
{
    static const char *const operators[] = {"&", "&&", "|", "||", "(", ")"};

    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        if (equals_ascii(text, operators[i])) {
            return 1;
        }
    }
    return is_redirection(text);
}

/* Backslashes in front of the closing quote are doubled, for programs of the C runtime; cmd.exe's
 * own commands take two for one. */
static void append_in_quotes(qp__text *out, span text)
{
    size_t backslashes = 0;

    while (backslashes < text.length && text.units[text.length - 1 - backslashes] == '\\') {
        backslashes++;
    }
    qp__text_append_char(out, '"');
    qp__text_append(out, text.units, text.length);
    append_repeated(out, '\\', backslashes);
    qp__text_append_char(out, '"');
}

/* A line, or with `is_one_of_several` a word of one. */
static int append_for_cmd(qp__text *out, const qp_char *word, int is_one_of_several)
{
    span text = {word, qp__length(word)};
    int error;

    text = without_leading_blanks(text, is_one_of_several);
    text = without_trailing_blanks(text, is_one_of_several);
    error = check_room(out, text.length);
    if (error < 0) {
        return error;
    }
    if (has_line_break(text)) {
        return -EINVAL;
    }
    if (is_one_of_several && !has_quote(text) && (text.length == 0 || !needs_no_quotes(text)) &&
        !is_operator(text)) {
        append_in_quotes(out, text);
    } else {
        qp__text_append(out, text.units, text.length);
    }
    return out->error;
}

static int append_line(qp__text *out, const qp_char *attached, const qp_char *const *words,
                       size_t count)
{
    int several = count > 1 || (count == 1 && attached[0] != 0);
    int error = append_for_cmd(out, attached, 0);

    for (size_t i = 0; i < count && error == 0; i++) {
        if (i > 0 || attached[0] != 0) {
            qp__text_append_char(out, ' ');
        }
        error = append_for_cmd(out, words[i], several);
    }
    return error;
}

int qp__batch_build_cmd(qp__text *out, const qp_char *const *args, size_t count,
                        size_t switch_index)
{
    const qp_char *word = args[switch_index];
    const qp_char *found = find_in_word(word);
    int error = found == NULL ? -EINVAL : append_switches(out, args, switch_index);

    if (error != 0) {
        return error;
    }
    qp__text_append_char(out, ' ');
    qp__text_append(out, word, (size_t)(found - word));
    qp__text_append_ascii(out, found > word ? " /s " : "/s ");
    qp__text_append(out, found, 2);
    qp__text_append_ascii(out, " \"");
    error = append_line(out, found + 2, args + switch_index + 1, count - switch_index - 1);
    return error != 0 ? error : append_end(out);
}
