/*
 * Standard input, as the FILE functions read it, but through qp_read: at a console any character
 * arrives, and a thread that waits for input holds no lock of the C runtime, whose exit would wait
 * for it.
 */
#ifndef QP_QJS_SYSTEM_STANDARD_INPUT_H
#define QP_QJS_SYSTEM_STANDARD_INPUT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

int qp__stdin_getc(void);
size_t qp__stdin_read(void *buffer, size_t size);
int qp__stdin_eof(void);
int qp__stdin_error(void);
void qp__stdin_clear(void);
int qp__stdin_seek(int64_t offset, int whence);
int64_t qp__stdin_tell(void);

#endif
