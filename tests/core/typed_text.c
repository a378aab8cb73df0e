#include "core/typed_text.h"

#include "test.h"

static qp__typed_text text;

static void begin(void)
{
    memset(&text, 0, sizeof(text));
}

static void add(const qp_char *units, size_t count, int by_lines)
{
    qp_char *copy = test_exact_copy(units, count * sizeof(*units));

    qp__typed_text_add(&text, copy, count, by_lines);
    free(copy);
}

#define LINE(literal) add(W(literal), UNITS(W(literal)), 1)
#define RAW(literal)  add(W(literal), UNITS(W(literal)), 0)

static void take(size_t size, const char *expected)
{
    char *buffer = malloc(size + 1);
    size_t given;

    if (buffer == NULL) {
        abort();
    }
    given = qp__typed_text_take(&text, buffer, size);
    buffer[given] = 0;
    test_about = expected;
    CHECK(strcmp(buffer, expected) == 0);
    test_about = "";
    free(buffer);
}

static void test_lines(void)
{
    begin();
    CHECK(qp__typed_text_is_empty(&text));
    LINE("hello\r\n");
    LINE("again\r\n");
    take(0, "");
    CHECK(!qp__typed_text_is_empty(&text));
    take(3, "hel");
    take(100, "lo\n");
    take(100, "again\n");
    CHECK(qp__typed_text_is_empty(&text));
    /* A carriage return of its own stays, unless the line's end may still come. */
    LINE("a\rb\r\n");
    take(100, "a\rb\n");
    LINE("part\r");
    take(100, "part");
    LINE("\n");
    take(100, "\n");
}

static void test_end_of_input(void)
{
    begin();
    LINE("x\r\n");
    LINE("\x1a\r\n");
    CHECK(!qp__typed_text_has_room(&text));
    take(100, "x\n");
    CHECK(!qp__typed_text_is_empty(&text));
    take(0, "");
    CHECK(!qp__typed_text_is_empty(&text));
    take(100, "");
    CHECK(qp__typed_text_is_empty(&text));
    /* Inside a line, and in raw mode, it is a character. */
    LINE("a\x1a\r\n");
    take(100, "a\x1a\n");
    LINE("long");
    LINE("\x1a\r\n");
    take(100, "long\x1a\n");
    RAW("\x1a");
    take(100, "\x1a");
    qp__typed_text_end(&text);
    CHECK(!qp__typed_text_is_empty(&text));
    take(100, "");
}

static void test_halves(void)
{
    const qp_char high = 0xD83D;
    const qp_char low = 0xDE00;

    begin();
    add(&high, 1, 0);
    CHECK(qp__typed_text_is_empty(&text));
    add(&low, 1, 0);
    take(100, "\xF0\x9F\x98\x80");
    RAW("\r");
    take(100, "\r");
}

/* What was typed of a line before its read was left begins the next read of it. */
static void test_line_left(void)
{
    begin();
    qp__typed_text_set_line(&text, W("hel"), 3);
    CHECK(qp__typed_text_is_empty(&text));
    CHECK_INT(text.line_units, 3);
    LINE("hello\r\n");
    CHECK_INT(text.line_units, 0);
    take(100, "hello\n");
    /* Without lines it is there to be read. */
    qp__typed_text_set_line(&text, W("hel"), 3);
    qp__typed_text_break_line(&text);
    CHECK_INT(text.line_units, 0);
    take(100, "hel");
    qp__typed_text_break_line(&text);
    CHECK(qp__typed_text_is_empty(&text));
}

/* Reads of the greatest length, of the units that need most. */
static void test_room(void)
{
    qp_char units[QP__TYPED_UNITS];
    size_t total = 0;
    size_t reads = 0;
    uint8_t bytes[1000];
    size_t given;
    size_t i;

    for (i = 0; i < COUNT(units); i++) {
        units[i] = 0x20AC;
    }
    begin();
    while (qp__typed_text_has_room(&text)) {
        add(units, COUNT(units), 1);
        reads++;
    }
    CHECK_INT(reads, QP__TYPED_READS);
    while ((given = qp__typed_text_take(&text, bytes, sizeof(bytes))) > 0) {
        total += given;
    }
    CHECK_INT(total, reads * 3 * COUNT(units));
    CHECK(qp__typed_text_has_room(&text));
}

int main(void)
{
    test_lines();
    test_end_of_input();
    test_halves();
    test_line_left();
    test_room();
    return test_end("typed_text");
}
