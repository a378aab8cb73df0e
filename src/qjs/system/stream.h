/*
 * The C library's functions for streams, for the three standard streams as scripts need them:
 *   - what goes to a console is UTF-8, whatever the code page;
 *   - standard input is that of standard_input.h;
 *   - standard output and error are those of standard_output.h;
 *   - a write to a pipe that nobody reads any more is SIGPIPE, as on POSIX.
 * For any other stream they do what the C library's functions of that name do. Positions have 64
 * bits, as on POSIX.
 */
#ifndef QP_QJS_SYSTEM_STREAM_H
#define QP_QJS_SYSTEM_STREAM_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

size_t qp__stream_fwrite(const void *bytes, size_t size, size_t count, FILE *stream);
int qp__stream_fputc(int c, FILE *stream);
int qp__stream_fputs(const char *text, FILE *stream);
int qp__stream_fprintf(FILE *stream, const char *format, ...);
int qp__stream_fflush(FILE *stream);
int qp__stream_fclose(FILE *stream);

size_t qp__stream_fread(void *bytes, size_t size, size_t count, FILE *stream);
int qp__stream_fgetc(FILE *stream);
int qp__stream_feof(FILE *stream);
int qp__stream_ferror(FILE *stream);
void qp__stream_clearerr(FILE *stream);
int qp__stream_fseek(FILE *stream, int64_t offset, int whence);
int64_t qp__stream_ftell(FILE *stream);

/* Flushes standard output and error, then exits. */
_Noreturn void qp__stream_exit(int code);

#endif
