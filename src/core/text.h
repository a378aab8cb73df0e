/*
 * A growable, NUL-terminated UTF-16 buffer with a sticky error: appends after a failed one do
 * nothing, and the error is asked for once, at the end.
 */
#ifndef QP_CORE_TEXT_H
#define QP_CORE_TEXT_H

#include "quickproc/types.h"

typedef struct qp__text {
    qp_char *units;  /* owned; NULL until the first append; NUL-terminated afterwards */
    size_t length;   /* in units, without the terminating NUL */
    size_t capacity; /* in units, with the terminating NUL */
    int error;       /* 0 or -ENOMEM */
} qp__text;

void qp__text_init(qp__text *text);
void qp__text_dispose(qp__text *text);

/* Keeps the allocation and the buffer's error; length becomes 0. */
void qp__text_clear(qp__text *text);

/* Shortens it to `length` units; a text that is no longer stays as it is. */
void qp__text_truncate(qp__text *text, size_t length);

/*
 * Makes room for `extra` more units, so that appending them does not allocate. Returns text->error.
 */
int qp__text_reserve(qp__text *text, size_t extra);

/* `units` must not lie in the text itself. Also an empty append makes text->units non-NULL. */
void qp__text_append(qp__text *text, const qp_char *units, size_t length);
void qp__text_append_char(qp__text *text, qp_char unit);
/* `z` is NUL-terminated UTF-16. */
void qp__text_append_z(qp__text *text, const qp_char *z);
/* `ascii` is NUL-terminated, every byte below 128. */
void qp__text_append_ascii(qp__text *text, const char *ascii);

/* The length of NUL-terminated UTF-16, in units. */
size_t qp__length(const qp_char *z);

/* ASCII-only helpers; every unit outside A-Z a-z is compared as it is. */
qp_char qp__ascii_lower(qp_char unit);
int qp__equals_ascii_nocase(const qp_char *units, size_t length, const char *ascii);
int qp__ends_with_ascii_nocase(const qp_char *units, size_t length, const char *ascii);

/*
 * Every allocation of the library goes through these three. qp__alloc and qp__realloc return NULL
 * when there is no memory; qp__free takes NULL.
 */
void *qp__alloc(size_t bytes);
void *qp__realloc(void *block, size_t bytes);
void qp__free(void *block);

#ifdef QP_FAULTS
/* Tests: so many allocations still succeed, then one fails; negative: none does. */
extern long qp__alloc_fail_after;
#endif

#endif
