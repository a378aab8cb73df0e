/*
 * Standard output and error, as the FILE functions write them, but through qp_write. Programs of
 * Cygwin and MSYS may leave the pipe in the mode PIPE_NOWAIT, in which a write takes only what
 * there is room for: the C runtime loses the rest. Here it is written when there is room again.
 */
#ifndef QP_QJS_SYSTEM_STANDARD_OUTPUT_H
#define QP_QJS_SYSTEM_STANDARD_OUTPUT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * `stream` is stdout, which keeps a few KiB, or stderr, which keeps nothing. 0; -1 with errno, and
 * then what was kept is lost, as in a FILE. On any thread.
 */
int qp__output_write(FILE *stream, const void *bytes, size_t size);
int qp__output_flush(FILE *stream);

/* The position behind what was written, kept bytes included; -1 with errno. */
int64_t qp__output_tell(FILE *stream);

#endif
