#include "core/shebang.h"

#include "test.h"

static int parse(qp__shebang *shebang, const char *bytes, size_t length)
{
    uint8_t *exact = test_exact_copy(bytes, length);
    int result;

    qp__shebang_init(shebang);
    result = qp__shebang_parse(shebang, exact, length);
    free(exact);
    return result;
}

/* `argument` is all arguments, a NUL between them; count 0: none. */
static void reads(const char *bytes, size_t length, const qp_char *interpreter,
                  size_t interpreter_length, size_t count, const qp_char *argument,
                  size_t argument_length, int line)
{
    qp__shebang shebang;

    test_about = bytes;
    if (test_check_int(parse(&shebang, bytes, length), 0, __FILE__, line, "parse")) {
        test_check_units(shebang.interpreter.units, shebang.interpreter.length, interpreter,
                         interpreter_length, __FILE__, line, "interpreter");
        test_check_int((long long)shebang.argument_count, (long long)count, __FILE__, line,
                       "count");
        test_check_units(shebang.argument.units, shebang.argument.length, argument, argument_length,
                         __FILE__, line, "argument");
    }
    qp__shebang_dispose(&shebang);
    CHECK(shebang.interpreter.units == NULL && shebang.argument.units == NULL);
    test_about = "";
}

#define READS(bytes, interpreter, count, argument)                                                 \
    reads(bytes, sizeof(bytes) - 1, W(interpreter), UNITS(W(interpreter)), count, W(argument),     \
          UNITS(W(argument)), __LINE__)

static void refuses(const char *bytes, size_t length, int line)
{
    qp__shebang shebang;

    test_about = bytes;
    test_check_int(parse(&shebang, bytes, length), -ENOEXEC, __FILE__, line, "parse");
    CHECK_INT(shebang.interpreter.length, 0);
    qp__shebang_dispose(&shebang);
    test_about = "";
}

#define REFUSES(bytes) refuses(bytes, sizeof(bytes) - 1, __LINE__)

static void test_interpreters(void)
{
    READS("#!/bin/sh\n", "/bin/sh", 0, "");
    READS("#! /bin/sh\necho", "/bin/sh", 0, "");
    READS("#!\t /bin/sh \t\n", "/bin/sh", 0, "");
    READS("#!C:\\tools\\sh.exe\n", "C:\\tools\\sh.exe", 0, "");
    READS("#!C:/tools/sh.exe\n", "C:/tools/sh.exe", 0, "");
    READS("#!sh\n", "sh", 0, "");
    READS("#!/\xC3\xA4/\xF0\x9F\x98\x80\n", "/\xE4/\xD83D\xDE00", 0, "");
    READS("#!/\xFF\n", "/\xFFFD", 0, "");
}

static void test_line_ends(void)
{
    READS("#!/bin/sh\r\necho", "/bin/sh", 0, "");
    READS("#!/bin/sh", "/bin/sh", 0, "");
    READS("#!/bin/sh\r", "/bin/sh", 0, "");
    READS("#!/bin/sh -e \r\n", "/bin/sh", 1, "-e");
    /* A CR elsewhere is a character of the name. */
    READS("#!/bin/sh\r\r\n", "/bin/sh\r", 0, "");
    READS("#!/bin/s\rh\n", "/bin/s\rh", 0, "");
}

static void test_one_argument(void)
{
    READS("#!/bin/sh -e\n", "/bin/sh", 1, "-e");
    READS("#!/bin/sh   -e  -x \t\n", "/bin/sh", 1, "-e  -x");
    READS("#!/bin/sh \"a b\"\n", "/bin/sh", 1, "\"a b\"");
    READS("#!/usr/bin/awk -f\n", "/usr/bin/awk", 1, "-f");
}

/* Up to its extension a path that begins at a drive may have blanks in it. */
static void test_blanks_in_path(void)
{
    READS("#!C:\\Program Files\\x\\node.exe\n", "C:\\Program Files\\x\\node.exe", 0, "");
    READS("#! d:/My  Tools/a b/sh.EXE -e  x \r\n", "d:/My  Tools/a b/sh.EXE", 1, "-e  x");
    READS("#!C:\\a b\\x.bat y.exe\n", "C:\\a b\\x.bat", 1, "y.exe");
    READS("#!C:\\a b\\x.com\n", "C:\\a b\\x.com", 0, "");
    READS("#!C:\\a\tb.cmd\n", "C:\\a\tb.cmd", 0, "");
    /* Its first word has the extension, or nothing that follows does, or that is no part of it. */
    READS("#!C:\\a\\sh.exe b.exe\n", "C:\\a\\sh.exe", 1, "b.exe");
    READS("#!C:\\a\\sh b c\n", "C:\\a\\sh", 1, "b c");
    READS("#!C:\\a\\sh -e b.exe\n", "C:\\a\\sh", 1, "-e b.exe");
    READS("#!C:\\a\\sh /c b.exe\n", "C:\\a\\sh", 1, "/c b.exe");
    READS("#!C:\\a\\sh D:\\b.exe\n", "C:\\a\\sh", 1, "D:\\b.exe");
    READS("#!C:\\a\\sh \"b.exe\"\n", "C:\\a\\sh", 1, "\"b.exe\"");
    READS("#!/a/sh b.exe\n", "/a/sh", 1, "b.exe");
    READS("#!sh b.exe\n", "sh", 1, "b.exe");
    READS("#!1:a b.exe\n", "1:a", 1, "b.exe");
    READS("#!C: b.exe\n", "C:", 1, "b.exe");
}

