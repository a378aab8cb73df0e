/*
 * Where the characters of encoded text end: bytes arrive in pieces, and no character may be cut.
 */
#ifndef QP_CORE_CHARACTERS_H
#define QP_CORE_CHARACTERS_H

#include <stddef.h>
#include <stdint.h>

/* How many bytes at the beginning are whole and valid characters of UTF-8 (RFC 3629). */
size_t qp__utf8_valid(const uint8_t *bytes, size_t length);

/*
 * What is not UTF-8 becomes U+FFFD, one for each longest beginning of a character or else for each
 * byte, as Unicode recommends (chapter 3.9) and WHATWG's Encoding standard demands. Returns how
 * many bytes it takes; `result`, which may be NULL, has room for them.
 */
size_t qp__utf8_repair(const uint8_t *bytes, size_t length, uint8_t *result);

/* Could more bytes make a valid character of these, which are 1 to 3? */
int qp__utf8_is_beginning(const uint8_t *bytes, size_t length);

/*
 * How many bytes are there without a last character that is not complete: of UTF-8 (65001), UTF-16
 * (1200, little-endian; a surrogate waits for its other half), and the code pages with characters
 * of two bytes and more (932, 936, 949, 950, 1361, 54936). The first byte begins a character. Of
 * other code pages: `length`.
 */
size_t qp__whole_characters(uint32_t code_page, const uint8_t *bytes, size_t length);

#endif
