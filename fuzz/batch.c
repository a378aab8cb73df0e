#include "core/batch.h"

#include "../tests/core/support/batch_oracle.h"
#include "../tests/core/support/cmd_model.h"
#include "input.h"

#include <errno.h>
#include <string.h>

static const qp_char cmd_exe[] = {'C', ':', '\\', 'c', 'm', 'd', '.', 'e', 'x', 'e', 0};

static int has_any(const qp_char *z, size_t length, const char *set)
{
    for (size_t i = 0; i < length; i++) {
        if (z[i] < 128 && strchr(set, z[i]) != NULL) {
            return 1;
        }
    }
    return 0;
}

/* The script without what Windows does not see at its end. */
static size_t script_length(const qp_char *script)
{
    size_t length = qp__length(script);

    while (length > 0 && (script[length - 1] == '.' || script[length - 1] == ' ')) {
        length--;
    }
    return length;
}

static int can_be_carried(const qp_char *script, const qp_char *const *args, size_t count)
{
    size_t length = script_length(script);

    if (has_any(script, length, "\n\r\x1A\"") || length < 4) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (has_any(args[i], qp__length(args[i]), "\n\r\x1A")) {
            return 0;
        }
    }
    return qp__ends_with_ascii_nocase(script, length, ".bat") ||
           qp__ends_with_ascii_nocase(script, length, ".cmd");
}

/* The first string is the batch file. */
static void check_build(const fuzz_strings *strings)
{
    const qp_char *const *args = strings->list + 1;
    size_t count = strings->count - 1;
    size_t most = 64 + 8 * qp__length(strings->list[0]);
    qp__text line;
    int result;

    for (size_t i = 0; i < count; i++) {
        most += 8 * qp__length(args[i]) + 4;
    }
    qp__text_init(&line);
    result = qp__batch_build(&line, cmd_exe, strings->list[0], args, count);
    if (result == 0) {
        const char *wrong = batch_oracle(line.units, strings->list[0], args, count);

        fuzz_require(wrong == NULL, wrong != NULL ? wrong : "");
        REQUIRE(can_be_carried(strings->list[0], args, count));
        REQUIRE(line.length < QP__CMD_MAX_UNITS && line.units[line.length] == 0);
    } else if (result == -E2BIG) {
        REQUIRE(most >= QP__CMD_MAX_UNITS);
    } else {
        int verbatim = qp__length(strings->list[0]) > 3 && strings->list[0][2] == '?';

        REQUIRE(result == -EINVAL);
        REQUIRE(verbatim || !can_be_carried(strings->list[0], args, count));
    }
    qp__text_dispose(&line);
}

/* A path with `.` and `..` taken out from the front: where each component begins and ends. */
static void final_component(const qp_char *path, size_t length, size_t *start, size_t *end)
{
    size_t *starts = malloc((length + 2) * sizeof(size_t));
    size_t *ends = malloc((length + 2) * sizeof(size_t));
    size_t depth = 0;
    size_t from = length > 1 && path[1] == ':' && path[0] != '/' && path[0] != '\\' ? 2 : 0;

    if (starts == NULL || ends == NULL) {
        abort();
    }
    for (size_t at = from; at <= length; at++) {
        if (at < length && path[at] != '/' && path[at] != '\\') {
            continue;
        }
        size_t to = at;

        while (to > from && (path[to - 1] == '.' || path[to - 1] == ' ')) {
            to--;
        }
        if (at - from == 2 && path[from] == '.' && path[from + 1] == '.') {
            depth -= depth > 0;
        } else if (to > from) {
            starts[depth] = from;
            ends[depth++] = to;
        }
        from = at + 1;
    }
    *start = depth > 0 ? starts[depth - 1] : 0;
    *end = depth > 0 ? ends[depth - 1] : 0;
    free(starts);
    free(ends);
}

static void check_paths(const qp_char *path)
{
    size_t length = qp__length(path);
    size_t start;
    size_t end;
    int is_batch;
    int is_cmd;

    final_component(path, length, &start, &end);
    is_batch = qp__ends_with_ascii_nocase(path + start, end - start, ".bat") ||
               qp__ends_with_ascii_nocase(path + start, end - start, ".cmd");
    is_cmd = qp__equals_ascii_nocase(path + start, end - start, "cmd") ||
             qp__equals_ascii_nocase(path + start, end - start, "cmd.exe");
    REQUIRE(qp__batch_is_batch_path(path, length) == is_batch);
    REQUIRE(qp__batch_is_cmd_path(path, length) == is_cmd);
}

/* A word as cmd.exe is to read it: a model of the rules in core/batch.h, from their text. */
typedef struct model_line {
    qp_char *units;
    size_t length;
    int breaks; /* a line break within */
} model_line;

static void put(model_line *line, qp_char unit)
{
    line->units[line->length++] = unit;
}

#define BREAKS "\r\n\x1A"
#define BLANKS " \t\v\f" BREAKS

static int is_one_of(qp_char unit, const char *set)
{
    return unit < 128 && unit != 0 && strchr(set, unit) != NULL;
}

