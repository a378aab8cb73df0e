#include "core/batch.h"

#include "support/batch_oracle.h"
#include "support/cmd_model.h"
#include "support/random.h"
#include "test.h"

#include <stdlib.h>

#define CMD W("C:\\Windows\\System32\\cmd.exe")
/* What every line begins with. */
#define START "\"C:\\Windows\\System32\\cmd.exe\" /d /e:ON /v:OFF /c "
/* What stands for a per cent sign. */
#define PERCENT "%%cd:~,%"

/* --- the model itself ---------------------------------------------------------------------- */

static const qp_char *two_variables(void *opaque, const qp_char *name, size_t length)
{
    (void)opaque;
    if (qp__equals_ascii_nocase(name, length, "v")) {
        return W("value");
    }
    return qp__equals_ascii_nocase(name, length, "a:") ? W("colon") : NULL;
}

typedef struct model_case {
    const qp_char *command;
    const qp_char *words; /* joined by | */
    unsigned expanded;
    unsigned specials;
} model_case;

static void check_model(const model_case *row)
{
    qp__text line;
    qp__text words;
    cmd_report report;

    qp__text_init(&line);
    qp__text_init(&words);
    qp__text_append_ascii(&line, "cmd /d /e:ON /v:OFF /c ");
    qp__text_append_z(&line, row->command);
    cmd_read(&report, line.units, two_variables, NULL);
    for (size_t i = 0; i < report.words.count; i++) {
        qp__text_append_z(&words, arg_list_get(&report.words, i));
        qp__text_append_char(&words, '|');
    }
    if (!CHECK_UNITS(words.units, words.length, row->words, qp__length(row->words)) ||
        !CHECK_INT(report.expanded, row->expanded) || !CHECK_INT(report.specials, row->specials)) {
        test_print_units("command", row->command, qp__length(row->command));
    }
    cmd_report_dispose(&report);
    qp__text_dispose(&words);
    qp__text_dispose(&line);
}

static void test_model(void)
{
    static const model_case rows[] = {
        {W("x a b"), W("x|a|b|"), 0, 0},
        {W("x a,b;c=d\te"), W("x|a|b|c|d|e|"), 0, 0},
        {W("x \"a,b c\" \"d\"\"e\""), W("x|\"a,b c\"|\"d\"\"e\"|"), 0, 0},
        {W("\"\"x y\" \"a\"\""), W("\"x y\"|\"a\"|"), 0, 0},
        {W("\"x\" a"), W("x|a|"), 0, 0},
        {W("\"x y\" a"), W("\"x y\"|a|"), 0, 0},
        {W("\"x & y\""), W("x|&|y|"), 0, 1},
        {W("x a&b"), W("x|a&b|"), 0, 1},
        {W("x \"a&b\" c|d"), W("x|\"a&b\"|c|d|"), 0, 1},
        {W("x a^&b"), W("x|a&b|"), 0, 1},
        {W("x \"a\nb\""), W("x|\"ab\"|"), 0, 1},
        {W("x %v%"), W("x|value|"), 1, 0},
        {W("x \"%V%\" y"), W("x|\"value\"|y|"), 1, 0},
        {W("x %none%"), W("x|%none%|"), 0, 0},
        {W("x %none%v%"), W("x|%nonevalue|"), 1, 0},
        {W("x %%v%%"), W("x|%value%|"), 1, 0},
        {W("x %v:~1,2%"), W("x|al|"), 1, 0},
        {W("x %v:~-2%"), W("x|ue|"), 1, 0},
        {W("x %v:~1,-1%"), W("x|alu|"), 1, 0},
        {W("x [%v:~,%]"), W("x|[]|"), 1, 0},
        {W("x %v:~a%"), W("x|%v:~a%|"), 0, 0},
        {W("x %v:a=b%"), W("x|value|"), 1, 0},
        {W("x %a:%"), W("x|colon|"), 1, 0},
        {W("x %cd%"), W("x|C:\\cwd|"), 1, 0},
        {W("x %cd:~,%."), W("x|.|"), 0, 0},
        {W("x %%cd:~,%v%%cd:~,%"), W("x|%v%|"), 0, 0},
        {W("x %"), W("x|%|"), 0, 0},
        {W("x %v"), W("x|%v|"), 0, 0},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        check_model(&rows[i]);
    }
}

