#include "core/cmdline.h"

#include "support/random.h"
#include "support/shell32_parser.h"
#include "support/ucrt_parser.h"
#include "test.h"

#include <stdlib.h>

#define NO_ARGS ((const qp_char *const *)NULL)

/* --- the parsers themselves: the examples of their documentation --------------------------- */

typedef void parser(arg_list *list, const qp_char *line);

static void parses_to(parser *parse, const qp_char *line, const qp_char *const *args, size_t count)
{
    arg_list list;

    arg_list_init(&list, qp__length(line));
    parse(&list, line);
    if (!CHECK(arg_list_equals(&list, args, count))) {
        test_print_units("line", line, qp__length(line));
        for (size_t i = 0; i < list.count; i++) {
            test_print_units("got", arg_list_get(&list, i), list.lengths[i]);
        }
    }
    arg_list_dispose(&list);
}

#define PARSES_TO(parse, line, ...)                                                                \
    parses_to(parse, W(line), (const qp_char *const[]){__VA_ARGS__},                               \
              COUNT(((const qp_char *const[]){__VA_ARGS__})))

static void test_parsers(void)
{
    parser *const both[] = {ucrt_parse, shell32_parse};

    for (size_t i = 0; i < COUNT(both); i++) {
        PARSES_TO(both[i], "p \"a b c\" d e", W("p"), W("a b c"), W("d"), W("e"));
        PARSES_TO(both[i], "p \"ab\\\"c\" \"\\\\\" d", W("p"), W("ab\"c"), W("\\"), W("d"));
        PARSES_TO(both[i], "p a\\\\\\b d\"e f\"g h", W("p"), W("a\\\\\\b"), W("de fg"), W("h"));
        PARSES_TO(both[i], "p a\\\\\\\"b c d", W("p"), W("a\\\"b"), W("c"), W("d"));
        PARSES_TO(both[i], "p a\\\\\\\\\"b c\" d e", W("p"), W("a\\\\b c"), W("d"), W("e"));
        PARSES_TO(both[i], "\"p q\" \"\" x", W("p q"), W(""), W("x"));
        PARSES_TO(both[i], "\"C:\\a\\\" \t x\t", W("C:\\a\\"), W("x"));
    }
    PARSES_TO(ucrt_parse, "p a\"b\"\" c d", W("p"), W("ab\" c d"));
    PARSES_TO(ucrt_parse, "p \"a\"\"b c\"", W("p"), W("a\"b c"));
    PARSES_TO(shell32_parse, "p \"a\"\"b c\"", W("p"), W("a\"b"), W("c"));
    PARSES_TO(shell32_parse, "p \"\"\"a b\"\"\"", W("p"), W("\"a"), W("b\""));
}

/* --- exact lines --------------------------------------------------------------------------- */

static void builds(const qp_char *expected, size_t expected_length, const qp_char *const *args,
                   size_t count, int line)
{
    qp__text text;

    qp__text_init(&text);
    test_check_int(qp__cmdline_build(&text, args, count), 0, __FILE__, line, "build");
    test_check_units(text.units, text.length, expected, expected_length, __FILE__, line, "line");
    CHECK(text.units != NULL && text.units[text.length] == 0);
    qp__text_dispose(&text);
}

#define BUILDS(expected, ...)                                                                      \
    builds(W(expected), UNITS(W(expected)), (const qp_char *const[]){__VA_ARGS__},                 \
           COUNT(((const qp_char *const[]){__VA_ARGS__})), __LINE__)

static void test_plain_arguments(void)
{
    BUILDS("p", W("p"));
    BUILDS("p a -b --c=d /e C:\\f\\g.txt http://h/", W("p"), W("a"), W("-b"), W("--c=d"), W("/e"),
           W("C:\\f\\g.txt"), W("http://h/"));
}

static void test_plain_and_quoted(void)
{
    BUILDS("p a -b --c=d /e:f,g;h C:\\f\\ \\\\s\\x %i% !j! k&l|m<n>o^p (q) # $ + ]}`", W("p"),
           W("a"), W("-b"), W("--c=d"), W("/e:f,g;h"), W("C:\\f\\"), W("\\\\s\\x"), W("%i%"),
           W("!j!"), W("k&l|m<n>o^p"), W("(q)"), W("#"), W("$"), W("+"), W("]}`"));
    BUILDS("p \"\" \" \" \"\t\" \"\n\" \"\v\" \"\x01\" \"a b\" \"*\" \"?\" \"it's\" \"[\" \"{\" "
           "\"~\" \"@f\"",
           W("p"), W(""), W(" "), W("\t"), W("\n"), W("\v"), W("\x01"), W("a b"), W("*"), W("?"),
           W("it's"), W("["), W("{"), W("~"), W("@f"));
    BUILDS("p \xE4 \x20AC \xD800 \xDC00x \xFFFF", W("p"), W("\xE4"), W("\x20AC"), W("\xD800"),
           W("\xDC00x"), W("\xFFFF"));
}

