#include "core/environment.h"

#include "support/environment_model.h"
#include "support/names.h"
#include "support/random.h"
#include "test.h"

#include <stdlib.h>

#define NO_ENTRIES ((const qp_char *const *)NULL)

static void builds(const qp_char *expected, size_t expected_length, const qp_char *current,
                   const qp_char *const *entries, size_t count, int line)
{
    qp__text block;

    qp__text_init(&block);
    test_check_int(qp__environment_build(&block, entries, count, current, compare_upper_case), 0,
                   __FILE__, line, "build");
    test_check_units(block.units, block.length, expected, expected_length, __FILE__, line, "block");
    qp__text_dispose(&block);
}

/* `expected` without its last NUL: the literal has one. */
#define BUILDS(expected, current, ...)                                                             \
    builds(W(expected), UNITS(W(expected)) + 1, current, (const qp_char *const[]){__VA_ARGS__},    \
           COUNT(((const qp_char *const[]){__VA_ARGS__})), __LINE__)

static void test_empty(void)
{
    builds(W("\0"), 2, NULL, NO_ENTRIES, 0, __LINE__);
    builds(W("\0"), 2, W(""), NO_ENTRIES, 0, __LINE__);
    builds(W("\0"), 2, W("A=1\0B=2\0"), NO_ENTRIES, 0, __LINE__);
}

static void test_sorted(void)
{
    BUILDS("A=1\0", NULL, W("A=1"));
    BUILDS("a=1\0B=2\0c=3\0", NULL, W("c=3"), W("a=1"), W("B=2"));
    /* By upper case: `_` comes after letters, as it does not by lower case. */
    BUILDS("AB=1\0a_=2\0", NULL, W("a_=2"), W("AB=1"));
    BUILDS("aZ=1\0A_=2\0", NULL, W("A_=2"), W("aZ=1"));
    /* A name before a longer one that begins with it, whatever the values are. */
    BUILDS("A=z\0A!=y\0AA=x\0", NULL, W("AA=x"), W("A!=y"), W("A=z"));
    BUILDS("Z=1\0\xE4=2\0", NULL, W("\xE4=2"), W("Z=1"));
    BUILDS("A\xC4"
           "A=1\0a\xE4"
           "b=2\0",
           NULL,
           W("a\xE4"
             "b=2"),
           W("A\xC4"
             "A=1"));
}

static void test_last_wins(void)
{
    BUILDS("A=2\0", NULL, W("A=1"), W("A=2"));
    BUILDS("path=3\0", NULL, W("PATH=1"), W("Path=2"), W("path=3"));
    BUILDS("A=\0B=2\0", NULL, W("A=1"), W("B=1"), W("A="), W("b=3"), W("B=2"));
    BUILDS("\xE4=2\0", NULL, W("\xC4=1"), W("\xE4=2"));
    BUILDS("\x43B=2\0", NULL, W("\x41B=1"), W("\x43B=2"));
}

static void test_values(void)
{
    BUILDS("A=b=c=\0", NULL, W("A=b=c="));
    BUILDS("A=\0", NULL, W("A="));
    BUILDS("A= %x% \xD800\n\0", NULL, W("A= %x% \xD800\n"));
    BUILDS(" =1\0", NULL, W(" =1"));
}

static void test_drives_are_kept(void)
{
    BUILDS("=C:=C:\\a\0=D:=D:\\\0A=1\0", W("=C:=C:\\a\0=D:=D:\\\0PATH=x\0"), W("A=1"));
    BUILDS("=::=::\\\0=C:=C:\\a\0=ExitCode=0\0A=1\0",
           W("=::=::\\\0=C:=C:\\a\0=ExitCode=0\0PATH=x\0"), W("A=1"));
    /* The caller's own counts. */
    BUILDS("=c:=C:\\b\0A=1\0", W("=C:=C:\\a\0"), W("A=1"), W("=c:=C:\\b"));
    builds(W("=C:=C:\\a\0"), UNITS(W("=C:=C:\\a\0")) + 1, W("=C:=C:\\a\0X=1\0"), NO_ENTRIES, 0,
           __LINE__);
    /* No name, not an entry at all, in this process's block: passed over. */
    BUILDS("A=1\0", W("=x\0junk\0"), W("A=1"));
}

static void test_system_root(void)
{
    BUILDS("A=1\0SystemRoot=C:\\Windows\0Z=2\0", W("SystemRoot=C:\\Windows\0TEMP=x\0"), W("Z=2"),
           W("A=1"));
    BUILDS("systemroot=D:\\w\0", W("SystemRoot=C:\\Windows\0"), W("systemroot=D:\\w"));
    BUILDS("SYSTEMROOT=\0", W("SystemRoot=C:\\Windows\0"), W("SYSTEMROOT="));
    /* Nothing that only looks like it. */
    BUILDS("A=1\0", W("SystemRoo=1\0SystemRoots=2\0SystemDrive=C:\0"), W("A=1"));
}

static void test_refusals(void)
{
    const qp_char *const bad[] = {W(""), W("A"), W("="), W("=x"), W("no value")};
    qp__text block;

    for (size_t i = 0; i < COUNT(bad); i++) {
        const qp_char *const entries[] = {W("A=1"), bad[i], W("B=2")};

        qp__text_init(&block);
        CHECK_INT(qp__environment_build(&block, &bad[i], 1, NULL, compare_upper_case), -EINVAL);
        CHECK_INT(qp__environment_build(&block, entries, COUNT(entries), W("=C:=C:\\\0"),
                                        compare_upper_case),
                  -EINVAL);
        qp__text_dispose(&block);
    }
}

