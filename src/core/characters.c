#include "core/characters.h"

#include <string.h>

enum { UTF16 = 1200, UTF8 = 65001, GB18030 = 54936 };

/* ---- UTF-8 ------------------------------------------------------------------------------- */

typedef struct range {
    uint8_t first;
    uint8_t last;
} range;

/* The bytes of a character that begins with `lead`; 0: none does. *second is what may follow. */
static size_t utf8_length(uint8_t lead, range *second)
{
    second->first = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    second->last = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2 || lead > 0xF4) {
        return 0;
    }
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* How many of the bytes are as they must be in one character, up to its end. */
static size_t utf8_match(const uint8_t *bytes, size_t length, size_t *needed)
{
    range allowed;
    size_t i = 1;

    *needed = utf8_length(bytes[0], &allowed);
    while (i < *needed && i < length && bytes[i] >= allowed.first && bytes[i] <= allowed.last) {
        allowed = (range){0x80, 0xBF};
        i++;
    }
    return *needed == 0 ? 0 : i;
}

size_t qp__utf8_valid(const uint8_t *bytes, size_t length)
{
    size_t done = 0;

    while (done < length) {
        size_t needed;
        size_t matched;
        if (bytes[done] < 0x80) {
            done++;
            continue;
        }
        matched = utf8_match(bytes + done, length - done, &needed);
        if (matched == 0 || matched < needed) {
            break;
        }
        done += needed;
    }
    return done;
}

static void put(uint8_t *result, size_t at, const uint8_t *bytes, size_t length)
{
    if (result != NULL && length > 0) {
        memcpy(result + at, bytes, length);
    }
}

size_t qp__utf8_repair(const uint8_t *bytes, size_t length, uint8_t *result)
{
    static const uint8_t replacement[] = {0xEF, 0xBF, 0xBD};
    size_t made = 0;

    for (size_t done = 0; done < length;) {
        size_t valid = qp__utf8_valid(bytes + done, length - done);
        size_t needed;
        size_t matched;

        put(result, made, bytes + done, valid);
        made += valid;
        done += valid;
        if (done == length) {
            break;
        }
        put(result, made, replacement, sizeof(replacement));
        made += sizeof(replacement);
        matched = utf8_match(bytes + done, length - done, &needed);
        done += matched == 0 ? 1 : matched;
    }
    return made;
}

int qp__utf8_is_beginning(const uint8_t *bytes, size_t length)
{
    size_t needed;
    size_t matched = length == 0 ? 0 : utf8_match(bytes, length, &needed);

    return matched > 0 && matched == length && matched < needed;
}

static size_t whole_utf8(const uint8_t *bytes, size_t length)
{
    for (size_t tail = 1; tail <= 3 && tail <= length; tail++) {
        if (qp__utf8_is_beginning(bytes + length - tail, tail)) {
            return length - tail;
        }
    }
    return length;
}

/* ---- UTF-16 ------------------------------------------------------------------------------ */

static size_t whole_utf16(const uint8_t *bytes, size_t length)
{
    size_t even = length & ~(size_t)1;

    return even >= 2 && (bytes[even - 1] & 0xFC) == 0xD8 ? even - 2 : even;
}

/* ---- Code pages -------------------------------------------------------------------------- */

static int is_lead(uint32_t code_page, uint8_t byte)
{
    switch (code_page) {
    case 932:
        return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
    case 1361:
        return (byte >= 0x84 && byte <= 0xD3) || (byte >= 0xD8 && byte <= 0xF9);
    case 936:
    case 949:
    case 950:
    case GB18030:
        return byte >= 0x81 && byte <= 0xFE;
    default:
        return 0;
    }
}

/* Of the character at `bytes`, as far as can be seen. */
static size_t page_length(uint32_t code_page, const uint8_t *bytes, size_t length)
{
    if (!is_lead(code_page, bytes[0])) {
        return 1;
    }
    /* GB18030: a digit as the second byte makes it four. */
    return code_page == GB18030 && length >= 2 && bytes[1] >= 0x30 && bytes[1] <= 0x39 ? 4 : 2;
}

size_t qp__whole_characters(uint32_t code_page, const uint8_t *bytes, size_t length)
{
    size_t done = 0;

    if (code_page == UTF8) {
        return whole_utf8(bytes, length);
    }
    if (code_page == UTF16) {
        return whole_utf16(bytes, length);
    }
    while (done < length) {
        size_t next = page_length(code_page, bytes + done, length - done);
        if (next > length - done) {
            return done;
        }
        done += next;
    }
    return length;
}