static void test_quotes_and_backslashes(void)
{
    BUILDS("p \"\\\"\"", W("p"), W("\""));
    BUILDS("p \"a\\\"b\"", W("p"), W("a\"b"));
    BUILDS("p \"\\\"\\\"\"", W("p"), W("\"\""));
    BUILDS("p \"a\\\\\\\"b\"", W("p"), W("a\\\"b"));
    BUILDS("p \"a\\\\\\\\\\\"b\"", W("p"), W("a\\\\\"b"));
    BUILDS("p \"a\\b c\\\\\"", W("p"), W("a\\b c\\"));
    BUILDS("p \" \\\\\\\\\"", W("p"), W(" \\\\"));
    BUILDS("p a\\", W("p"), W("a\\"));
    BUILDS("p \\", W("p"), W("\\"));
}

static void test_program_names(void)
{
    BUILDS("\"\"", W(""));
    BUILDS("\"\" x", W(""), W("x"));
    BUILDS("\"C:\\Program Files\\x.exe\" y", W("C:\\Program Files\\x.exe"), W("y"));
    /* No escape exists here: a backslash in front of the closing quote stays single. */
    BUILDS("\"C:\\a b\\\" y", W("C:\\a b\\"), W("y"));
    BUILDS("C:\\a\\ y", W("C:\\a\\"), W("y"));
    BUILDS("\"a\tb\" y", W("a\tb"), W("y"));
    BUILDS("\"\x01\" y", W("\x01"), W("y"));
}

static void test_join(void)
{
    const qp_char *const args[] = {W("a b"), W(""), W("\"c\" %d%"), W("\\\"")};
    qp__text text;

    qp__text_init(&text);
    CHECK_INT(qp__cmdline_join(&text, args, COUNT(args)), 0);
    CHECK_TEXT(text, W("a b  \"c\" %d% \\\""));
    qp__text_clear(&text);
    CHECK_INT(qp__cmdline_join(&text, args, 1), 0);
    CHECK_TEXT(text, W("a b"));
    qp__text_clear(&text);
    CHECK_INT(qp__cmdline_join(&text, NO_ARGS, 0), 0);
    CHECK_TEXT(text, W(""));
    qp__text_dispose(&text);
    CHECK_INT(qp__cmdline_build(&text, NO_ARGS, 0), 0);
    CHECK_TEXT(text, W(""));
    CHECK(text.units != NULL);
    qp__text_dispose(&text);
}

/* --- refusals ------------------------------------------------------------------------------ */

typedef int builder(qp__text *out, const qp_char *const *args, size_t count);

/* `units` plain units as the one argument of a one-unit program. */
static int result_of_length(builder *build, size_t units)
{
    qp_char *long_arg = malloc((units + 1) * sizeof(qp_char));
    const qp_char *args[] = {W("p"), long_arg};
    qp__text text;
    int result;

    if (long_arg == NULL) {
        abort();
    }
    for (size_t i = 0; i < units; i++) {
        long_arg[i] = 'x';
    }
    long_arg[units] = 0;
    qp__text_init(&text);
    result = build(&text, args, COUNT(args));
    if (result == 0) {
        CHECK_INT(text.length, units + 2);
    }
    CHECK(text.length < (size_t)3 * QP__CMDLINE_MAX_UNITS);
    qp__text_dispose(&text);
    free(long_arg);
    return result;
}

static int build_quoted(qp__text *out, const qp_char *const *args, size_t count)
{
    qp_char *quotes = malloc((qp__length(args[1]) + 1) * sizeof(qp_char));
    const qp_char *all[] = {args[0], quotes};
    int result;

    (void)count;
    if (quotes == NULL) {
        abort();
    }
    for (size_t i = 0; i <= qp__length(args[1]); i++) {
        quotes[i] = args[1][i] == 0 ? 0 : '"';
    }
    result = qp__cmdline_build(out, all, 2);
    free(quotes);
    /* result_of_length counts plain units. */
    if (result == 0) {
        qp__text_truncate(out, 2 + qp__length(args[1]));
    }
    return result;
}

static void test_limits(void)
{
    builder *const both[] = {qp__cmdline_build, qp__cmdline_join};
    /* p, a space, and the NUL. */
    const size_t most = QP__CMDLINE_MAX_UNITS - 3;

    for (size_t i = 0; i < COUNT(both); i++) {
        CHECK_INT(result_of_length(both[i], most), 0);
        CHECK_INT(result_of_length(both[i], most + 1), -E2BIG);
        CHECK_INT(result_of_length(both[i], 5000000), -E2BIG);
    }
    /* Two units for each quote, and two more around them. */
    CHECK_INT(result_of_length(build_quoted, (most - 2) / 2), 0);
    CHECK_INT(result_of_length(build_quoted, (most - 2) / 2 + 1), -E2BIG);
}

static void test_many_arguments(void)
{
    static const qp_char *args[QP__CMDLINE_MAX_UNITS];
    qp__text text;

    for (size_t i = 0; i < COUNT(args); i++) {
        args[i] = W("x");
    }
    qp__text_init(&text);
    /* n arguments of one unit: n - 1 spaces, and the NUL. */
    CHECK_INT(qp__cmdline_build(&text, args, QP__CMDLINE_MAX_UNITS / 2), 0);
    CHECK_INT(text.length, QP__CMDLINE_MAX_UNITS / 2 * 2 - 1);
    qp__text_clear(&text);
    CHECK_INT(qp__cmdline_build(&text, args, QP__CMDLINE_MAX_UNITS / 2 + 1), -E2BIG);
    qp__text_dispose(&text);
}