/* --- which file is a batch file ------------------------------------------------------------ */

static void test_batch_paths(void)
{
    static const qp_char *const yes[] = {
        W("x.bat"),
        W("x.cmd"),
        W("X.BAT"),
        W("C:\\a\\x.Cmd"),
        W(".bat"),
        W("a/x.bat"),
        W("C:x.bat"),
        W("x.bat."),
        W("x.bat "),
        W("x.bat. . ."),
        W("x.bat...   "),
        W("C:\\a b\\x.bat "),
        W("x.bat\\."),
        W("x.bat/."),
        W("x.bat\\"),
        W("x.bat\\b\\.."),
        W("x.bat\\b\\..\\."),
        W("x.bat/b/c/../.."),
        W("\\\\?\\C:\\x.bat"),
        W("\\\\s\\h\\x.cmd"),
        W("x.exe.bat"),
        W("x:y.bat"),
    };
    static const qp_char *const no[] = {
        W(""),
        W("bat"),
        W("x"),
        W("x.exe"),
        W("x.bat.exe"),
        W("x.bat\\y.exe"),
        W("x.bat\\y"),
        W("."),
        W(".."),
        W("\\"),
        W("x.bat\\.."),
        W("a\\x.bat\\.."),
        W("x.batt"),
        W("x.ba"),
        W("xbat"),
        W("x.bat:s"),
        W("x.bat::$DATA"),
        W("x.bat\xA0"),
        /* NOLINTNEXTLINE(bugprone-suspicious-missing-comma): in two, so that the escape ends. */
        W("x.\x212A"
          "cmd"),
        W("..."),
        W("C:"),
    };

    for (size_t i = 0; i < COUNT(yes); i++) {
        if (!CHECK(qp__batch_is_batch_path(yes[i], qp__length(yes[i])))) {
            test_print_units("path", yes[i], qp__length(yes[i]));
        }
    }
    for (size_t i = 0; i < COUNT(no); i++) {
        if (!CHECK(!qp__batch_is_batch_path(no[i], qp__length(no[i])))) {
            test_print_units("path", no[i], qp__length(no[i]));
        }
    }
}

static void test_cmd_paths(void)
{
    static const qp_char *const yes[] = {
        W("cmd"),
        W("cmd.exe"),
        W("CMD"),
        W("Cmd.EXE"),
        W("C:\\Windows\\System32\\cmd.exe"),
        W("C:/x/cmd"),
        W("C:cmd.exe"),
        W("cmd."),
        W("cmd.exe. "),
        W("\\\\?\\C:\\Windows\\System32\\cmd.exe"),
    };
    static const qp_char *const no[] = {
        W(""),       W("cm"),    W("xcmd"),     W("cmd.com"), W("cmd.exe.exe"),
        W("cmd\\x"), W("x.cmd"), W("cmd1.exe"), W("cmd:.."),  W("cmd\\.."),
    };

    for (size_t i = 0; i < COUNT(yes); i++) {
        CHECK(qp__batch_is_cmd_path(yes[i], qp__length(yes[i])));
    }
    for (size_t i = 0; i < COUNT(no); i++) {
        CHECK(!qp__batch_is_cmd_path(no[i], qp__length(no[i])));
    }
}

/* --- exact lines --------------------------------------------------------------------------- */

static void check_line(const qp_char *script, const qp_char *const *args, size_t count,
                       const qp_char *expected, size_t expected_length, int line)
{
    qp__text text;
    const char *wrong;

    qp__text_init(&text);
    test_check_int(qp__batch_build(&text, CMD, script, args, count), 0, __FILE__, line, "build");
    test_check_units(text.units, text.length, expected, expected_length, __FILE__, line, "line");
    wrong = batch_oracle(text.units, script, args, count);
    if (!test_check(wrong == NULL, __FILE__, line, "oracle")) {
        printf("    %s\n", wrong);
    }
    qp__text_dispose(&text);
}

/* One argument of C:\x.bat. */
#define ARGUMENT(arg, expected)                                                                    \
    do {                                                                                           \
        const qp_char *const one[] = {W(arg)};                                                     \
        check_line(W("C:\\x.bat"), one, 1, W(START "\"\"C:\\x.bat\" " expected "\""),              \
                   UNITS(W(START "\"\"C:\\x.bat\" " expected "\"")), __LINE__);                    \
    } while (0)

