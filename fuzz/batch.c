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

/* What cmd.exe runs in the end is the words behind the switch, as they are. */
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
    if (result == 0) {
        const qp_char *last = args->list[args->count - 1];
        size_t last_length = at + 1 < args->count ? qp__length(last) : 0;
        qp_char *command = malloc((line.length + 1) * sizeof(qp_char));
        size_t length;

        if (command == NULL) {
            abort();
        }
        length = cmd_strip(command, line.units);
        REQUIRE(line.length < QP__CMD_MAX_UNITS);
        /*
         * The switches in front may hold a /c of their own kind for the model; the end is the same.
         */
        REQUIRE(length >= last_length);
        REQUIRE(memcmp(command + length - last_length, last, last_length * sizeof(qp_char)) == 0);
        free(command);
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
