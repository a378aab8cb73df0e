#include "core/characters.h"

#include "test.h"

#include <string.h>

#define BYTES(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})

/* A decoder after RFC 3629's grammar, written out once more: the character's length, or 0. */
static size_t model_utf8(const uint8_t *b, size_t length)
{
    uint32_t c;
    size_t n = b[0] < 0x80 ? 1 : (b[0] & 0xE0) == 0xC0 ? 2 : (b[0] & 0xF0) == 0xE0 ? 3 : 4;

    if (n == 1) {
        return 1;
    }
    if ((n == 4 && (b[0] & 0xF8) != 0xF0) || (b[0] & 0xC0) == 0x80 || length < n) {
        return 0;
    }
    c = b[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((b[i] & 0xC0) != 0x80) {
            return 0;
        }
        c = c << 6 | (b[i] & 0x3F);
    }
    if (c < (n == 2   ? 0x80u
             : n == 3 ? 0x800u
                      : 0x10000u) ||
        c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
        return 0;
    }
    return n;
}

/* All texts of up to three bytes, and those of four that begin like one character. */
static void test_utf8(void)
{
    for (uint32_t first = 0; first < 256; first++) {
        for (uint32_t second = 0; second < 256; second++) {
            static const uint8_t more[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F,
                                           0xA0, 0xBF, 0xC0, 0xC3, 0xE2, 0xF0, 0xFF};
            for (size_t i = 0; i < COUNT(more) * COUNT(more); i++) {
                const uint8_t bytes[4] = {(uint8_t)first, (uint8_t)second, more[i / COUNT(more)],
                                          more[i % COUNT(more)]};
                size_t expected = 0;
                size_t next;
                while (expected < 4 && (next = model_utf8(bytes + expected, 4 - expected)) > 0) {
                    expected += next;
                }
                if (qp__utf8_valid(bytes, 4) != expected) {
                    CHECK_INT(qp__utf8_valid(bytes, 4), expected);
                }
            }
        }
    }
    CHECK_INT(qp__utf8_valid(BYTES('a', 0xC3, 0xA4, 0xC3)), 3);
    CHECK_INT(qp__utf8_valid(NULL, 0), 0);
}

static void check_repaired(const uint8_t *bytes, size_t length, const char *expected)
{
    uint8_t result[64] = {0};

    CHECK_INT(qp__utf8_repair(bytes, length, NULL), strlen(expected));
    CHECK_INT(qp__utf8_repair(bytes, length, result), strlen(expected));
    CHECK(memcmp(result, expected, strlen(expected)) == 0);
}

#define FFFD "\xEF\xBF\xBD"

/* The examples of Unicode, chapter 3.9, table 3-8 and those after it. */
static void test_repair(void)
{
    check_repaired(NULL, 0, "");
    check_repaired(BYTES('a', 0xC3, 0xA4), "a\xC3\xA4");
    check_repaired(BYTES(0xC0, 0xAF, 0xE0, 0x80, 0xBF, 0x81, 'A'),
                   FFFD FFFD FFFD FFFD FFFD FFFD "A");
    check_repaired(BYTES(0xED, 0xA0, 0x80, 'A'), FFFD FFFD FFFD "A");
    check_repaired(BYTES(0xF4, 0x91, 0x92, 0x93, 0xFF, 'A', 0x80, 'B'),
                   FFFD FFFD FFFD FFFD FFFD "A" FFFD "B");
    check_repaired(BYTES(0xE1, 0x80, 0xE2, 0xF0, 0x91, 0x92, 0xF1, 0xBF, 'A'),
                   FFFD FFFD FFFD FFFD "A");
    check_repaired(BYTES('a', 0xF0, 0x9F, 0x98), "a" FFFD);
}

static void test_beginnings(void)
{
    CHECK(qp__utf8_is_beginning(BYTES(0xC3)));
    CHECK(qp__utf8_is_beginning(BYTES(0xE2, 0x82)));
    CHECK(qp__utf8_is_beginning(BYTES(0xF0, 0x9F, 0x98)));
    CHECK(!qp__utf8_is_beginning(BYTES(0xC3, 0xA4)));
    CHECK(!qp__utf8_is_beginning(BYTES(0xC0)));
    CHECK(!qp__utf8_is_beginning(BYTES(0xE0, 0x80)));
    CHECK(!qp__utf8_is_beginning(BYTES(0xED, 0xA0)));
    CHECK(!qp__utf8_is_beginning(BYTES('a')));
    CHECK(!qp__utf8_is_beginning(NULL, 0));
}

static void test_whole(void)
{
    CHECK_INT(qp__whole_characters(65001, BYTES('a', 0xF0, 0x9F, 0x98)), 1);
    CHECK_INT(qp__whole_characters(65001, BYTES('a', 0xF0, 0x9F, 0x98, 0x80)), 5);
    /* What cannot become a character is not waited for. */
    CHECK_INT(qp__whole_characters(65001, BYTES('a', 0x98)), 2);
    CHECK_INT(qp__whole_characters(65001, BYTES('a', 0xFF)), 2);
    CHECK_INT(qp__whole_characters(65001, NULL, 0), 0);
    CHECK_INT(qp__whole_characters(1200, BYTES('a', 0, 'b')), 2);
    CHECK_INT(qp__whole_characters(1200, BYTES('a', 0, 0x3D, 0xD8)), 2);
    CHECK_INT(qp__whole_characters(1200, BYTES(0x3D, 0xD8, 0x00)), 0);
    CHECK_INT(qp__whole_characters(1200, BYTES(0x3D, 0xD8, 0x00, 0xDE)), 4);
    CHECK_INT(qp__whole_characters(1200, BYTES('a')), 0);
    CHECK_INT(qp__whole_characters(437, BYTES(0x81, 0xFE)), 2);
    /* 932: 0x81 begins, 0xB1 is a character, a trail byte may look like a lead. */
    CHECK_INT(qp__whole_characters(932, BYTES(0x81, 0x81, 0x81)), 2);
    CHECK_INT(qp__whole_characters(932, BYTES(0xB1, 0x83)), 1);
    CHECK_INT(qp__whole_characters(932, BYTES(0xB1)), 1);
    CHECK_INT(qp__whole_characters(936, BYTES('a', 0x81)), 1);
    CHECK_INT(qp__whole_characters(949, BYTES(0x81, 0x41, 0xFE)), 2);
    CHECK_INT(qp__whole_characters(950, BYTES(0xA4, 0xA4)), 2);
    CHECK_INT(qp__whole_characters(1361, BYTES(0xD4, 0x84)), 1);
    CHECK_INT(qp__whole_characters(54936, BYTES(0x81, 0x30, 0x81)), 0);
    CHECK_INT(qp__whole_characters(54936, BYTES(0x81, 0x30, 0x81, 0x30)), 4);
    CHECK_INT(qp__whole_characters(54936, BYTES(0x81, 0x40, 0x81)), 2);
}

int main(void)
{
    test_utf8();
    test_repair();
    test_beginnings();
    test_whole();
    return test_end("characters");
}
