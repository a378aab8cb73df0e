#include "core/text.h"

#include <errno.h>
#include <string.h>

/* The first allocation; most command lines and paths never need a second. */
#define FIRST_CAPACITY 128

#define MAX_CAPACITY (SIZE_MAX / 2 / sizeof(qp_char))

void qp__text_init(qp__text *text)
{
    *text = (qp__text){0};
}

void qp__text_dispose(qp__text *text)
{
    qp__free(text->units);
    *text = (qp__text){0};
}

void qp__text_clear(qp__text *text)
{
    qp__text_truncate(text, 0);
}

void qp__text_truncate(qp__text *text, size_t length)
{
    if (length <= text->length && text->units != NULL) {
        text->length = length;
        text->units[length] = 0;
    }
}

static int grow(qp__text *text, size_t extra)
{
    size_t capacity = text->capacity > 0 ? text->capacity : FIRST_CAPACITY;
    qp_char *units;

    if (extra >= MAX_CAPACITY - text->length) {
        return text->error = -ENOMEM;
    }
    while (capacity <= text->length + extra) {
        capacity *= 2;
    }
    units = qp__realloc(text->units, capacity * sizeof(qp_char));
    if (units == NULL) {
        return text->error = -ENOMEM;
    }
    units[text->length] = 0;
    text->units = units;
    text->capacity = capacity;
    return 0;
}

int qp__text_reserve(qp__text *text, size_t extra)
{
    if (text->error != 0) {
        return text->error;
    }
    /* Not `length + extra < capacity`, which can wrap around. A capacity of 0 always grows. */
    return extra < text->capacity - text->length ? 0 : grow(text, extra);
}

void qp__text_append(qp__text *text, const qp_char *units, size_t length)
{
    if (qp__text_reserve(text, length) != 0) {
        return;
    }
    if (length > 0) {
        memcpy(text->units + text->length, units, length * sizeof(qp_char));
    }
    text->length += length;
    text->units[text->length] = 0;
}

void qp__text_append_char(qp__text *text, qp_char unit)
{
    if (qp__text_reserve(text, 1) == 0) {
        text->units[text->length++] = unit;
        text->units[text->length] = 0;
    }
}

void qp__text_append_z(qp__text *text, const qp_char *z)
{
    qp__text_append(text, z, qp__length(z));
}

void qp__text_append_ascii(qp__text *text, const char *ascii)
{
    size_t length = strlen(ascii);

    if (qp__text_reserve(text, length) != 0) {
        return;
    }
    for (size_t i = 0; i <= length; i++) {
        text->units[text->length + i] = (qp_char)ascii[i];
    }
    text->length += length;
}

size_t qp__length(const qp_char *z)
{
    size_t length = 0;

    while (z[length] != 0) {
        length++;
    }
    return length;
}

qp_char qp__ascii_lower(qp_char unit)
{
    return unit >= 'A' && unit <= 'Z' ? (qp_char)(unit + ('a' - 'A')) : unit;
}

int qp__equals_ascii_nocase(const qp_char *units, size_t length, const char *ascii)
{
    size_t i = 0;

    while (i < length && ascii[i] != 0 &&
           qp__ascii_lower(units[i]) == qp__ascii_lower((qp_char)ascii[i])) {
        i++;
    }
    return i == length && ascii[i] == 0;
}

int qp__ends_with_ascii_nocase(const qp_char *units, size_t length, const char *ascii)
{
    size_t tail = strlen(ascii);

    return tail <= length && qp__equals_ascii_nocase(units + length - tail, tail, ascii);
}