static void test_env(void)
{
    READS("#!/usr/bin/env python3\n", "python3", 0, "");
    READS("#! /usr/bin/env  python3 \n", "python3", 0, "");
    READS("#!/bin/env qjs\r\n", "qjs", 0, "");
    READS("#!/usr/bin/env python3 -u\n", "python3", 1, "-u");
    READS("#!/usr/bin/env python3 -u -O\n", "python3", 1, "-u -O");
    READS("#!/usr/bin/env /opt/x/qjs -m\n", "/opt/x/qjs", 1, "-m");
}

static void test_env_split(void)
{
    READS("#!/usr/bin/env -S python3\n", "python3", 0, "");
    READS("#!/usr/bin/env -S deno run  --allow-net\n", "deno", 2, "run\0--allow-net");
    READS("#!/usr/bin/env -S\tqjs -m\n", "qjs", 1, "-m");
    READS("#!/usr/bin/env -Sqjs a b c\n", "qjs", 3, "a\0b\0c");
}

/* What only a real env can do goes to a real env. */
static void test_env_itself(void)
{
    READS("#!/usr/bin/env -i sh\n", "/usr/bin/env", 1, "-i sh");
    READS("#!/usr/bin/env A=1 sh\n", "/usr/bin/env", 1, "A=1 sh");
    READS("#!/usr/bin/env -S A=1 sh\n", "/usr/bin/env", 1, "-S A=1 sh");
    READS("#!/usr/bin/env -S -i sh\n", "/usr/bin/env", 1, "-S -i sh");
    READS("#!/usr/bin/env -S sh 'a b'\n", "/usr/bin/env", 1, "-S sh 'a b'");
    READS("#!/usr/bin/env -S sh \"a\"\n", "/usr/bin/env", 1, "-S sh \"a\"");
    READS("#!/usr/bin/env -S sh ${A}\n", "/usr/bin/env", 1, "-S sh ${A}");
    READS("#!/usr/bin/env -S sh a\\_b\n", "/usr/bin/env", 1, "-S sh a\\_b");
    READS("#!/usr/bin/env =x\n", "/usr/bin/env", 1, "=x");
    READS("#!/opt/bin/env sh\n", "/opt/bin/env", 1, "sh");
    READS("#!env sh\n", "env", 1, "sh");
    READS("#!/usr/bin/environment sh\n", "/usr/bin/environment", 1, "sh");
}

static void test_refusals(void)
{
    REFUSES("");
    REFUSES("#");
    REFUSES("#!");
    REFUSES("#!\n/bin/sh\n");
    REFUSES("#! \t\n");
    REFUSES("#!\r\n");
    REFUSES(" #!/bin/sh\n");
    REFUSES("# !/bin/sh\n");
    REFUSES("\xEF\xBB\xBF#!/bin/sh\n");
    REFUSES("MZ");
    REFUSES("echo\n#!/bin/sh\n");
    REFUSES("#!/usr/bin/env\n");
    REFUSES("#!/usr/bin/env  \n");
    REFUSES("#!/usr/bin/env -S\n");
    REFUSES("#!/usr/bin/env -S \n");
    REFUSES("#!/bin/sh\0\n");
    REFUSES("#!\0/bin/sh\n");
    REFUSES("#!/bin/sh a\0b\n");
}

static void test_length(void)
{
    char bytes[QP__SHEBANG_MAX_BYTES + 100];
    qp__shebang shebang;

    memset(bytes, 'x', sizeof(bytes));
    bytes[0] = '#';
    bytes[1] = '!';
    refuses(bytes, sizeof(bytes), __LINE__);
    refuses(bytes, QP__SHEBANG_MAX_BYTES, __LINE__);
    bytes[QP__SHEBANG_MAX_BYTES] = '\n';
    refuses(bytes, sizeof(bytes), __LINE__);
    CHECK_INT(parse(&shebang, bytes, QP__SHEBANG_MAX_BYTES - 1), 0);
    CHECK_INT(shebang.interpreter.length, QP__SHEBANG_MAX_BYTES - 3);
    qp__shebang_dispose(&shebang);
    bytes[QP__SHEBANG_MAX_BYTES - 1] = '\n';
    CHECK_INT(parse(&shebang, bytes, sizeof(bytes)), 0);
    CHECK_INT(shebang.interpreter.length, QP__SHEBANG_MAX_BYTES - 3);
    qp__shebang_dispose(&shebang);
}

static int parse_one(void *opaque)
{
    const char *line = "#!/usr/bin/env -S deno run --allow-net\n";
    qp__shebang shebang;
    int error = parse(&shebang, line, strlen(line));

    (void)opaque;
    qp__shebang_dispose(&shebang);
    return error;
}

int main(void)
{
    test_interpreters();
    test_line_ends();
    test_one_argument();
    test_blanks_in_path();
    test_env();
    test_env_split();
    test_env_itself();
    test_refusals();
    test_length();
    test_each_allocation(parse_one, NULL, "qp__shebang_parse");
    return test_end("shebang");
}
