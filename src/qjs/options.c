#include "qjs/options.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reading position: the word argv[next - 1] is being read, `rest` is what is left of it. */
typedef struct word_reader {
    qp__options *options;
    int argc;
    char **argv;
    int next;
    const char *rest;  /* letters after the current one in "-abc"; "" in a long option */
    const char *value; /* of "--name=value", until it is taken; NULL */
    char name[64];     /* as typed, for messages */
} word_reader;

static int fail(word_reader *reader, const char *format)
{
    snprintf(reader->options->error, sizeof(reader->options->error), format, reader->name);
    return -1;
}

/* The option's value, or NULL with the error set. */
static const char *take_value(word_reader *reader)
{
    const char *value = reader->value;

    if (value != NULL) {
        reader->value = NULL;
        return value;
    }
    if (*reader->rest != '\0') {
        value = reader->rest;
        reader->rest = "";
        return value;
    }
    if (reader->next < reader->argc) {
        return reader->argv[reader->next++];
    }
    fail(reader, "option '%s' needs a value");
    return NULL;
}

static int64_t unit_bytes(int letter)
{
    switch (tolower(letter)) {
    case 'b':
        return 1;
    case '\0':
    case 'k':
        return 1024;
    case 'm':
        return (int64_t)1024 * 1024;
    case 'g':
        return (int64_t)1024 * 1024 * 1024;
    default:
        return 0;
    }
}

int64_t qp__options_parse_size(const char *text)
{
    char *end;
    double number;
    int64_t unit;

    /* strtod also takes "inf", "nan", "0x10" and leading spaces. */
    if (!isdigit((unsigned char)text[0]) || tolower((unsigned char)text[1]) == 'x') {
        return -1;
    }
    number = strtod(text, &end);
    unit = unit_bytes((unsigned char)*end);
    if (unit == 0 || (*end != '\0' && end[1] != '\0')) {
        return -1;
    }
    number *= (double)unit;
    return number < 9e18 ? (int64_t)number : INT64_MAX;
}

static int take_size(word_reader *reader, int64_t *bytes)
{
    const char *value = take_value(reader);

    if (value == NULL) {
        return -1;
    }
    *bytes = qp__options_parse_size(value);
    return *bytes < 0 ? fail(reader, "option '%s': not a size (a number, then b, k, m or g)") : 0;
}

/* Adds the option's value to a list. */
static int take_one_more(word_reader *reader, const char **list, int *count, int most)
{
    const char *value = take_value(reader);

    if (value == NULL) {
        return -1;
    }
    if (*count == most) {
        return fail(reader, "option '%s' is given too often");
    }
    list[(*count)++] = value;
    return 0;
}

static int take_include(word_reader *reader)
{
    qp__options *options = reader->options;

    return take_one_more(reader, options->includes, &options->include_count, QP__INCLUDES_MAX);
}

static int take_info(word_reader *reader)
{
    qp__options *options = reader->options;

    return take_one_more(reader, options->infos, &options->info_count, QP__INFOS_MAX);
}

static int take_dump_flags(word_reader *reader)
{
    const char *value = take_value(reader);

    if (value == NULL) {
        return -1;
    }
    reader->options->dump_flags = strtoull(value, NULL, 16);
    return 0;
}

/* NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): in the order of a table */
typedef struct option_def {
    char letter; /* '\0': none */
    const char *name;
    size_t offset;                    /* in qp__options, of what it sets: */
    int is_text;                      /* its value; else an int, to 1 */
    int (*take)(word_reader *reader); /* what to do instead; NULL */
} option_def;

#define FLAG(member)   offsetof(qp__options, member), 0, NULL
#define TEXT(member)   offsetof(qp__options, member), 1, NULL
#define TAKE(function) 0, 0, function

static int take_memory_limit(word_reader *reader)
{
    return take_size(reader, &reader->options->memory_limit_bytes);
}

static int take_stack_size(word_reader *reader)
{
    return take_size(reader, &reader->options->stack_size_bytes);
}

static int take_module(word_reader *reader)
{
    reader->options->type = QP__SOURCE_MODULE;
    return 0;
}

static int take_script(word_reader *reader)
{
    reader->options->type = QP__SOURCE_SCRIPT;
    return 0;
}

static const option_def option_table[] = {
    {'h', "help", FLAG(help)},
    {'?', NULL, FLAG(help)},
    {'v', "version", FLAG(version)},
    {'e', "eval", TEXT(expression)},
    {'i', "interactive", FLAG(interactive)},
    {'I', "include", TAKE(take_include)},
    {'C', "script", TAKE(take_script)},
    {'m', "module", TAKE(take_module)},
    {'\0', "std", FLAG(load_std)},
    {'d', "dump", FLAG(dump_memory)},
    {'D', "dump-flags", TAKE(take_dump_flags)},
    {'\0', "types", FLAG(types)},
    {'q', "quit", FLAG(quit)},
    {'\0', "memory-limit", TAKE(take_memory_limit)},
    {'\0', "stack-size", TAKE(take_stack_size)},
    {'T', "trace", FLAG(trace_memory)},
    {'c', "compile", TEXT(compile)},
    {'o', "out", TEXT(out)},
    {'\0', "exe", TEXT(exe)},
    {'\0', "icon", TEXT(icon)},
    {'\0', "info", TAKE(take_info)},
    {'\0', "no-console", FLAG(no_console)},
};