/* No arguments. */
#define SCRIPT(script, expected)                                                                   \
    check_line(W(script), NULL, 0, W(START "\"" expected "\""),                                    \
               UNITS(W(START "\"" expected "\"")), __LINE__)

static void test_plain_arguments(void)
{
    ARGUMENT("abc", "abc");
    ARGUMENT("-v", "-v");
    ARGUMENT("--a_b.c", "--a_b.c");
    ARGUMENT("/Q:x", "/Q:x");
    ARGUMENT("C:\\a\\b.txt", "C:\\a\\b.txt");
    ARGUMENT("@scope/pkg#1$+", "@scope/pkg#1$+");
    ARGUMENT("\xE4\x3B1\x4E2D", "\xE4\x3B1\x4E2D");
    ARGUMENT("\xD83D\xDE00\xD800", "\xD83D\xDE00\xD800");
}

static void test_quoted_arguments(void)
{
    ARGUMENT("", "\"\"");
    ARGUMENT(" ", "\" \"");
    ARGUMENT("a b", "\"a b\"");
    ARGUMENT("a\tb", "\"a\tb\"");
    ARGUMENT("a,b", "\"a,b\"");
    ARGUMENT("a;b", "\"a;b\"");
    ARGUMENT("a=b", "\"a=b\"");
    ARGUMENT("a\vb\f", "\"a\vb\f\"");
    ARGUMENT("\x01\x07\x08\x1B\x7F", "\"\x01\x07\x08\x1B\x7F\"");
    ARGUMENT("a\xA0z", "\"a\xA0z\"");
    ARGUMENT("\x1680", "\"\x1680\"");
    ARGUMENT("\x3000", "\"\x3000\"");
    ARGUMENT("\x2028\x2029", "\"\x2028\x2029\"");
    ARGUMENT("\x2000", "\"\x2000\"");
    ARGUMENT("\x206F", "\"\x206F\"");
    ARGUMENT("\xFFF0", "\"\xFFF0\"");
    ARGUMENT("\xFFEF", "\xFFEF");
    ARGUMENT("\x85", "\"\x85\"");
    ARGUMENT("\xFEFF", "\"\xFEFF\"");
    ARGUMENT("\xFF02&calc", "\"\xFF02&calc\"");
    ARGUMENT("*", "\"*\"");
    ARGUMENT("?", "\"?\"");
}

static void test_special_characters(void)
{
    ARGUMENT("&calc", "\"&calc\"");
    ARGUMENT("a|b", "\"a|b\"");
    ARGUMENT("a<b>c", "\"a<b>c\"");
    ARGUMENT("^", "\"^\"");
    ARGUMENT("(a)", "\"(a)\"");
    ARGUMENT("!PATH!", "\"!PATH!\"");
    ARGUMENT("`'~{}[]", "\"`'~{}[]\"");
}

static void test_quotes(void)
{
    ARGUMENT("\"", "\"\"\"\"");
    ARGUMENT("\"\"", "\"\"\"\"\"\"");
    ARGUMENT("a\"b", "\"a\"\"b\"");
    ARGUMENT("\"&calc", "\"\"\"&calc\"");
    ARGUMENT("\"&calc&\"", "\"\"\"&calc&\"\"\"");
    ARGUMENT("\\\"&calc", "\"\\\\\"\"&calc\"");
    ARGUMENT("a\\\\\"b", "\"a\\\\\\\\\"\"b\"");
    ARGUMENT("^\"", "\"^\"\"\"");
    ARGUMENT("\"%\"", "\"\"\"" PERCENT "\"\"\"");
}

static void test_backslashes(void)
{
    ARGUMENT("\\", "\"\\\\\"");
    ARGUMENT("C:\\", "\"C:\\\\\"");
    ARGUMENT("C:\\a b\\", "\"C:\\a b\\\\\"");
    ARGUMENT("a b\\\\", "\"a b\\\\\\\\\"");
    ARGUMENT("\\\\server\\share", "\\\\server\\share");
    ARGUMENT("\\%\\", "\"\\" PERCENT "\\\\\"");
}

