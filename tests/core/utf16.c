#include "core/utf16.h"

#include "support/random.h"
#include "test.h"

#include <stdlib.h>

static void decodes(const char *bytes, size_t length, const qp_char *expected,
                    size_t expected_length, int line)
{
    uint8_t *exact = test_exact_copy(bytes, length);
    qp__text text;

    qp__text_init(&text);
    qp__text_append_utf8(&text, exact, length);
    free(exact);
    test_check_units(text.units, text.length, expected, expected_length, __FILE__, line, "decoded");
    CHECK(text.units != NULL && text.units[text.length] == 0);
    qp__text_dispose(&text);
}

#define DECODES(bytes, expected)                                                                   \
    decodes(bytes, sizeof(bytes) - 1, W(expected), UNITS(W(expected)), __LINE__)

static void encodes(const qp_char *units, size_t length, const char *expected,
                    size_t expected_length, int line)
{
    uint8_t *bytes = malloc(3 * length + 1);
    size_t written;

    if (bytes == NULL) {
        abort();
    }
    written = qp__utf8_from_utf16(bytes, units, length);
    test_check(written == expected_length && memcmp(bytes, expected, written) == 0, __FILE__, line,
               "encoded");
    free(bytes);
}

#define BOTH_WAYS(bytes, units)                                                                    \
    do {                                                                                           \
        DECODES(bytes, units);                                                                     \
        encodes(W(units), UNITS(W(units)), bytes, sizeof(bytes) - 1, __LINE__);                    \
    } while (0)

static void test_valid(void)
{
    BOTH_WAYS("", "");
    BOTH_WAYS("plain", "plain");
    BOTH_WAYS("a\0b", "a\0b");
    BOTH_WAYS("\x7F\xC2\x80\xDF\xBF", "\x7F\x80\x7FF");
    BOTH_WAYS("\xE0\xA0\x80\xEF\xBF\xBF", "\x800\xFFFF");
    BOTH_WAYS("\xED\x9F\xBF\xEE\x80\x80", "\xD7FF\xE000");
    BOTH_WAYS("\xF0\x90\x80\x80", "\xD800\xDC00");
    BOTH_WAYS("\xF0\x9F\x98\x80", "\xD83D\xDE00");
    BOTH_WAYS("\xF4\x8F\xBF\xBF", "\xDBFF\xDFFF");
}

/* Cut anywhere, each part decoded up to what is incomplete: the text is the same. */
static void test_parts(void)
{
    static const char text[] = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z";
    static const size_t expected[] = {0, 0, 1, 0, 1, 2, 0, 1, 2, 3, 0, 0};

    for (size_t length = 0; length < sizeof(text); length++) {
        uint8_t *exact = test_exact_copy(text, length);

        CHECK_INT(qp__utf8_incomplete(exact, length), expected[length]);
        free(exact);
    }
    /* Nothing completes these. */
    CHECK_INT(qp__utf8_incomplete((const uint8_t *)"\x80\x80\x80\x80", 4), 0);
    CHECK_INT(qp__utf8_incomplete((const uint8_t *)"\xC3\xA4\xA4", 3), 0);
    CHECK_INT(qp__utf8_incomplete((const uint8_t *)"\xFF", 1), 0);
    CHECK_INT(qp__utf8_incomplete((const uint8_t *)"\xC0", 1), 0);
}

static void test_lone_surrogates(void)
{
    BOTH_WAYS("\xED\xA0\x80", "\xD800");
    BOTH_WAYS("\xED\xBF\xBF", "\xDFFF");
    BOTH_WAYS("a\xED\xA0\x80z", "a\xD800z");
    /* In the wrong order, or a first one too many. */
    BOTH_WAYS("\xED\xB0\x80\xED\xA0\x80", "\xDC00\xD800");
    BOTH_WAYS("\xED\xA0\x80\xF0\x90\x80\x80", "\xD800\xD800\xDC00");
    /* Two halves in three bytes each make a pair, which goes back as four bytes. */
    DECODES("\xED\xA0\x80\xED\xB0\x80", "\xD800\xDC00");
}