static void test_name_length(void)
{
    CHECK_INT(qp__environment_name_length(W("A=1"), 3), 1);
    CHECK_INT(qp__environment_name_length(W("AB="), 3), 2);
    CHECK_INT(qp__environment_name_length(W("A=b=c"), 5), 1);
    CHECK_INT(qp__environment_name_length(W("=C:=x"), 5), 3);
    CHECK_INT(qp__environment_name_length(W("==x"), 3), 1);
    CHECK_INT(qp__environment_name_length(W("=x"), 2), 0);
    CHECK_INT(qp__environment_name_length(W("="), 1), 0);
    CHECK_INT(qp__environment_name_length(W("A"), 1), 0);
    CHECK_INT(qp__environment_name_length(W(""), 0), 0);
    /* Only as far as it is told. */
    CHECK_INT(qp__environment_name_length(W("AB=1"), 2), 0);
}

static void test_get(void)
{
    const qp_char *block = W("=C:=C:\\x\0Path=a=b\0PathExt=\0\xC4=1\0");
    const qp_char *value = qp__environment_get(block, "PATH");

    CHECK(value != NULL && qp__equals_ascii_nocase(value, qp__length(value), "a=b"));
    value = qp__environment_get(block, "pathext");
    CHECK(value != NULL && value[0] == 0);
    value = qp__environment_get(block, "=c:");
    CHECK(value != NULL && qp__length(value) == 4);
    CHECK(qp__environment_get(block, "PAT") == NULL);
    CHECK(qp__environment_get(block, "") == NULL);
    CHECK(qp__environment_get(W("\0"), "PATH") == NULL);
    CHECK(qp__environment_get(W("junk\0"), "") == NULL);
}

/* As Unicode has it, not as Windows does: dotless i is an upper-case I. */
static int compare_dotless(const qp_char *a, size_t a_length, const qp_char *b, size_t b_length)
{
    qp_char first = a[0] == 0x131 ? 'I' : a[0];
    qp_char second = b[0] == 0x131 ? 'I' : b[0];

    return a_length == 1 && b_length == 1 ? first - second
                                          : compare_upper_case(a, a_length, b, b_length);
}

/* Where a unit beyond ASCII is met, the order is the caller's, whatever it says. */
static void test_the_caller_decides(void)
{
    const qp_char *const entries[] = {W("\x131=1"), W("I=2"), W("J=3")};
    qp__text block;

    qp__text_init(&block);
    CHECK_INT(qp__environment_build(&block, entries, COUNT(entries), NULL, compare_dotless), 0);
    CHECK_UNITS(block.units, block.length, W("I=2\0J=3\0"), UNITS(W("I=2\0J=3\0")) + 1);
    qp__text_dispose(&block);
}

/* --- against the model --------------------------------------------------------------------- */

static void equals_model(const qp_char *const *entries, size_t count, const qp_char *current)
{
    qp__text block;
    qp_char *expected = NULL;
    size_t expected_length = 0;
    int result = environment_model(&expected, &expected_length, entries, count, current);

    qp__text_init(&block);
    CHECK_INT(qp__environment_build(&block, entries, count, current, compare_upper_case), result);
    if (result == 0) {
        CHECK_UNITS(block.units, block.length, expected, expected_length);
    }
    qp__text_dispose(&block);
    free(expected);
}

static void test_random_entries(void)
{
    static const qp_char alphabet[] = {'a', 'A', 'b', 'B',  '_',  '=',   'z',
                                       'Z', '[', '1', 0xE4, 0xC4, 0x3B1, 0xD800};
    static qp_char units[24][8];
    uint64_t state = 5;

    for (int run = 0; run < 20000; run++) {
        const qp_char *entries[24];
        size_t count = random_below(&state, COUNT(entries));

        for (size_t i = 0; i < count; i++) {
            size_t name = 1 + random_below(&state, 3);

            for (size_t at = 0; at < 7; at++) {
                units[i][at] = alphabet[random_below(&state, COUNT(alphabet))];
            }
            if (random_below(&state, 300) > 0) {
                units[i][name] = '=';
            }
            entries[i] = units[i];
        }
        equals_model(entries, count,
                     random_below(&state, 2) ? W("=A:=1\0=b:=2\0A=9\0systemROOT=3\0") : NULL);
    }
}

/* --- cost ---------------------------------------------------------------------------------- */

/* ASCII names are settled without a call. */
static void test_ascii_needs_no_calls(void)
{
    const qp_char *const entries[] = {W("b=1"), W("A=2"), W("ab=3"), W("Abc=4"), W("B=5")};
    qp__text block;

    qp__text_init(&block);
    compare_calls = 0;
    CHECK_INT(qp__environment_build(&block, entries, COUNT(entries), NULL, compare_upper_case), 0);
    CHECK_INT(compare_calls, 0);
    qp__text_dispose(&block);
}

/* --- no memory ----------------------------------------------------------------------------- */

static int build_many(void *opaque)
{
    static qp_char units[200][40];
    const qp_char *entries[200];
    qp__text block;
    int error;

    (void)opaque;
    for (size_t i = 0; i < COUNT(entries); i++) {
        for (size_t at = 0; at < 39; at++) {
            units[i][at] = (qp_char)('A' + (i * 7 + at) % 26);
        }
        units[i][10] = '=';
        entries[i] = units[i];
    }
    qp__text_init(&block);
    error =
        qp__environment_build(&block, entries, COUNT(entries), W("=C:=C:\\\0"), compare_upper_case);
    qp__text_dispose(&block);
    return error;
}

int main(void)
{
    test_empty();
    test_sorted();
    test_last_wins();
    test_values();
    test_drives_are_kept();
    test_system_root();
    test_refusals();
    test_name_length();
    test_get();
    test_the_caller_decides();
    test_random_entries();
    test_ascii_needs_no_calls();
    test_each_allocation(build_many, NULL, "qp__environment_build");
    return test_end("environment");
}
