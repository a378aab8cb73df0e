/* The interpreter's command line; its source is pure logic, and included here. */
#include "qjs/options.c" /* NOLINT(bugprone-suspicious-include) */

#include "test.h"

/* Words, NULL-terminated, without the program's name. */
static int parse(qp__options *options, const char *const *words)
{
    static char *argv[64];
    int argc = 0;
    int result;

    argv[argc++] = test_exact_copy("quickproc", sizeof("quickproc"));
    for (; *words != NULL; words++) {
        argv[argc++] = test_exact_copy(*words, strlen(*words) + 1);
    }
    argv[argc] = NULL;
    result = qp__options_parse(options, argc, argv);
    CHECK(options->first_argument <= argc);
    /* Only texts point into argv: nothing looks at them after this. */
    while (argc > 0) {
        free(argv[--argc]);
    }
    return result;
}

#define PARSE(options, ...) parse(options, (const char *const[]){__VA_ARGS__, NULL})

static void test_defaults(void)
{
    qp__options options;

    CHECK_INT(parse(&options, (const char *const[]){NULL}), 0);
    CHECK_INT(options.first_argument, 1);
    CHECK_INT(options.type, QP__SOURCE_DETECT);
    CHECK_INT(options.memory_limit_bytes, QP__NO_LIMIT_GIVEN);
    CHECK_INT(options.stack_size_bytes, QP__NO_LIMIT_GIVEN);
    CHECK(options.expression == NULL);
    CHECK_INT(options.help + options.version + options.interactive + options.load_std, 0);
    CHECK_INT(qp__options_parse(&options, 0, NULL), 0);
}

static void test_where_options_end(void)
{
    qp__options options;

    CHECK_INT(PARSE(&options, "file", "-i"), 0);
    CHECK_INT(options.first_argument, 1);
    CHECK_INT(options.interactive, 0);
    CHECK_INT(PARSE(&options, "-i", "--", "-m"), 0);
    CHECK_INT(options.first_argument, 3);
    CHECK_INT(options.interactive, 1);
    CHECK_INT(PARSE(&options, "-i", "-", "-m"), 0);
    CHECK_INT(options.first_argument, 2);
    CHECK_INT(PARSE(&options, "", "-m"), 0);
    CHECK_INT(options.first_argument, 1);
    CHECK_INT(PARSE(&options, "-h", "--bogus"), 0);
    CHECK_INT(options.help, 1);
    CHECK_INT(PARSE(&options, "-i", "/?", "x"), 0);
    CHECK_INT(options.help, 1);
    CHECK_INT(PARSE(&options, "x", "/?"), 0);
    CHECK_INT(options.help, 0);
    CHECK_INT(PARSE(&options, "--bogus", "-h"), -1);
    CHECK_INT(options.show_help, 1);
}

static void test_values(void)
{
    qp__options options;

    CHECK_INT(PARSE(&options, "-mie", "-x", "y"), 0);
    CHECK_INT(options.first_argument, 3);
    CHECK_INT(options.type, QP__SOURCE_MODULE);
    CHECK_INT(options.interactive, 1);
    CHECK_INT(PARSE(&options, "-ei", "y"), 0);
    CHECK_INT(options.first_argument, 2);
    CHECK_INT(options.interactive, 0);
    CHECK_INT(PARSE(&options, "--eval=", "y"), 0);
    CHECK_INT(options.first_argument, 2);
    CHECK(options.expression != NULL);
    CHECK_INT(PARSE(&options, "-I", "a", "--include", "b", "-Ic", "--include=d", "e"), 0);
    CHECK_INT(options.include_count, 4);
    CHECK_INT(options.first_argument, 7);
    CHECK_INT(PARSE(&options, "-D", "ff", "--dump-flags=10", "x"), 0);
    CHECK_INT(options.dump_flags, 16);
    CHECK_INT(PARSE(&options, "--types", "x"), 0);
    CHECK_INT(options.types, 1);
    CHECK_INT(options.first_argument, 2);
    CHECK_INT(PARSE(&options, "--memory-limit=1", "--stack-size", "2m", "x"), 0);
    CHECK_INT(options.memory_limit_bytes, 1024);
    CHECK_INT(options.stack_size_bytes, 2 * 1024 * 1024);
    CHECK_INT(options.first_argument, 4);
}

/* Whatever an option without a text sets. */
static int64_t summary(const qp__options *options)
{
    return options->help + 2 * options->version + 4 * options->interactive + 8 * options->load_std +
           16 * options->dump_memory + 32 * options->quit + 64 * ((int)options->type + 1) +
           1024 * (int64_t)options->dump_flags;
}

/* A letter and its name are the same option. */
static void test_names(void)
{
    const char *const same[][2] = {
        {"-h", "--help"},   {"-v", "--version"},         {"-i", "--interactive"},
        {"-C", "--script"}, {"-m", "--module"},          {"-d", "--dump"},
        {"-q", "--quit"},   {"-Dff", "--dump-flags=ff"}, {"-?", "--help"},
    };
    qp__options options;

    for (size_t i = 0; i < COUNT(same); i++) {
        test_about = same[i][1];
        int64_t by_letter;
        CHECK_INT(PARSE(&options, same[i][0]), 0);
        by_letter = summary(&options);
        CHECK(by_letter != 0);
        CHECK_INT(PARSE(&options, same[i][1]), 0);
        CHECK_INT(summary(&options), by_letter);
    }
    test_about = "";
}

