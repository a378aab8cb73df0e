#include "core/cmdline.h"

#include "../tests/core/support/shell32_parser.h"
#include "../tests/core/support/ucrt_parser.h"
#include "input.h"

#include <errno.h>
#include <string.h>

typedef void parser(arg_list *list, const qp_char *line);

static int has_quote(const qp_char *z)
{
    while (*z != 0 && *z != '"') {
        z++;
    }
    return *z == '"';
}

static int comes_back(parser *parse, const qp__text *line, const fuzz_strings *args)
{
    arg_list list;
    int same;

    arg_list_init(&list, line->length);
    parse(&list, line->units);
    same = arg_list_equals(&list, args->list, args->count);
    arg_list_dispose(&list);
    return same;
}

static void check_build(const fuzz_strings *args)
{
    size_t most = 0;
    qp__text line;
    int result;

    qp__text_init(&line);
    result = qp__cmdline_build(&line, args->list, args->count);
    for (size_t i = 0; i < args->count; i++) {
        most += 2 * qp__length(args->list[i]) + 3;
    }
    if (has_quote(args->list[0])) {
        REQUIRE(result == -EINVAL);
    } else if (result != 0) {
        REQUIRE(result == -E2BIG && most >= QP__CMDLINE_MAX_UNITS);
    } else {
        REQUIRE(line.length < QP__CMDLINE_MAX_UNITS && line.units[line.length] == 0);
        REQUIRE(comes_back(ucrt_parse, &line, args));
        REQUIRE(comes_back(shell32_parse, &line, args));
    }
    qp__text_dispose(&line);
}

static void check_join(const fuzz_strings *args)
{
    size_t total = args->count - 1;
    const qp_char *at;
    qp__text line;
    int result;

    for (size_t i = 0; i < args->count; i++) {
        total += qp__length(args->list[i]);
    }
    qp__text_init(&line);
    result = qp__cmdline_join(&line, args->list, args->count);
    REQUIRE(result == (total < QP__CMDLINE_MAX_UNITS ? 0 : -E2BIG));
    if (result == 0) {
        REQUIRE(line.length == total);
        at = line.units;
        for (size_t i = 0; i < args->count; i++) {
            size_t length = qp__length(args->list[i]);

            REQUIRE(memcmp(at, args->list[i], length * sizeof(qp_char)) == 0);
            REQUIRE(at[length] == (i + 1 < args->count ? ' ' : 0));
            at += length + 1;
        }
    }
    qp__text_dispose(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_strings args = fuzz_strings_read(data, size);

    check_build(&args);
    check_join(&args);
    fuzz_strings_dispose(&args);
    return 0;
}