static void test_invalid(void)
{
    DECODES("\x80", "\xFFFD");
    DECODES("a\xBFz", "a\xFFFDz");
    /* Overlong forms. */
    DECODES("\xC0\x80", "\xFFFD\xFFFD");
    DECODES("\xC1\xBF", "\xFFFD\xFFFD");
    DECODES("\xE0\x9F\xBF", "\xFFFD\xFFFD\xFFFD");
    DECODES("\xF0\x8F\xBF\xBF", "\xFFFD\xFFFD\xFFFD\xFFFD");
    /* Beyond U+10FFFF. */
    DECODES("\xF4\x90\x80\x80", "\xFFFD\xFFFD\xFFFD\xFFFD");
    DECODES("\xF5\x80", "\xFFFD\xFFFD");
    DECODES("\xFE\xFF", "\xFFFD\xFFFD");
    /* Cut off: at the end, and by another character. */
    DECODES("\xC3", "\xFFFD");
    DECODES("\xE2\x82", "\xFFFD\xFFFD");
    DECODES("\xF0\x9F\x98", "\xFFFD\xFFFD\xFFFD");
    DECODES("\xE2\x82x", "\xFFFD\xFFFDx");
    DECODES("\xC3\xC3\xA4", "\xFFFD\xE4");
}

/* The decoder's own notion of a code point, against arithmetic. */
static void test_every_code_point(void)
{
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        qp_char units[2] = {(qp_char)code, 0};
        size_t count = 1;
        uint8_t bytes[6];
        size_t length;
        qp__text text;

        if (code >= 0x10000) {
            units[0] = (qp_char)(0xD800 + (code - 0x10000) / 0x400);
            units[1] = (qp_char)(0xDC00 + (code - 0x10000) % 0x400);
            count = 2;
        }
        length = qp__utf8_from_utf16(bytes, units, count);
        if (length != (code < 0x80 ? 1u : code < 0x800 ? 2u : code < 0x10000 ? 3u : 4u)) {
            CHECK_INT(code, -1);
        }
        qp__text_init(&text);
        qp__text_append_utf8(&text, bytes, length);
        if (text.length != count || text.units[0] != units[0] ||
            text.units[count - 1] != units[count - 1]) {
            CHECK_INT(code, -1);
        }
        qp__text_dispose(&text);
    }
}

static void test_random_units_come_back(void)
{
    uint64_t state = 3;

    for (int run = 0; run < 20000; run++) {
        qp_char units[40];
        uint8_t bytes[120];
        size_t count = random_below(&state, COUNT(units));
        qp__text text;

        for (size_t i = 0; i < count; i++) {
            /* Surrogates every other time. */
            uint32_t unit = random_next(&state);

            units[i] = (qp_char)(unit & 0x10000 ? 0xD800 | (unit & 0x7FF) : unit);
        }
        qp__text_init(&text);
        qp__text_append_utf8(&text, bytes, qp__utf8_from_utf16(bytes, units, count));
        CHECK_UNITS(text.units, text.length, units, count);
        qp__text_dispose(&text);
    }
}

static int decode_long(void *opaque)
{
    qp__text text;
    int error;

    (void)opaque;
    qp__text_init(&text);
    for (int i = 0; i < 500; i++) {
        qp__text_append_utf8(&text, (const uint8_t *)"\xE2\x82\xAC x", 5);
    }
    error = text.error;
    qp__text_dispose(&text);
    return error;
}

int main(void)
{
    test_parts();
    test_valid();
    test_lone_surrogates();
    test_invalid();
    test_every_code_point();
    test_random_units_come_back();
    test_each_allocation(decode_long, NULL, "qp__text_append_utf8");
    return test_end("utf16");
}
