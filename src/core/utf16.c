#include "core/utf16.h"

#include <string.h>

#define REPLACEMENT 0xFFFD

static int is_high_surrogate(qp_char unit)
{
    return (unit & 0xFC00) == 0xD800;
}

static int is_low_surrogate(qp_char unit)
{
    return (unit & 0xFC00) == 0xDC00;
}

/* The length that a lead byte announces; 0 for a byte that cannot lead. */
static size_t sequence_length(uint8_t lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2) {
        return 0;
    }
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

/*
 * Reads one code point; returns how many bytes it took, or 0 when the first byte begins no valid
 * sequence. Surrogates in three bytes are valid here.
 */
static size_t decode(uint32_t *code_point, const uint8_t *bytes, size_t length)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t needed = sequence_length(bytes[0]);
    uint32_t value;

    if (needed == 0 || needed > length) {
        return 0;
    }
    value = needed == 1 ? bytes[0] : bytes[0] & (0x7Fu >> needed);
    for (size_t i = 1; i < needed; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 0;
        }
        value = value << 6 | (bytes[i] & 0x3Fu);
    }
    *code_point = value;
    return value >= smallest[needed] && value <= 0x10FFFF ? needed : 0;
}

static void append_code_point(qp__text *text, uint32_t code_point)
{
    if (code_point >= 0x10000) {
        qp__text_append_char(text, (qp_char)(0xD7C0 + (code_point >> 10)));
        code_point = 0xDC00 | (code_point & 0x3FF);
    }
    qp__text_append_char(text, (qp_char)code_point);
}

void qp__text_append_utf8(qp__text *text, const uint8_t *bytes, size_t length)
{
    size_t i = 0;

    /* Never more units than bytes. */
    if (qp__text_reserve(text, length) != 0) {
        return;
    }
    qp__text_append(text, NULL, 0);
    while (i < length) {
        uint32_t code_point = REPLACEMENT;
        size_t taken = decode(&code_point, bytes + i, length - i);

        append_code_point(text, taken > 0 ? code_point : REPLACEMENT);
        i += taken > 0 ? taken : 1;
    }
}

static uint32_t next_code_point(const qp_char *units, size_t length, size_t *i)
{
    qp_char unit = units[(*i)++];

    if (is_high_surrogate(unit) && *i < length && is_low_surrogate(units[*i])) {
        return 0x10000 + ((unit & 0x3FFu) << 10) + (units[(*i)++] & 0x3FFu);
    }
    return unit;
}

static uint8_t *encode(uint8_t *to, uint32_t code_point)
{
    if (code_point < 0x80) {
        *to++ = (uint8_t)code_point;
        return to;
    }
    if (code_point < 0x800) {
        *to++ = (uint8_t)(0xC0 | code_point >> 6);
    } else {
        if (code_point < 0x10000) {
            *to++ = (uint8_t)(0xE0 | code_point >> 12);
        } else {
            *to++ = (uint8_t)(0xF0 | code_point >> 18);
            *to++ = (uint8_t)(0x80 | (code_point >> 12 & 0x3F));
        }
        *to++ = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
    }
    *to++ = (uint8_t)(0x80 | (code_point & 0x3F));
    return to;
}

size_t qp__utf8_from_utf16(uint8_t *out, const qp_char *units, size_t length)
{
    uint8_t *to = out;
    size_t i = 0;

    while (i < length) {
        to = encode(to, next_code_point(units, length, &i));
    }
    return (size_t)(to - out);
}

size_t qp__utf8_incomplete(const uint8_t *bytes, size_t length)
{
    size_t back = 1;

    while (back < 4 && back <= length && (bytes[length - back] & 0xC0) == 0x80) {
        back++;
    }
    if (back > length || back > 3) {
        return 0;
    }
    return sequence_length(bytes[length - back]) > back ? back : 0;
}