static int is_typed_operator(const qp_char *word, size_t length)
{
    size_t at = 0;

    if (length <= 2 && length > 0 && word[length - 1] == word[0] &&
        (is_one_of(word[0], "&|") || (length == 1 && is_one_of(word[0], "()")))) {
        return 1;
    }
    at += is_one_of(word[0], "0123456789") && length > 0;
    if (at >= length || !is_one_of(word[at], "<>")) {
        return 0;
    }
    at += word[at] == '>' && at + 1 < length && word[at + 1] == '>' ? 2 : 1;
    if (length - at == 2 && word[at] == '&' && is_one_of(word[at + 1], "0123456789")) {
        return 1;
    }
    return !has_any(word + at, length - at, "&|<>^()" BLANKS);
}

static void put_word(model_line *line, const qp_char *word, int several)
{
    size_t end = qp__length(word);
    size_t first = 0;
    size_t last = end;

    while (first < end && is_one_of(word[first], BLANKS)) {
        first++;
    }
    while (last > 0 && is_one_of(word[last - 1], BLANKS)) {
        last--;
    }
    if (several && !has_any(word, first, BREAKS)) {
        first = 0;
    }
    if (several && !has_any(word + last, end - last, BREAKS)) {
        last = end;
    }
    if (last < first) {
        last = first = end;
    }
    word += first;
    end = last - first;
    line->breaks |= has_any(word, end, BREAKS);
    several = several && !has_any(word, end, "\"") &&
              (end == 0 || has_any(word, end, "&|<>^()" BLANKS)) && !is_typed_operator(word, end);
    if (several) {
        put(line, '"');
    }
    for (size_t i = 0; i < end; i++) {
        put(line, word[i]);
    }
    if (several) {
        for (size_t i = end; i > 0 && word[i - 1] == '\\'; i--) {
            put(line, '\\');
        }
        put(line, '"');
    }
}

/* The words behind the switch, where the switch's own word may hold the first. */
static model_line model_of(const qp_char *own, const qp_char *const *words, size_t count)
{
    size_t most = qp__length(own) + 1;
    model_line line = {0};

    for (size_t i = 0; i < count; i++) {
        most += 2 * qp__length(words[i]) + 3;
    }
    line.units = malloc(most * sizeof(qp_char));
    if (line.units == NULL) {
        abort();
    }
    put_word(&line, own, 0);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 || own[0] != 0) {
            put(&line, ' ');
        }
        put_word(&line, words[i], count > 1 || own[0] != 0);
    }
    return line;
}

static const qp_char *behind_switch(const qp_char *word)
{
    while (word[0] != '/' || strchr("cCkKrR", word[1] < 128 ? word[1] : '.') == NULL ||
           word[1] == 0) {
        word++;
    }
    return word + 2;
}

static int has_slash(const fuzz_strings *args, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (has_any(args->list[i], qp__length(args->list[i]), "/")) {
            return 1;
        }
    }
    return 0;
}

/* What cmd.exe runs in the end is the line of the model. */
static void check_command(const qp__text *line, const fuzz_strings *args, size_t at,
                          const model_line *expected)
{
    qp_char *command = malloc((line->length + 1) * sizeof(qp_char));
    size_t length;

    if (command == NULL) {
        abort();
    }
    REQUIRE(line->length > expected->length + 2 && line->units[line->length - 1] == '"');
    REQUIRE(line->units[line->length - expected->length - 2] == '"');
    REQUIRE(memcmp(line->units + line->length - expected->length - 1, expected->units,
                   expected->length * sizeof(qp_char)) == 0);
    /* A word in front that is no switch but holds one would be read as one. */
    if (!has_slash(args, at)) {
        length = cmd_strip(command, line->units);
        REQUIRE(length == expected->length);
        REQUIRE(memcmp(command, expected->units, length * sizeof(qp_char)) == 0);
    }
    free(command);
}

static void check_build_cmd(const fuzz_strings *args)
{
    size_t at = qp__batch_find_switch(args->list, args->count);
    model_line expected;
    qp__text line;
    int result;

    REQUIRE(at < args->count);
    if (at == 0) {
        return;
    }
    expected = model_of(behind_switch(args->list[at]), args->list + at + 1, args->count - at - 1);
    qp__text_init(&line);
    result = qp__batch_build_cmd(&line, args->list, args->count, at);
    REQUIRE(result == 0 || result == -E2BIG || result == -EINVAL);
    if (result == -EINVAL) {
        REQUIRE(expected.breaks || has_any(args->list[0], qp__length(args->list[0]), "\""));
    } else if (result == 0) {
        REQUIRE(!expected.breaks && !has_any(args->list[0], qp__length(args->list[0]), "\""));
        REQUIRE(line.length < QP__CMD_MAX_UNITS);
        check_command(&line, args, at, &expected);
    }
    qp__text_dispose(&line);
    free(expected.units);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_strings strings = fuzz_strings_read(data, size);

    check_build(&strings);
    check_paths(strings.list[0]);
    check_build_cmd(&strings);
    fuzz_strings_dispose(&strings);
    return 0;
}