static void test_percent(void)
{
    ARGUMENT("%", "\"" PERCENT "\"");
    ARGUMENT("%%", "\"" PERCENT PERCENT "\"");
    ARGUMENT("100%", "\"100" PERCENT "\"");
    ARGUMENT("%PATH%", "\"" PERCENT "PATH" PERCENT "\"");
    ARGUMENT("%cd:~,%", "\"" PERCENT "cd:~," PERCENT "\"");
    ARGUMENT("%CMDCMDLINE:~-1%&calc", "\"" PERCENT "CMDCMDLINE:~-1" PERCENT "&calc\"");
    ARGUMENT("%1", "\"" PERCENT "1\"");
    ARGUMENT("%*", "\"" PERCENT "*\"");
    ARGUMENT("%~dp0", "\"" PERCENT "~dp0\"");
    ARGUMENT("%a:b=c%", "\"" PERCENT "a:b=c" PERCENT "\"");
    ARGUMENT("a%\\\"", "\"a" PERCENT "\\\\\"\"\"");
}

static void test_scripts(void)
{
    SCRIPT("C:\\x.bat", "\"C:\\x.bat\"");
    SCRIPT("C:\\a b\\x.CMD", "\"C:\\a b\\x.CMD\"");
    SCRIPT("C:\\a&b\\x^(1)!.bat", "\"C:\\a&b\\x^(1)!.bat\"");
    SCRIPT("C:\\%PATH%\\x.bat", "\"C:\\" PERCENT "PATH" PERCENT "\\x.bat\"");
    SCRIPT("C:\\100%.bat", "\"C:\\100" PERCENT ".bat\"");
    SCRIPT("\\\\s\\h\\x.bat", "\"\\\\s\\h\\x.bat\"");
    SCRIPT("C:\\\xE4\xD800.bat", "\"C:\\\xE4\xD800.bat\"");
    /* cmd.exe must see a name that it takes for a batch file. */
    SCRIPT("C:\\x.bat.", "\"C:\\x.bat\"");
    SCRIPT("C:\\x.bat. . ", "\"C:\\x.bat\"");
    SCRIPT("\\\\s\\h\\x.bat.", "\"\\\\s\\h\\x.bat\"");
    SCRIPT("\\\\?\\C:\\x.bat", "\"\\\\?\\C:\\x.bat\"");
}

static void test_several_arguments(void)
{
    const qp_char *const args[] = {W("a"), W(""), W("b c"), W("\"&\""), W("%x%"), W("z")};

    check_line(
        W("C:\\x y.bat"), args, COUNT(args),
        W(START "\"\"C:\\x y.bat\" a \"\" \"b c\" \"\"\"&\"\"\" \"" PERCENT "x" PERCENT "\" z\""),
        UNITS(W(START "\"\"C:\\x y.bat\" a \"\" \"b c\" \"\"\"&\"\"\" \"" PERCENT "x" PERCENT
                      "\" z\"")),
        __LINE__);
}

/* --- refusals ------------------------------------------------------------------------------ */

static int result_of(const qp_char *cmd, const qp_char *script, const qp_char *arg)
{
    qp__text text;
    int result;

    qp__text_init(&text);
    result = qp__batch_build(&text, cmd, script, &arg, arg != NULL);
    qp__text_dispose(&text);
    return result;
}

static void test_refusals(void)
{
    static const qp_char *const lines[] = {
        W("\n"), W("\r"), W("\x1A"), W("a\nb"), W("a\r"), W("\r\n"), W("\"\ncalc"),
        /* NOLINTNEXTLINE(bugprone-suspicious-missing-comma): in two, so that the escape ends. */
        W("a b\x1A"
          "calc"),
        W("%\n")};
    static const qp_char *const scripts[] = {
        W("C:\\a\"b.bat"), W("C:\\x.bat\""), W("\"C:\\x.bat\""), W("\"C:\\x.bat"),
        W("C:\\a\nb.bat"), W("C:\\a\rb.bat"),
        /* NOLINTNEXTLINE(bugprone-suspicious-missing-comma): in two, so that the escape ends. */
        W("C:\\a\x1A"
          "b.bat"),
        W(""), W("C:\\x"), W("C:\\x.exe"), W("C:\\x.bat\\."), W("C:\\x.bat\\"),
        W("\\\\?\\C:\\x.bat."), W("\\\\?\\C:\\x.bat ")};

    for (size_t i = 0; i < COUNT(lines); i++) {
        CHECK_INT(result_of(CMD, W("C:\\x.bat"), lines[i]), -EINVAL);
    }
    for (size_t i = 0; i < COUNT(scripts); i++) {
        CHECK_INT(result_of(CMD, scripts[i], NULL), -EINVAL);
    }
    CHECK_INT(result_of(W("C:\\\"\\cmd.exe"), W("C:\\x.bat"), NULL), -EINVAL);
}

