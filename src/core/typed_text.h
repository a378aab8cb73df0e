/*
 * What was typed at a console, on its way from the UTF-16 of its reads to the UTF-8 of a
 * descriptor: lines that end in \n, and Ctrl+Z at the beginning of one, which is the end.
 */
#ifndef QP_CORE_TYPED_TEXT_H
#define QP_CORE_TYPED_TEXT_H

#include "core/text.h"

/* The most that one read gives; a longer line comes in parts. */
#define QP__TYPED_UNITS 1024

/* What one read comes to at most, with what was carried to it; and how many of them fit. */
#define QP__TYPED_READ_BYTES ((size_t)3 * (QP__TYPED_UNITS + 1))
#define QP__TYPED_READS      4

/* Zeros: nothing was typed. */
typedef struct qp__typed_text {
    uint8_t bytes[QP__TYPED_READS * QP__TYPED_READ_BYTES];
    size_t start;
    size_t length;
    int ended;                     /* after the bytes */
    int inside_line;               /* the last read did not end with a line's end */
    qp_char carried;               /* 0, or the first half of what the next read completes */
    qp_char line[QP__TYPED_UNITS]; /* so far, of a line whose read was left before its end */
    size_t line_units;
} qp__typed_text;

/* Is there neither a byte nor the end? */
int qp__typed_text_is_empty(const qp__typed_text *text);

/* For one more read. */
int qp__typed_text_has_room(const qp__typed_text *text);

/* What a read has returned, which began with the line, if there was one. At most QP__TYPED_UNITS.
 * `by_lines`: in the console's line mode. */
void qp__typed_text_add(qp__typed_text *text, const qp_char *units, size_t count, int by_lines);

/* There is nothing to be typed any more. */
void qp__typed_text_end(qp__typed_text *text);

/* A read by lines was left when so much was typed: fewer than QP__TYPED_UNITS. */
void qp__typed_text_set_line(qp__typed_text *text, const qp_char *units, size_t count);

/* Lines are of no interest any more: what was typed of one counts as typed. */
void qp__typed_text_break_line(qp__typed_text *text);

/* As a POSIX terminal gives it: as much as fits, of one line; 0 for the end, which is over then. */
size_t qp__typed_text_take(qp__typed_text *text, void *buffer, size_t size_bytes);

#endif