static void test_quote_in_program_name(void)
{
    const qp_char *const names[] = {W("\""), W("a\"b"), W("a b\""), W("\"a b\"")};
    qp__text text;

    for (size_t i = 0; i < COUNT(names); i++) {
        qp__text_init(&text);
        CHECK_INT(qp__cmdline_build(&text, &names[i], 1), -EINVAL);
        CHECK_INT(qp__cmdline_append_program(&text, names[i], 1), -EINVAL);
        qp__text_dispose(&text);
    }
}

/* --- round trips --------------------------------------------------------------------------- */

static void comes_back(const qp_char *const *args, size_t count)
{
    qp__text text;
    arg_list list;

    qp__text_init(&text);
    if (CHECK_INT(qp__cmdline_build(&text, args, count), 0)) {
        arg_list_init(&list, text.length);
        ucrt_parse(&list, text.units);
        if (!CHECK(arg_list_equals(&list, args, count))) {
            test_print_units("line", text.units, text.length);
        }
        arg_list_dispose(&list);
        arg_list_init(&list, text.length);
        shell32_parse(&list, text.units);
        if (!CHECK(arg_list_equals(&list, args, count))) {
            test_print_units("line", text.units, text.length);
        }
        arg_list_dispose(&list);
    }
    qp__text_dispose(&text);
}

/* All strings up to six units over the units that matter. */
static void test_every_short_argument(void)
{
    static const qp_char alphabet[] = {'"', '\\', ' ', '\t', 'a'};
    qp_char arg[8];
    const qp_char *const args[] = {W("p"), arg, W("z")};

    for (size_t length = 0; length <= 6; length++) {
        size_t combinations = 1;

        for (size_t i = 0; i < length; i++) {
            combinations *= COUNT(alphabet);
        }
        for (size_t n = 0; n < combinations; n++) {
            size_t rest = n;

            for (size_t i = 0; i < length; i++) {
                arg[i] = alphabet[rest % COUNT(alphabet)];
                rest /= COUNT(alphabet);
            }
            arg[length] = 0;
            comes_back(args, COUNT(args));
        }
    }
}

/* Each unit that exists, alone, first, last and between. */
static void test_every_unit(void)
{
    for (unsigned unit = 1; unit <= 0xFFFF; unit++) {
        qp_char alone[] = {(qp_char)unit, 0};
        qp_char between[] = {'a', (qp_char)unit, 'b', 0};
        qp_char last[] = {'\\', (qp_char)unit, 0};
        const qp_char *const args[] = {unit == '"' ? W("p") : between, alone, between, last};

        comes_back(args, COUNT(args));
    }
}

static void test_random_lists(void)
{
    static const qp_char alphabet[] = {'"', '"',  '\\', '\\', ' ', '\t', '\n',   'a',
                                       'b', '\'', '%',  '^',  '&', 0xE4, 0xD800, 0x3000};
    static qp_char units[16][24];
    uint64_t state = 1;

    for (int run = 0; run < 20000; run++) {
        const qp_char *args[16];
        size_t count = 1 + random_below(&state, 16);

        for (size_t i = 0; i < count; i++) {
            size_t length = random_below(&state, 24);

            for (size_t at = 0; at < length; at++) {
                units[i][at] = alphabet[random_below(&state, COUNT(alphabet))];
                if (i == 0 && units[i][at] == '"') {
                    units[i][at] = 'q';
                }
            }
            units[i][length] = 0;
            args[i] = units[i];
        }
        comes_back(args, count);
    }
}

/* --- no memory ----------------------------------------------------------------------------- */

static int build_long(void *opaque)
{
    static qp_char long_arg[2000];
    const qp_char *const args[] = {W("C:\\a b"), W("x"), long_arg, W("y\"z"), long_arg};
    builder *build = *(builder **)opaque;
    qp__text text;
    int result;

    for (size_t i = 0; i + 1 < COUNT(long_arg); i++) {
        long_arg[i] = i % 3 == 0 ? '"' : 'x';
    }
    qp__text_init(&text);
    result = build(&text, args, COUNT(args));
    qp__text_dispose(&text);
    return result;
}

static void test_no_memory(void)
{
    builder *build = qp__cmdline_build;
    builder *join = qp__cmdline_join;

    test_each_allocation(build_long, &build, "qp__cmdline_build");
    test_each_allocation(build_long, &join, "qp__cmdline_join");
}

int main(void)
{
    test_parsers();
    test_plain_arguments();
    test_plain_and_quoted();
    test_quotes_and_backslashes();
    test_program_names();
    test_join();
    test_limits();
    test_many_arguments();
    test_quote_in_program_name();
    test_every_short_argument();
    test_every_unit();
    test_random_lists();
    test_no_memory();
    return test_end("cmdline");
}