static void test_compile(void)
{
    char letters[][16] = {"quickproc", "-c", "a.js", "-ob.exe", "-T", "--no-console"};
    char words[][16] = {"quickproc", "--compile=a.js", "--out",  "b",   "--exe",
                        "c",         "--icon=d",       "--info", "A=1", "--info=B="};
    char *argv[COUNT(words) + 1] = {NULL};
    qp__options options;

    for (size_t i = 0; i < COUNT(letters); i++) {
        argv[i] = letters[i];
    }
    CHECK_INT(qp__options_parse(&options, COUNT(letters), argv), 0);
    CHECK(strcmp(options.compile, "a.js") == 0 && strcmp(options.out, "b.exe") == 0);
    CHECK(options.exe == NULL && options.icon == NULL);
    CHECK_INT(options.trace_memory + options.no_console, 2);
    for (size_t i = 0; i < COUNT(words); i++) {
        argv[i] = words[i];
    }
    CHECK_INT(qp__options_parse(&options, COUNT(words), argv), 0);
    CHECK(strcmp(options.out, "b") == 0);
    CHECK(strcmp(options.exe, "c") == 0 && strcmp(options.icon, "d") == 0);
    CHECK_INT(options.info_count, 2);
    CHECK(strcmp(options.infos[0], "A=1") == 0 && strcmp(options.infos[1], "B=") == 0);
}

static void check_error(const char *const *words, const char *expected)
{
    qp__options options;

    CHECK_INT(parse(&options, words), -1);
    if (!CHECK(strcmp(options.error, expected) == 0)) {
        printf("    '%s', not '%s'\n", options.error, expected);
    }
}

#define CHECK_ERROR(expected, ...) check_error((const char *const[]){__VA_ARGS__, NULL}, expected)

static void test_errors(void)
{
    char word[300];
    qp__options options;

    CHECK_ERROR("unknown option '--bogus'", "--bogus");
    CHECK_ERROR("unknown option '--bogus'", "--bogus=1");
    CHECK_ERROR("unknown option '--'", "--=1");
    CHECK_ERROR("unknown option '-X'", "-iX");
    CHECK_ERROR("unknown option '-\xC3\xA9m'", "-\xC3\xA9m");
    CHECK_ERROR("unknown option '--eva'", "--eva", "x");
    CHECK_ERROR("unknown option '--evaluate'", "--evaluate", "x");
    CHECK_ERROR("option '-e' needs a value", "-e");
    CHECK_ERROR("option '-I' needs a value", "-mI");
    CHECK_ERROR("option '--stack-size' needs a value", "--stack-size");
    CHECK_ERROR("option '-D' needs a value", "-D");
    CHECK_ERROR("option '-c' needs a value", "-c");
    CHECK_ERROR("--compile needs --out", "-c", "x");
    CHECK_ERROR("--include cannot be compiled: import the file", "-cx", "-oy", "-Iz");
    CHECK_ERROR("--compile takes one file", "-cx", "-oy", "-ez");
    CHECK_ERROR("--compile takes one file", "-cx", "-oy", "-i");
#define ALONE "--out, --exe, --icon, --info and --no-console need --compile"
    CHECK_ERROR("--types runs nothing: it takes a folder, and no other option", "--types", "-e1");
    CHECK_ERROR("--types runs nothing: it takes a folder, and no other option", "-i", "--types");
    CHECK_ERROR("option '--types' takes no value", "--types=x");
    CHECK_ERROR("option '--std' takes no value", "--std=");
    CHECK_ERROR("option '--module' takes no value", "--module=x");
    CHECK_ERROR(ALONE, "-o", "x");
    CHECK_ERROR(ALONE, "--exe", "x");
    CHECK_ERROR(ALONE, "--icon", "x");
    CHECK_ERROR(ALONE, "--info", "x");
    CHECK_ERROR(ALONE, "--no-console");
    /* A word of any length and any bytes. */
    memset(word, '%', sizeof(word));
    memcpy(word, "--", 2);
    word[sizeof(word) - 1] = '\0';
    CHECK_INT(PARSE(&options, word), -1);
    memset(word, 0xFF, sizeof(word));
    word[0] = '-';
    word[sizeof(word) - 1] = '\0';
    CHECK_INT(PARSE(&options, word), -1);
}

static void test_sizes(void)
{
    const struct {
        const char *text;
        int64_t bytes;
    } rows[] = {
        {"0", 0},
        {"1", 1024},
        {"100b", 100},
        {"100B", 100},
        {"2k", 2048},
        {"1.5K", 1536},
        {"3m", 3145728},
        {"1G", 1073741824},
        {"1e3", 1024000},
        {"8589934591g", INT64_MAX},
        {"99999999999999999999999g", INT64_MAX},
        {"1e400", INT64_MAX},
        {"", -1},
        {"k", -1},
        {"-1", -1},
        {"+1", -1},
        {" 1", -1},
        {".5m", -1},
        {"1x", -1},
        {"1y", -1},
        {"12t", -1},
        {"1%", -1},
        {"1kb", -1},
        {"1k ", -1},
        {"1 k", -1},
        {"0x10", -1},
        {"0X10", -1},
        {"inf", -1},
        {"nan", -1},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        test_about = rows[i].text;
        CHECK_INT(qp__options_parse_size(rows[i].text), rows[i].bytes);
    }
    test_about = "";
}

int main(void)
{
    test_defaults();
    test_where_options_end();
    test_values();
    test_names();
    test_compile();
    test_errors();
    test_sizes();
    return test_end("qjs_options");
}
