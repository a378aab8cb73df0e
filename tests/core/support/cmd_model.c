#include "cmd_model.h"

#include <stdlib.h>
#include <string.h>

typedef struct buffer {
    qp_char *units;
    size_t length;
    size_t room;
} buffer;

static void add(buffer *to, qp_char unit)
{
    if (to->length + 1 >= to->room) {
        to->room = 2 * to->room + 64;
        to->units = realloc(to->units, to->room * sizeof(qp_char));
        if (to->units == NULL) {
            abort();
        }
    }
    to->units[to->length++] = unit;
    to->units[to->length] = 0;
}

static int lower(qp_char unit)
{
    return unit >= 'A' && unit <= 'Z' ? unit + 32 : unit;
}

static int begins_with(const qp_char *at, const char *word)
{
    while (*word != 0 && lower(*at) == *word) {
        at++;
        word++;
    }
    return *word == 0;
}

static int is_any_of(qp_char unit, const char *set)
{
    return unit > 0 && unit < 128 && strchr(set, unit) != NULL;
}

static int is_delimiter(qp_char unit)
{
    return is_any_of(unit, " \t,;=\v\f") || unit == 0xA0 || unit == 0xFF;
}

/* --- the line that cmd.exe was started with ------------------------------------------------ */

static const qp_char *skip_program(const qp_char *at)
{
    int quoted = 0;

    for (; *at != 0 && (quoted || *at != ' '); at++) {
        quoted ^= *at == '"';
    }
    return at;
}

/* Reads the switches; returns the command behind /c or /k, or the end. */
static const qp_char *read_switches(cmd_report *report, const qp_char *at)
{
    for (; *at != 0; at++) {
        if (begins_with(at, "/d")) {
            report->runs_autorun = 0;
        } else if (begins_with(at, "/e:on")) {
            report->extensions_on = 1;
        } else if (begins_with(at, "/v:off")) {
            report->delays = 0;
        } else if (begins_with(at, "/c") || begins_with(at, "/k") || begins_with(at, "/r")) {
            report->found_switch = 1;
            return at + 2;
        }
    }
    return at;
}

static int has_strip_switch(const qp_char *at, const qp_char *command)
{
    for (; at < command; at++) {
        if (begins_with(at, "/s")) {
            return 1;
        }
    }
    return 0;
}

/*
 * Exactly two quotes, blanks but no special characters between them: could be the name of a
 * program, and stays.
 */
static int is_quoted_program(const qp_char *command)
{
    const qp_char *first = NULL;
    const qp_char *last = NULL;
    int quotes = 0;
    int blanks = 0;

    for (const qp_char *at = command; *at != 0; at++) {
        if (*at == '"') {
            first = first != NULL ? first : at;
            last = at;
            quotes++;
        }
    }
    for (const qp_char *at = first; at != NULL && at < last; at++) {
        blanks += *at == ' ' || *at == '\t';
        if (is_any_of(*at, "&<>()@^|")) {
            return 0;
        }
    }
    return quotes == 2 && blanks > 0;
}

static void strip(buffer *to, const qp_char *command, int always)
{
    const qp_char *last = NULL;
    const qp_char *at;

    while (*command == ' ' || *command == '\t') {
        command++;
    }
    if (command[0] == '"' && (always || !is_quoted_program(command))) {
        for (at = ++command; *at != 0; at++) {
            last = *at == '"' ? at : last;
        }
    }
    for (; *command != 0; command++) {
        if (command != last) {
            add(to, *command);
        }
    }
}

size_t cmd_strip(qp_char *to, const qp_char *command_line)
{
    cmd_report report = {0};
    const qp_char *switches = skip_program(command_line);
    const qp_char *command = read_switches(&report, switches);
    buffer line = {0};

    strip(&line, command, has_strip_switch(switches, command));
    if (line.length > 0) {
        memcpy(to, line.units, line.length * sizeof(qp_char));
    }
    free(line.units);
    return line.length;
}

/* --- variables ----------------------------------------------------------------------------- */

typedef struct expansion {
    const qp_char *value; /* NULL: not defined */
    size_t length;
    int is_cd;
} expansion;

static expansion look_up(cmd_lookup *lookup, void *opaque, const qp_char *name, size_t length)
{
    static const qp_char cwd[] = {'C', ':', '\\', 'c', 'w', 'd', 0};
    expansion found = {0};

    found.is_cd = length == 2 && lower(name[0]) == 'c' && lower(name[1]) == 'd';
    if (length > 0) {
        found.value = lookup != NULL ? lookup(opaque, name, length) : NULL;
    }
    if (found.value == NULL && found.is_cd) {
        found.value = cwd;
    }
    while (found.value != NULL && found.value[found.length] != 0) {
        found.length++;
    }
    return found;
}

static const qp_char *read_number(const qp_char *at, long *number)
{
    int negative = *at == '-';

    for (at += negative; *at >= '0' && *at <= '9'; at++) {
        *number = (10 * *number + (*at - '0')) % 100000;
    }
    *number = negative ? -*number : *number;
    return at;
}

static long clamp(long number, long least, long most)
{
    return number < least ? least : number > most ? most : number;
}

/*
 * `at` is behind `:~`; returns what follows the closing per cent sign, or NULL when this is no
 * substring.
 */