/* `count` times the unit as the argument, or as the script. */
static int result_of_length(qp_char unit, size_t count, int as_script)
{
    qp_char *arg = malloc((count + 1) * sizeof(qp_char));
    int result;

    if (arg == NULL) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        arg[i] = unit;
    }
    arg[count] = 0;
    result = as_script ? result_of(CMD, arg, NULL) : result_of(CMD, W("C:\\x.bat"), arg);
    free(arg);
    return result;
}

static void test_limits(void)
{
    /* The quotes around it all, those of the script, a space, and the NUL. */
    const size_t around = UNITS(W(START)) + UNITS(W("C:\\x.bat")) + 6;
    const size_t most = QP__CMD_MAX_UNITS - around;

    CHECK_INT(result_of_length('x', most, 0), 0);
    CHECK_INT(result_of_length('x', most + 1, 0), -E2BIG);
    CHECK_INT(result_of_length('x', 5000000, 0), -E2BIG);
    CHECK_INT(result_of_length('x', 5000000, 1), -E2BIG);
    CHECK_INT(result_of_length('%', (most - 2) / 8, 0), 0);
    CHECK_INT(result_of_length('%', (most - 2) / 8 + 1, 0), -E2BIG);
    CHECK_INT(result_of_length('"', (most - 2) / 2, 0), 0);
    CHECK_INT(result_of_length('"', (most - 2) / 2 + 1, 0), -E2BIG);
}

/* --- as typed ------------------------------------------------------------------------------ */

typedef int words_builder(qp__text *out, const qp_char *const *args, size_t count);

/* As cmd.exe is given the script's path below. */
#define JOINED "\"C:\\a " PERCENT "b\\x.bat\""

static int join(qp__text *out, const qp_char *const *args, size_t count)
{
    return qp__batch_join(out, CMD, W("C:\\a %b\\x.bat"), args + 1, count - 1);
}

static int build_cmd(qp__text *out, const qp_char *const *args, size_t count)
{
    return qp__batch_build_cmd(out, args, count, qp__batch_find_switch(args, count));
}

/* `command`: what cmd.exe runs in the end. */
static void check_words(words_builder *build, const qp_char *const *args, size_t count,
                        const qp_char *expected, const qp_char *command, int line)
{
    qp_char stripped[512];
    qp__text text;

    qp__text_init(&text);
    test_check_int(build(&text, args, count), 0, __FILE__, line, "build");
    test_check_units(text.units, text.length, expected, qp__length(expected), __FILE__, line,
                     "line");
    test_check_units(stripped, cmd_strip(stripped, text.units), command, qp__length(command),
                     __FILE__, line, "command");
    qp__text_dispose(&text);
}

#define WORDS(build, expected, command, ...)                                                       \
    check_words(build, (const qp_char *const[]){__VA_ARGS__},                                      \
                COUNT(((const qp_char *const[]){__VA_ARGS__})), W(expected), W(command), __LINE__)

static void test_join(void)
{
    qp__text text;

    /* The file that was found, whatever args[0] says; the rest is the caller's. */
    WORDS(join, START "\"" JOINED "\"", JOINED, W("tool"));
    WORDS(join, START "\"" JOINED " a & b \"c d\" %e%\"", JOINED " a & b \"c d\" %e%", W("x.bat"),
          W("a & b"), W("\"c d\""), W("%e%"));
    WORDS(join, START "\"" JOINED "  c\"", JOINED "  c", W("\"a b.bat\""), W(""), W("c"));
    qp__text_init(&text);
    CHECK_INT(qp__batch_join(&text, W("\""), W("C:\\x.bat"), NULL, 0), -EINVAL);
    CHECK_INT(qp__batch_join(&text, CMD, W("C:\\x.exe"), NULL, 0), -EINVAL);
    qp__text_dispose(&text);
}

