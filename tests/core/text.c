#include "core/text.h"

#include "test.h"

#include <stdlib.h>

static void test_empty(void)
{
    qp__text text;

    qp__text_init(&text);
    CHECK(text.units == NULL && text.length == 0 && text.error == 0);
    qp__text_clear(&text);
    qp__text_truncate(&text, 0);
    CHECK(text.units == NULL);
    qp__text_append(&text, NULL, 0);
    CHECK(text.units != NULL && text.units[0] == 0);
    CHECK_TEXT(text, W(""));
    qp__text_dispose(&text);
    CHECK(text.units == NULL && text.length == 0 && text.capacity == 0);
    qp__text_dispose(&text);
}

static void test_appends(void)
{
    qp__text text;

    qp__text_init(&text);
    qp__text_append(&text, W("ab\0c"), 4);
    CHECK_TEXT(text, W("ab\0c"));
    qp__text_append_char(&text, 0xD800);
    qp__text_append_z(&text, W("x\x20AC"));
    qp__text_append_ascii(&text, "yz");
    qp__text_append_ascii(&text, "");
    CHECK_TEXT(text, W("ab\0c\xD800x\x20ACyz"));
    CHECK(text.units[text.length] == 0);
    qp__text_truncate(&text, 100);
    CHECK_INT(text.length, 9);
    qp__text_truncate(&text, 2);
    CHECK_TEXT(text, W("ab"));
    CHECK(text.units[2] == 0);
    qp__text_clear(&text);
    CHECK_TEXT(text, W(""));
    CHECK(text.units != NULL && text.units[0] == 0);
    qp__text_dispose(&text);
}

static void test_growth(void)
{
    qp__text text;
    size_t reallocations = 0;
    const qp_char *last = NULL;

    qp__text_init(&text);
    for (unsigned i = 0; i < 300000; i++) {
        qp__text_append_char(&text, (qp_char)i);
        reallocations += text.units != last;
        last = text.units;
    }
    /* Doubling: a handful of moves, not one each. */
    CHECK(reallocations < 20);
    for (unsigned i = 0; i < 300000; i++) {
        if (text.units[i] != (qp_char)i) {
            CHECK_INT(text.units[i], (qp_char)i);
            break;
        }
    }
    CHECK(text.units[300000] == 0);
    qp__text_dispose(&text);
}

static void test_reserve(void)
{
    qp__text text;
    const qp_char *units;

    qp__text_init(&text);
    CHECK_INT(qp__text_reserve(&text, 1000), 0);
    units = text.units;
    CHECK(units != NULL && units[0] == 0);
    for (int i = 0; i < 1000; i++) {
        qp__text_append_char(&text, 'x');
    }
    CHECK(text.units == units);
    qp__text_dispose(&text);
}

/*
 * What cannot be allocated is refused without a look at the memory, also where the size in bytes
 * would wrap around.
 */
static void test_too_much(void)
{
    const size_t sizes[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 2, SIZE_MAX / 2 - 1, SIZE_MAX / 4};

    for (size_t i = 0; i < COUNT(sizes); i++) {
        qp__text text;

        qp__text_init(&text);
        qp__text_append_ascii(&text, "abc");
        CHECK_INT(qp__text_reserve(&text, sizes[i]), -ENOMEM);
        CHECK_INT(text.error, -ENOMEM);
        CHECK_TEXT(text, W("abc"));
        qp__text_dispose(&text);
    }
}

static void test_error_sticks(void)
{
    qp__text text;

    qp__text_init(&text);
    qp__text_append_ascii(&text, "abc");
    CHECK_INT(qp__text_reserve(&text, SIZE_MAX), -ENOMEM);
    qp__text_append_char(&text, 'd');
    qp__text_append_z(&text, W("e"));
    qp__text_append_ascii(&text, "f");
    qp__text_append(&text, W("g"), 1);
    CHECK_TEXT(text, W("abc"));
    CHECK_INT(qp__text_reserve(&text, 1), -ENOMEM);
    qp__text_clear(&text);
    CHECK_INT(text.error, -ENOMEM);
    qp__text_append_char(&text, 'd');
    CHECK_TEXT(text, W(""));
    qp__text_dispose(&text);
    CHECK_INT(text.error, 0);
}

static void test_helpers(void)
{
    qp_char *exact;

    CHECK_INT(qp__length(W("")), 0);
    CHECK_INT(qp__length(W("a\xD800")), 2);
    CHECK_INT(qp__ascii_lower('A'), 'a');
    CHECK_INT(qp__ascii_lower('Z'), 'z');
    CHECK_INT(qp__ascii_lower('@'), '@');
    CHECK_INT(qp__ascii_lower('['), '[');
    CHECK_INT(qp__ascii_lower(0xC4), 0xC4);
    exact = test_exact_copy(W("PaTh"), 4 * sizeof(qp_char));
    CHECK(qp__equals_ascii_nocase(exact, 4, "pAtH"));
    CHECK(!qp__equals_ascii_nocase(exact, 4, "pAtHx"));
    CHECK(qp__ends_with_ascii_nocase(exact, 4, "th"));
    free(exact);
    CHECK(!qp__equals_ascii_nocase(W("PaTh"), 3, "path"));
    CHECK(!qp__equals_ascii_nocase(W("PaTh"), 4, "pat"));
    CHECK(!qp__equals_ascii_nocase(W("P\x41B"), 2, "pb"));
    /* U+0130, U+212A and U+017F are i, k and s to Unicode, not to us. */
    CHECK(!qp__equals_ascii_nocase(W("\x130"), 1, "i"));
    CHECK(!qp__equals_ascii_nocase(W("\x212A"), 1, "k"));
    CHECK(!qp__equals_ascii_nocase(W("\x17F"), 1, "s"));
    CHECK(qp__equals_ascii_nocase(W(""), 0, ""));
    CHECK(qp__ends_with_ascii_nocase(W("x.EXE"), 5, ".exe"));
    CHECK(qp__ends_with_ascii_nocase(W(".exe"), 4, ".exe"));
    CHECK(!qp__ends_with_ascii_nocase(W("exe"), 3, ".exe"));
    CHECK(!qp__ends_with_ascii_nocase(W("x.exe."), 6, ".exe"));
    CHECK(qp__ends_with_ascii_nocase(W("x"), 1, ""));
}

static int append_all(void *opaque)
{
    qp__text text;
    int error;

    (void)opaque;
    qp__text_init(&text);
    for (int i = 0; i < 1000; i++) {
        qp__text_append_ascii(&text, "abc");
        qp__text_append_z(&text, W("def"));
        qp__text_append_char(&text, 'g');
    }
    error = text.error;
    CHECK(error != 0 || text.length == 7000);
    qp__text_dispose(&text);
    return error;
}

static void test_blocks(void)
{
    char *block = qp__alloc(0);

    CHECK(block != NULL);
    block = qp__realloc(block, 0);
    CHECK(block != NULL);
    block = qp__realloc(block, 10);
    CHECK(block != NULL);
    qp__free(block);
    qp__free(NULL);
}

int main(void)
{
    test_empty();
    test_appends();
    test_growth();
    test_reserve();
    test_too_much();
    test_error_sticks();
    test_helpers();
    test_blocks();
    test_each_allocation(append_all, NULL, "qp__text_append");
    return test_end("text");
}