static const qp_char *take_part(expansion *variable, const qp_char *at)
{
    long all = (long)variable->length;
    long start = 0;
    long count = 0;
    long end = all;

    at = read_number(at, &start);
    start = start < 0 ? clamp(all + start, 0, all) : clamp(start, 0, all);
    if (*at == ',') {
        /* No number after the comma is the number 0. */
        at = read_number(at + 1, &count);
        end = count < 0 ? all + count : clamp(start + count, 0, all);
    }
    if (*at != '%') {
        return NULL;
    }
    variable->value += start;
    variable->length = end > start ? (size_t)(end - start) : 0;
    return at + 1;
}

/*
 * `at` is behind `:`. "old=new%": what it makes of the value does not matter here, only that it
 * does.
 */
static const qp_char *take_replacement(const qp_char *at)
{
    const qp_char *equals = at;

    while (*equals != 0 && *equals != '=') {
        equals++;
    }
    if (*equals == 0 || equals == at) {
        return NULL;
    }
    while (*equals != 0 && *equals != '%') {
        equals++;
    }
    return *equals == '%' ? equals + 1 : NULL;
}

/*
 * `at` is at a per cent sign. Returns what follows the whole expression and gives its value, or
 * NULL: then the sign stays, and cmd.exe goes on with the character behind it.
 */
static const qp_char *take_expression(cmd_lookup *lookup, void *opaque, const qp_char *at,
                                      expansion *variable)
{
    const qp_char *name = at + 1;
    const qp_char *end = name;

    while (*end != 0 && *end != '%' && *end != ':') {
        end++;
    }
    if (end[0] == ':' && end[1] == '%') {
        end++;
    }
    *variable = look_up(lookup, opaque, name, (size_t)(end - name));
    if (*end == 0 || variable->value == NULL) {
        return NULL;
    }
    if (*end == '%') {
        return end + 1;
    }
    return end[1] == '~' ? take_part(variable, end + 2) : take_replacement(end + 1);
}

static void expand(cmd_report *report, buffer *to, const qp_char *at, cmd_lookup *lookup,
                   void *opaque)
{
    while (at != NULL && *at != 0) {
        expansion variable = {0};
        const qp_char *behind = *at == '%' ? take_expression(lookup, opaque, at, &variable) : NULL;

        if (behind == NULL) {
            add(to, *at++);
            continue;
        }
        report->expanded += !variable.is_cd || variable.length > 0;
        for (size_t i = 0; i < variable.length; i++) {
            add(to, variable.value[i]);
        }
        at = behind;
    }
}

/* --- characters ---------------------------------------------------------------------------- */

/*
 * With `to`, what is left when carets are removed. A line ends at LF, and Ctrl-Z is read as one; CR
 * vanishes.
 */
static unsigned scan(const qp_char *units, size_t length, buffer *to, int *open_quote)
{
    unsigned specials = 0;

    *open_quote = 0;
    for (size_t i = 0; i < length; i++) {
        qp_char unit = units[i];

        if (unit == '\n' || unit == 0x1A || unit == '\r') {
            specials++;
            continue;
        }
        *open_quote ^= unit == '"';
        if (!*open_quote && is_any_of(unit, "&|<>()^")) {
            specials++;
            if (unit == '^' && i + 1 < length) {
                unit = units[++i];
            }
        }
        if (to != NULL) {
            add(to, unit);
        }
    }
    return specials;
}

unsigned cmd_count_specials(const qp_char *units, size_t length, int *open_quote)
{
    return scan(units, length, NULL, open_quote);
}

/* --- arguments ----------------------------------------------------------------------------- */

static size_t word_length(const qp_char *at)
{
    size_t length = 0;
    int quoted = 0;

    while (at[length] != 0 && (quoted || !is_delimiter(at[length]))) {
        quoted ^= at[length] == '"';
        length++;
    }
    return length;
}

static const qp_char *skip_delimiters(const qp_char *at)
{
    while (is_delimiter(*at)) {
        at++;
    }
    return at;
}

static void split(cmd_report *report, const qp_char *at)
{
    buffer rest = {0};
    int is_command = 1;

    for (at = skip_delimiters(at); *at != 0; at = skip_delimiters(at)) {
        size_t length = word_length(at);

        arg_list_begin(&report->words);
        for (size_t i = 0; i < length; i++) {
            arg_list_add(&report->words, at[i]);
        }
        arg_list_end(&report->words);
        at += length;
        if (is_command) {
            for (const qp_char *behind = at; *behind != 0; behind++) {
                add(&rest, *behind);
            }
            is_command = 0;
        }
    }
    add(&rest, 0);
    report->rest = rest.units;
    report->rest_length = rest.length - 1;
}

void cmd_read(cmd_report *report, const qp_char *command_line, cmd_lookup *lookup, void *opaque)
{
    const qp_char *switches = skip_program(command_line);
    const qp_char *command;
    buffer line = {0};
    buffer expanded = {0};
    buffer scanned = {0};

    memset(report, 0, sizeof(*report));
    report->runs_autorun = 1;
    report->delays = 1;
    command = read_switches(report, switches);
    add(&line, 0);
    line.length = 0;
    strip(&line, command, has_strip_switch(switches, command));
    add(&expanded, 0);
    expanded.length = 0;
    expand(report, &expanded, line.units, lookup, opaque);
    add(&scanned, 0);
    scanned.length = 0;
    report->specials = scan(expanded.units, expanded.length, &scanned, &report->open_quote);
    arg_list_init(&report->words, scanned.length);
    split(report, scanned.units);
    free(line.units);
    free(expanded.units);
    free(scanned.units);
}

void cmd_report_dispose(cmd_report *report)
{
    arg_list_dispose(&report->words);
    free(report->rest);
}