static void test_build_cmd(void)
{
    WORDS(build_cmd, "cmd /s /c \"echo hello\"", "echo hello", W("cmd"), W("/c"), W("echo"),
          W("hello"));
    WORDS(build_cmd, "cmd /s /c \"echo a & echo b\"", "echo a & echo b", W("cmd"), W("/c"),
          W("echo a & echo b"));
    WORDS(build_cmd, "C:\\x\\cmd.exe /s /K \"\"a b\" \"c\"\"", "\"a b\" \"c\"", W("C:\\x\\cmd.exe"),
          W("/K"), W("\"a b\""), W("\"c\""));
    WORDS(build_cmd, "cmd /d /q /s /c \"ver\"", "ver", W("cmd"), W("/d"), W("/q"), W("/c"),
          W("ver"));
    /* cmd.exe would look for switches in its own name too. */
    WORDS(build_cmd, "C:\\c\\cmd.exe /s /c \"ver\"", "ver", W("C:/c/cmd.exe"), W("/c"), W("ver"));
    WORDS(build_cmd, "cmd /s /c \"\"", "", W("cmd"), W("/c"));
    WORDS(build_cmd, "cmd /s /c \"echo x\"", "echo x", W("cmd"), W("/cecho"), W("x"));
    WORDS(build_cmd, "cmd /s /c \"echo\"", "echo", W("cmd"), W("/cecho"));
    WORDS(build_cmd, "cmd /d/v:on /s /c \"echo x\"", "echo x", W("cmd"), W("/d/v:on/c"), W("echo"),
          W("x"));
    WORDS(build_cmd, "cmd /s /r \"ver\"", "ver", W("cmd"), W("/r"), W("ver"));
    WORDS(build_cmd, "cmd \"a b\" /s /c \"dir \"\" /c\"", "dir \"\" /c", W("cmd"), W("a b"),
          W("/c"), W("dir"), W(""), W("/c"));
    WORDS(build_cmd, "cmd /s /c \"type %x% \"^>\" \\\"\"", "type %x% \"^>\" \\\"", W("cmd"),
          W("/c"), W("type"), W("%x%"), W("^>"), W("\\\""));
}

/* Of several words those are quoted that cmd.exe would split or act on. */
static void test_words_of_cmd(void)
{
    WORDS(build_cmd, "cmd /s /c \"mkdir \"my folder\"\"", "mkdir \"my folder\"", W("cmd"), W("/c"),
          W("mkdir"), W("my folder"));
    WORDS(build_cmd, "cmd /s /c \"start \"\" \"http://x/?a&b\"\"", "start \"\" \"http://x/?a&b\"",
          W("cmd"), W("/c"), W("start"), W(""), W("http://x/?a&b"));
    WORDS(build_cmd, "cmd /s /c \"\"a tool\" \"b\tc\" \"d)\" \"(e\"\"",
          "\"a tool\" \"b\tc\" \"d)\" \"(e\"", W("cmd"), W("/c"), W("a tool"), W("b\tc"), W("d)"),
          W("(e"));
    WORDS(build_cmd, "cmd /s /c \"cd \"a b\\\\\"\"", "cd \"a b\\\\\"", W("cmd"), W("/c"), W("cd"),
          W("a b\\"));
    /* What has quotes was quoted by the caller. */
    WORDS(build_cmd, "cmd /s /c \"del \"a b\" c\"d e\"", "del \"a b\" c\"d e", W("cmd"), W("/c"),
          W("del"), W("\"a b\""), W("c\"d e"));
    /* Operators, as one types them. */
    WORDS(build_cmd, "cmd /s /c \"( a && b || c & d ) | e\"", "( a && b || c & d ) | e", W("cmd"),
          W("/c"), W("("), W("a"), W("&&"), W("b"), W("||"), W("c"), W("&"), W("d"), W(")"), W("|"),
          W("e"));
    WORDS(build_cmd, "cmd /s /c \"a >nul 2>nul 2>&1 >>f <in > out 1>&2\"",
          "a >nul 2>nul 2>&1 >>f <in > out 1>&2", W("cmd"), W("/c"), W("a"), W(">nul"), W("2>nul"),
          W("2>&1"), W(">>f"), W("<in"), W(">"), W("out"), W("1>&2"));
    WORDS(build_cmd, "cmd /s /c \"a \"&&&\" \"a>b\" \">a b\" \"22>x\" \"2>&1&\" \"()\" \">&\"\"",
          "a \"&&&\" \"a>b\" \">a b\" \"22>x\" \"2>&1&\" \"()\" \">&\"", W("cmd"), W("/c"), W("a"),
          W("&&&"), W("a>b"), W(">a b"), W("22>x"), W("2>&1&"), W("()"), W(">&"));
    WORDS(build_cmd, "cmd /s /c \"echo \"a b\"\"", "echo \"a b\"", W("cmd"), W("/cecho"), W("a b"));
}

