#include "core/utf16.h"

#include "input.h"

#include <string.h>

/* The units of the shortest form of a code point, byte by byte; 0 when these bytes are none. */
static size_t plain_decode(uint32_t *code, const uint8_t *at, size_t left)
{
    static const struct {
        uint8_t mask;
        uint8_t lead;
        uint32_t least;
        uint32_t most;
    } forms[] = {{0x80, 0x00, 0, 0x7F},
                 {0xE0, 0xC0, 0x80, 0x7FF},
                 {0xF0, 0xE0, 0x800, 0xFFFF},
                 {0xF8, 0xF0, 0x10000, 0x10FFFF}};

    for (size_t n = 0; n < 4; n++) {
        uint32_t value = at[0] & (uint8_t)~forms[n].mask;
        size_t taken = 1;

        if ((at[0] & forms[n].mask) != forms[n].lead) {
            continue;
        }
        while (taken <= n && taken < left && at[taken] >> 6 == 2) {
            value = value * 64 + (at[taken++] & 63u);
        }
        *code = value;
        return taken == n + 1 && value >= forms[n].least && value <= forms[n].most ? taken : 0;
    }
    return 0;
}

static void check_decoding(const qp__text *text, const uint8_t *data, size_t size)
{
    size_t unit = 0;

    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t taken = plain_decode(&code, data + at, size - at);

        if (taken == 0) {
            code = 0xFFFD;
            taken = 1;
        }
        if (code > 0xFFFF) {
            REQUIRE(unit < text->length &&
                    text->units[unit++] == 0xD800 + ((code - 0x10000) >> 10));
            code = 0xDC00 + ((code - 0x10000) & 0x3FF);
        }
        REQUIRE(unit < text->length && text->units[unit++] == code);
        at += taken;
    }
    REQUIRE(unit == text->length);
}

/* Units that go to bytes and back are the same units. */
static void check_comes_back(const qp_char *units, size_t length)
{
    uint8_t *bytes = malloc(3 * length + 1);
    qp__text text;
    size_t written;

    if (bytes == NULL) {
        abort();
    }
    written = qp__utf8_from_utf16(bytes, units, length);
    REQUIRE(written <= 3 * length);
    qp__text_init(&text);
    qp__text_append_utf8(&text, bytes, written);
    REQUIRE(text.length == length);
    REQUIRE(length == 0 || memcmp(text.units, units, length * sizeof(qp_char)) == 0);
    qp__text_dispose(&text);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t count = size / sizeof(qp_char);
    qp_char *units = malloc(size + 1);
    qp__text text;

    if (units == NULL) {
        abort();
    }
    qp__text_init(&text);
    qp__text_append_utf8(&text, data, size);
    check_decoding(&text, data, size);
    check_comes_back(text.units, text.length);
    memcpy(units, data, count * sizeof(qp_char));
    check_comes_back(units, count);
    qp__text_dispose(&text);
    free(units);
    return 0;
}
