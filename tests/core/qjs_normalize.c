/* The interpreter's names of modules; its source is pure logic, and included here. */
#include "qjs/engine/normalize.c" /* NOLINT(bugprone-suspicious-include) */

#include "test.h"

static void check(const char *base, const char *name, const char *expected)
{
    size_t room = qp__normalize_room(base, name);
    char *out = malloc(room);

    if (out == NULL) {
        abort();
    }
    qp__normalize(out, base, name);
    if (!CHECK(strcmp(out, expected) == 0)) {
        printf("    '%s' from '%s': '%s', not '%s'\n", name, base, out, expected);
    }
    free(out);
}

static void test_other_names(void)
{
    check("a/b.js", "std", "qjs:std");
    check("a/b.js", "os", "qjs:os");
    check("a/b.js", "bjson", "qjs:bjson");
    check("a/b.js", "subprocess", "qjs:subprocess");
    check("a/b.js", "qjs:os", "qjs:os");
    check("a/b.js", "OS", "OS");
    check("a/b.js", "os.js", "os.js");
    check("a/b.js", "x\\y.js", "x\\y.js");
    check("a/b.js", "C:\\x.js", "C:\\x.js");
    check("a/b.js", "", "");
    check("", "", "");
}

static void test_relative(void)
{
    check("main.js", "./x.js", "x.js");
    check("main.js", "././x.js", "x.js");
    check("a/main.js", "./x.js", "a/x.js");
    check("a\\main.js", "./x.js", "a/x.js");
    check("a\\main.js", ".\\x.js", "a/x.js");
    check("a\\b/main.js", "./x.js", "a/b/x.js");
    check("a/b/main.js", "../x.js", "a/x.js");
    check("a/b\\main.js", "..\\x.js", "a/x.js");
    check("a/b/main.js", "../../x.js", "x.js");
    check("a/b/main.js", "./../../x.js", "x.js");
    check("a/main.js", "./std", "a/std");
    check("C:\\a\\main.js", "./x.js", "C:/a/x.js");
    check("C:\\a\\main.js", "../x.js", "C:/x.js");
    check("C:\\main.js", "../x.js", "C:/../x.js");
    check("\\\\server\\share\\main.js", "./x.js", "//server/share/x.js");
    check("\\\\?\\C:\\a\\main.js", "../x.js", "//?/C:/x.js");
    check("/main.js", "./x.js", "/x.js");
    check("/a/main.js", "../x.js", "/x.js");
    check("<cmdline>", "./x.js", "x.js");
    check("qjs:os", "./x.js", "x.js");
}

/* What cannot be climbed stays, for the file system to say no to. */
static void test_too_high(void)
{
    check("main.js", "../x.js", "../x.js");
    check("a/main.js", "../../x.js", "../x.js");
    check("../main.js", "../x.js", "../../x.js");
    check("./main.js", "../x.js", "./../x.js");
    check("../../main.js", "./x.js", "../../x.js");
    check("a/..b/main.js", "../x.js", "a/x.js");
    check("a/main.js", "..", "a/..");
    check("a/main.js", ".", "a/.");
    check("a/main.js", "...", "a/...");
    check("a/main.js", ".x.js", "a/.x.js");
    check("a/main.js", "..x.js", "a/..x.js");
    check("", "./x", "x");
    check("/", "./x", "/x");
    check("/../main.js", "../x.js", "/../../x.js");
    check("a//main.js", "../x.js", "a//../x.js");
}

int main(void)
{
    test_other_names();
    test_relative();
    test_too_high();
    return test_end("qjs_normalize");
}