/* cmd.exe reads one line. */
static void test_lines_of_cmd(void)
{
    static const qp_char *const lines[] = {W("echo a\necho b"), W("a\r\nb"), W("a\x1A."),
                                           W("a\rb")};
    qp__text text;

    WORDS(build_cmd, "cmd /s /c \"echo a\"", "echo a", W("cmd"), W("/c"), W("\r\n echo a \t\r\n"));
    WORDS(build_cmd, "cmd /s /c \"echo a \" b \"\"", "echo a \" b \"", W("cmd"), W("/c"), W("echo"),
          W(" \na \r\n"), W(" b "));
    WORDS(build_cmd, "cmd /s /c \"echo \"\"\"", "echo \"\"", W("cmd"), W("/c"), W("echo"), W("\n"));
    WORDS(build_cmd, "cmd /s /c \"\"", "", W("cmd"), W("/c"), W(" \n "));
    for (size_t i = 0; i < COUNT(lines); i++) {
        const qp_char *const args[] = {W("cmd"), W("/c"), lines[i], W("echo"), lines[i]};

        qp__text_init(&text);
        CHECK_INT(build_cmd(&text, args, 3), -EINVAL);
        qp__text_clear(&text);
        CHECK_INT(build_cmd(&text, args, 5), -EINVAL);
        qp__text_dispose(&text);
    }
}

static void test_find_switch(void)
{
    const struct {
        const qp_char *args[4];
        size_t index;
    } rows[] = {
        {{W("cmd"), W("/c"), W("x"), W("y")}, 1},     {{W("cmd"), W("/C"), W("x"), W("y")}, 1},
        {{W("cmd"), W("/k"), W("x"), W("y")}, 1},     {{W("cmd"), W("/d"), W("/K"), W("/c")}, 2},
        {{W("cmd"), W("/cdir"), W("x"), W("y")}, 1},  {{W("cmd"), W("/q/c"), W("x"), W("y")}, 1},
        {{W("/c"), W("a"), W("b"), W("/c")}, 3},      {{W("cmd"), W("c"), W("-c"), W("x/c")}, 0},
        {{W("cmd"), W("/d"), W("/e:on"), W("/")}, 0}, {{W("cmd"), W(""), W(""), W("")}, 0},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        CHECK_INT(qp__batch_find_switch(rows[i].args, COUNT(rows[i].args)), rows[i].index);
    }
    CHECK_INT(qp__batch_find_switch(NULL, 0), 0);
    CHECK_INT(qp__batch_find_switch(rows[0].args, 1), 0);
}

static void check_words_refused(words_builder *build)
{
    static qp_char word[QP__CMD_MAX_UNITS + 10];
    const qp_char *const args[] = {W("cmd"), W("/c"), word};
    qp__text text;
    size_t length = QP__CMD_MAX_UNITS + 9;
    int result = -E2BIG;

    for (size_t i = 0; i < length; i++) {
        word[i] = 'x';
    }
    for (; length > 0 && result == -E2BIG; length--) {
        word[length] = 0;
        qp__text_init(&text);
        result = build(&text, args, COUNT(args));
        if (result == 0) {
            /* The longest that passed is the longest that may. */
            CHECK_INT(text.length, QP__CMD_MAX_UNITS - 1);
        }
        qp__text_dispose(&text);
    }
    CHECK_INT(result, 0);
}

static void test_words_refused(void)
{
    const qp_char *const quote[] = {W("c\"md"), W("/c"), W("x")};
    qp__text text;

    check_words_refused(join);
    check_words_refused(build_cmd);
    qp__text_init(&text);
    CHECK_INT(build_cmd(&text, quote, COUNT(quote)), -EINVAL);
    qp__text_dispose(&text);
}

/* --- round trips --------------------------------------------------------------------------- */

