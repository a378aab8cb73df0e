#include "batch_oracle.h"

#include "cmd_model.h"
#include "ucrt_parser.h"

#include <stdlib.h>
#include <string.h>

/* Every name is a variable, and its value is hostile. */
static const qp_char *hostile(void *opaque, const qp_char *name, size_t length)
{
    static const qp_char value[] = {'"', '&', 'c', 'a', 'l', 'c', '&', '"', 0};

    (void)opaque;
    (void)name;
    (void)length;
    return value;
}

static size_t units_of(const qp_char *z)
{
    size_t length = 0;

    while (z[length] != 0) {
        length++;
    }
    return length;
}

/* A program that the batch file starts with these units as its arguments: does it see `args`? */
static int program_sees(const qp_char *units, size_t length, const qp_char *const *args,
                        size_t count)
{
    qp_char *line = malloc((length + 3) * sizeof(qp_char));
    arg_list list;
    int same;

    if (line == NULL) {
        abort();
    }
    line[0] = 'p';
    line[1] = ' ';
    memcpy(line + 2, units, length * sizeof(qp_char));
    line[length + 2] = 0;
    arg_list_init(&list, length + 2);
    ucrt_parse(&list, line);
    same = list.count == count + 1;
    for (size_t i = 0; same && i < count; i++) {
        same =
            list.lengths[i + 1] == units_of(args[i]) &&
            memcmp(arg_list_get(&list, i + 1), args[i], list.lengths[i + 1] * sizeof(qp_char)) == 0;
    }
    arg_list_dispose(&list);
    free(line);
    return same;
}

static const char *check_words(const cmd_report *report, const qp_char *const *args, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const qp_char *word = arg_list_get(&report->words, i + 1);
        size_t length = report->words.lengths[i + 1];
        int open_quote = 0;

        if (cmd_count_specials(word, length, &open_quote) != 0 || open_quote) {
            return "a line of the batch file with %1 in it would be more than one command";
        }
        if (!program_sees(word, length, &args[i], 1)) {
            return "a program that is handed %1 does not see the argument";
        }
    }
    return NULL;
}

static int is_quoted_script(const cmd_report *report, const qp_char *script)
{
    const qp_char *word = arg_list_get(&report->words, 0);
    size_t length = units_of(script);

    while (length > 0 && (script[length - 1] == '.' || script[length - 1] == ' ')) {
        length--;
    }
    return report->words.lengths[0] == length + 2 && word[0] == '"' && word[length + 1] == '"' &&
           memcmp(word + 1, script, length * sizeof(qp_char)) == 0;
}

static const char *check(const cmd_report *report, const qp_char *script,
                         const qp_char *const *args, size_t count)
{
    if (!report->found_switch || report->runs_autorun || report->delays || !report->extensions_on) {
        return "a switch is missing";
    }
    if (report->expanded > 0) {
        return "a variable is expanded";
    }
    if (report->specials > 0 || report->open_quote) {
        return "a character is special";
    }
    if (report->words.count != count + 1) {
        return "the number of arguments differs";
    }
    if (!is_quoted_script(report, script)) {
        return "the batch file is another";
    }
    if (!program_sees(report->rest, report->rest_length, args, count)) {
        return "a program that is handed %* does not see the arguments";
    }
    return check_words(report, args, count);
}

const char *batch_oracle(const qp_char *line, const qp_char *script, const qp_char *const *args,
                         size_t count)
{
    cmd_report report;
    const char *wrong;

    cmd_read(&report, line, hostile, NULL);
    wrong = check(&report, script, args, count);
    cmd_report_dispose(&report);
    return wrong;
}