static const option_def *find_letter(char letter)
{
    for (size_t i = 0; i < sizeof(option_table) / sizeof(option_table[0]); i++) {
        if (option_table[i].letter == letter) {
            return &option_table[i];
        }
    }
    return NULL;
}

static const option_def *find_name(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof(option_table) / sizeof(option_table[0]); i++) {
        const char *known = option_table[i].name;
        if (known != NULL && strlen(known) == length && memcmp(known, name, length) == 0) {
            return &option_table[i];
        }
    }
    return NULL;
}

static int apply(word_reader *reader, const option_def *found)
{
    if (found == NULL) {
        reader->options->show_help = 1;
        return fail(reader, "unknown option '%s'");
    }
    if (found->take != NULL) {
        return found->take(reader);
    }
    if (found->is_text) {
        const char *value = take_value(reader);
        *(const char **)(void *)((char *)reader->options + found->offset) = value;
        return value != NULL ? 0 : -1;
    }
    *(int *)(void *)((char *)reader->options + found->offset) = 1;
    return 0;
}

/* "--name" or "--name=value" */
static int read_long(word_reader *reader, const char *word)
{
    const char *equals = strchr(word, '=');
    size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);

    snprintf(reader->name, sizeof(reader->name), "%.*s", (int)length, word);
    reader->rest = "";
    reader->value = equals != NULL ? equals + 1 : NULL;
    if (apply(reader, find_name(word + 2, length - 2)) < 0) {
        return -1;
    }
    return reader->value != NULL ? fail(reader, "option '%s' takes no value") : 0;
}

/* "-abc": three options, or `a` with the value "bc" */
static int read_letters(word_reader *reader, const char *word)
{
    reader->value = NULL;
    reader->rest = word + 1;
    while (*reader->rest != '\0') {
        char letter = *reader->rest++;
        /* A letter that is no ASCII is several bytes: show the word then. */
        snprintf(reader->name, sizeof(reader->name), "-%.*s",
                 (unsigned char)letter < 0x80 ? 1 : (int)sizeof(reader->name),
                 (unsigned char)letter < 0x80 ? reader->rest - 1 : word + 1);
        if (apply(reader, find_letter(letter)) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Options that need each other. */
static int check_together(qp__options *options)
{
    const char *message = NULL;

    if (options->help || options->version) {
        return 0;
    }
    if (options->types &&
        (options->expression != NULL || options->interactive || options->include_count > 0 ||
         options->compile != NULL || options->load_std)) {
        message = "--types runs nothing: it takes a folder, and no other option";
    } else if (options->compile == NULL) {
        if (options->out != NULL || options->exe != NULL || options->icon != NULL ||
            options->info_count > 0 || options->no_console) {
            message = "--out, --exe, --icon, --info and --no-console need --compile";
        }
    } else if (options->out == NULL) {
        message = "--compile needs --out";
    } else if (options->include_count > 0) {
        message = "--include cannot be compiled: import the file";
    } else if (options->expression != NULL || options->interactive) {
        message = "--compile takes one file";
    }
    if (message == NULL) {
        return 0;
    }
    snprintf(options->error, sizeof(options->error), "%s", message);
    return -1;
}

void qp__options_set_defaults(qp__options *options)
{
    memset(options, 0, sizeof(*options));
    options->type = QP__SOURCE_DETECT;
    options->memory_limit_bytes = QP__NO_LIMIT_GIVEN;
    options->stack_size_bytes = QP__NO_LIMIT_GIVEN;
}

int qp__options_parse(qp__options *options, int argc, char **argv)
{
    word_reader reader = {options, argc, argv, 1, "", NULL, ""};
    int result = 0;

    qp__options_set_defaults(options);
    while (result == 0 && !options->help && !options->version && reader.next < argc) {
        const char *word = argv[reader.next];
        if (strcmp(word, "/?") == 0) {
            options->help = 1; /* as programs of Windows are asked; no file has that name */
            break;
        }
        if (word[0] != '-' || word[1] == '\0') {
            break;
        }
        reader.next++;
        if (strcmp(word, "--") == 0) {
            break;
        }
        result = word[1] == '-' ? read_long(&reader, word) : read_letters(&reader, word);
    }
    options->first_argument = reader.next;
    return result == 0 ? check_together(options) : result;
}