static void check_oracle(const qp_char *script, const qp_char *const *args, size_t count)
{
    qp__text text;
    const char *wrong = NULL;

    qp__text_init(&text);
    if (CHECK_INT(qp__batch_build(&text, CMD, script, args, count), 0)) {
        wrong = batch_oracle(text.units, script, args, count);
    }
    if (!CHECK(wrong == NULL)) {
        printf("    %s\n", wrong);
        test_print_units("line", text.units, text.length);
    }
    qp__text_dispose(&text);
}

/* All strings up to five units over those that matter. */
static void test_every_short_argument(void)
{
    static const qp_char alphabet[] = {'"', '\\', '%', ' ', '&', '^', 'a'};
    qp_char arg[8];
    const qp_char *const args[] = {arg, W("z"), arg};

    for (size_t length = 0; length <= 5; length++) {
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
            check_oracle(W("C:\\a b\\x.bat"), args, COUNT(args));
        }
    }
}

static void test_every_unit(void)
{
    for (unsigned unit = 1; unit <= 0xFFFF; unit++) {
        qp_char alone[] = {(qp_char)unit, 0};
        qp_char between[] = {'a', (qp_char)unit, 'b', 0};
        qp_char last[] = {'\\', (qp_char)unit, 0};
        const qp_char *const args[] = {between, alone, last};

        if (unit != '\n' && unit != '\r' && unit != 0x1A) {
            check_oracle(W("C:\\x.bat"), args, COUNT(args));
        }
    }
}

static void test_random_lists(void)
{
    static const qp_char alphabet[] = {'"', '"', '\\', '\\', '%', '%', ' ',  '\t', ',',  ';',
                                       '=', '&', '|',  '<',  '>', '^', '(',  ')',  '!',  ':',
                                       '~', 'c', 'd',  '1',  '*', '@', '\'', 0xA0, 0xE4, 0xD800};
    static qp_char units[8][24];
    static qp_char script[40];
    uint64_t state = 7;

    for (int run = 0; run < 20000; run++) {
        const qp_char *args[8];
        size_t count = random_below(&state, 9);
        size_t script_length = random_below(&state, 20);

        for (size_t i = 0; i < count; i++) {
            size_t length = random_below(&state, 24);

            for (size_t at = 0; at < length; at++) {
                units[i][at] = alphabet[random_below(&state, COUNT(alphabet))];
            }
            units[i][length] = 0;
            args[i] = units[i];
        }
        for (size_t at = 0; at < script_length; at++) {
            /* All but the quotes. */
            script[at] = alphabet[2 + random_below(&state, COUNT(alphabet) - 2)];
        }
        memcpy(script + script_length, W(".bat"), sizeof(W(".bat")));
        check_oracle(script, args, count);
    }
}

/* --- no memory ----------------------------------------------------------------------------- */

static int build_long(void *opaque)
{
    static qp_char arg[300];
    const qp_char *const args[] = {W("cmd"), W("/c"), arg, W("%"), arg, arg};
    words_builder *build_words = opaque != NULL ? *(words_builder **)opaque : NULL;
    qp__text text;
    int result;

    for (size_t i = 0; i + 1 < COUNT(arg); i++) {
        arg[i] = i % 5 == 0 ? '%' : 'x';
    }
    qp__text_init(&text);
    result = build_words != NULL ? build_words(&text, args, COUNT(args))
                                 : qp__batch_build(&text, CMD, W("C:\\x.bat"), args, COUNT(args));
    qp__text_dispose(&text);
    return result;
}

static void test_no_memory(void)
{
    words_builder *joins = join;
    words_builder *builds = build_cmd;

    test_each_allocation(build_long, NULL, "qp__batch_build");
    test_each_allocation(build_long, &joins, "qp__batch_join");
    test_each_allocation(build_long, &builds, "qp__batch_build_cmd");
}

int main(void)
{
    test_model();
    test_batch_paths();
    test_cmd_paths();
    test_plain_arguments();
    test_quoted_arguments();
    test_special_characters();
    test_quotes();
    test_backslashes();
    test_percent();
    test_scripts();
    test_several_arguments();
    test_refusals();
    test_limits();
    test_join();
    test_build_cmd();
    test_words_of_cmd();
    test_lines_of_cmd();
    test_find_switch();
    test_words_refused();
    test_every_short_argument();
    test_every_unit();
    test_random_lists();
    test_no_memory();
    return test_end("batch");
}
