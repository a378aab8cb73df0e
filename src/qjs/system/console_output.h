/*
 * Text for a console. It goes through WriteConsoleW, whatever the console's code page is: that
 * belongs to all programs of the console, so the interpreter never changes it.
 */
#ifndef QP_QJS_SYSTEM_CONSOLE_OUTPUT_H
#define QP_QJS_SYSTEM_CONSOLE_OUTPUT_H

#include <stddef.h>

/*
 * Writes UTF-8, if the descriptor is a console: 1, or -errno; 0 when it is none. A character may
 * come in parts, with one call after the other. On any thread.
 */
int qp__console_output(int fd, const void *bytes, size_t size);

/* qp_write, where text for a console is UTF-8. */
int qp__console_output_or_write(int fd, const void *bytes, size_t size);

#endif
