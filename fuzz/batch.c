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

/* The words behind the switch, where the switch's own word may hold the first. */
static qp_char *join_words(const qp_char *own, const qp_char *const *words, size_t count,
                           size_t *length)
{
    size_t most = qp__length(own) + 1;
    qp_char *joined;
    qp_char *to;

    for (size_t i = 0; i < count; i++) {
        most += qp__length(words[i]) + 1;
    }
    to = joined = malloc(most * sizeof(qp_char));
    if (joined == NULL) {
        abort();
    }
    while (*own != 0) {
        *to++ = *own++;
    }
    for (size_t i = 0; i < count; i++) {
        if (i > 0 || to > joined) {
            *to++ = ' ';
        }
        for (const qp_char *at = words[i]; *at != 0; at++) {
            *to++ = *at;
        }
    }
    *length = (size_t)(to - joined);
    return joined;
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

/* What cmd.exe runs in the end is the words behind the switch, as they are. */
static void check_command(const qp__text *line, const fuzz_strings *args, size_t at)
{
    qp_char *command = malloc((line->length + 1) * sizeof(qp_char));
    size_t length;
    size_t expected_length;
    const qp_char *own = behind_switch(args->list[at]);
    qp_char *expected =
        join_words(own, args->list + at + 1, args->count - at - 1, &expected_length);

    if (command == NULL) {
        abort();
    }
    REQUIRE(line->length > expected_length + 2 && line->units[line->length - 1] == '"');
    REQUIRE(line->units[line->length - expected_length - 2] == '"');
    REQUIRE(memcmp(line->units + line->length - expected_length - 1, expected,
                   expected_length * sizeof(qp_char)) == 0);
    /* A word in front that is no switch but holds one would be read as one. */
    if (!has_slash(args, at)) {
        length = cmd_strip(command, line->units);
        REQUIRE(length == expected_length);
        REQUIRE(memcmp(command, expected, length * sizeof(qp_char)) == 0);
    }
    free(command);
    free(expected);
}

static void check_build_cmd(const fuzz_strings *args)
{
    size_t at = qp__batch_find_switch(args->list, args->count);
    qp__text line;
    int result;

    REQUIRE(at < args->count);
    if (at == 0) {
        return;
    }
    qp__text_init(&line);
    result = qp__batch_build_cmd(&line, args->list, args->count, at);
    REQUIRE(result == 0 || result == -E2BIG || result == -EINVAL);
    REQUIRE((result == -EINVAL) == has_any(args->list[0], qp__length(args->list[0]), "\""));
    if (result == 0) {
        REQUIRE(line.length < QP__CMD_MAX_UNITS);
        check_command(&line, args, at);
    }
    qp__text_dispose(&line);
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
