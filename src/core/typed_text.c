#include "core/typed_text.h"

#include "core/utf16.h"

#include <string.h>

#define CTRL_Z 0x1A

int qp__typed_text_is_empty(const qp__typed_text *text)
{
    return text->length == 0 && !text->ended;
}

int qp__typed_text_has_room(const qp__typed_text *text)
{
    return !text->ended && sizeof(text->bytes) - text->length >= QP__TYPED_READ_BYTES;
}

void qp__typed_text_end(qp__typed_text *text)
{
    text->ended = 1;
    text->line_units = 0;
}

/* ---- Adding ------------------------------------------------------------------------------ */

static int is_incomplete(qp_char unit, int by_lines)
{
    return (unit >= 0xD800 && unit <= 0xDBFF) || (by_lines && unit == '\r');
}

/* A typed line ends in \r\n; \r\n becomes \n. The new count. */
static size_t unify_line_ends(qp_char *units, size_t count)
{
    size_t out = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        if (units[i] != '\r' || i + 1 >= count || units[i + 1] != '\n') {
            units[out++] = units[i];
        }
    }
    return out;
}

static void append(qp__typed_text *text, const qp_char *units, size_t count)
{
    memmove(text->bytes, text->bytes + text->start, text->length);
    text->start = 0;
    text->length += qp__utf8_from_utf16(text->bytes + text->length, units, count);
}

void qp__typed_text_add(qp__typed_text *text, const qp_char *units, size_t count, int by_lines)
{
    qp_char all[QP__TYPED_UNITS + 1];
    size_t length = 0;

    text->line_units = 0;
    if (by_lines && !text->inside_line && text->carried == 0 && count > 0 && units[0] == CTRL_Z) {
        text->ended = 1;
        return;
    }
    if (text->carried != 0) {
        all[length++] = text->carried;
        text->carried = 0;
    }
    memcpy(all + length, units, count * sizeof(*units));
    length += count;
    text->inside_line = by_lines && length > 0 && all[length - 1] != '\n';
    if (length > 0 && is_incomplete(all[length - 1], by_lines)) {
        text->carried = all[--length];
    }
    append(text, all, by_lines ? unify_line_ends(all, length) : length);
}

void qp__typed_text_set_line(qp__typed_text *text, const qp_char *units, size_t count)
{
    memcpy(text->line, units, count * sizeof(*units));
    text->line_units = count;
}

void qp__typed_text_break_line(qp__typed_text *text)
{
    if (text->line_units > 0 && qp__typed_text_has_room(text)) {
        qp__typed_text_add(text, text->line, text->line_units, 0);
    }
}

/* ---- Taking ------------------------------------------------------------------------------ */

/* Up to the first line's end, or all. */
static size_t first_line(const qp__typed_text *text)
{
    const uint8_t *bytes = text->bytes + text->start;
    const uint8_t *end = memchr(bytes, '\n', text->length);

    return end == NULL ? text->length : (size_t)(end - bytes) + 1;
}

size_t qp__typed_text_take(qp__typed_text *text, void *buffer, size_t size_bytes)
{
    size_t line = first_line(text);
    size_t given = line < size_bytes ? line : size_bytes;

    if (text->length == 0 && size_bytes > 0) {
        text->ended = 0;
    }
    memcpy(buffer, text->bytes + text->start, given);
    text->start += given;
    text->length -= given;
    return given;
}
