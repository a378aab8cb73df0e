/*
 * UTF-8 and UTF-16, where lone surrogates survive: they travel as three bytes ("WTF-8", the
 * generalised UTF-8 in which JavaScript engines keep them).
 */
#ifndef QP_CORE_UTF16_H
#define QP_CORE_UTF16_H

#include "core/text.h"

/* Appends `bytes` as UTF-16. Each byte that begins no valid sequence becomes U+FFFD. */
void qp__text_append_utf8(qp__text *text, const uint8_t *bytes, size_t length);

/*
 * Writes `units` as UTF-8 into `out` (room for 3 bytes per unit is enough); returns the bytes
 * written. No terminating NUL.
 */
size_t qp__utf8_from_utf16(uint8_t *out, const qp_char *units, size_t length);

/*
 * How many of the last bytes (0 to 3) begin a character that the bytes to come may complete: text
 * that arrives in parts is decoded up to them.
 */
size_t qp__utf8_incomplete(const uint8_t *bytes, size_t length);

#endif
