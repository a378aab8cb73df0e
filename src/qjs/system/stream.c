#include "qjs/system/stream.h"

#include <errno.h>
#include <io.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "qjs/system/broken_pipe.h"
#include "qjs/system/console_output.h"
#include "qjs/system/standard_input.h"
#include "qjs/system/standard_output.h"

static volatile int failed[2]; /* a write to stdout, to stderr */

static int is_standard_output(FILE *stream)
{
    return stream == stdout || stream == stderr;
}

static void note_failed_write(FILE *stream)
{
    failed[stream == stderr] = 1;
    qp__broken_pipe_check();
}

/* ---- Writing ----------------------------------------------------------------------------- */

size_t qp__stream_fwrite(const void *bytes, size_t size, size_t count, FILE *stream)
{
    int console;

    if (!is_standard_output(stream)) {
        return fwrite(bytes, size, count, stream);
    }
    console = qp__console_output(_fileno(stream), bytes, size * count);
    if (console != 0) {
        return console > 0 ? count : 0;
    }
    if (qp__output_write(stream, bytes, size * count) == 0) {
        return count;
    }
    note_failed_write(stream);
    return 0;
}

int qp__stream_fputc(int c, FILE *stream)
{
    unsigned char byte = (unsigned char)c;

    return qp__stream_fwrite(&byte, 1, 1, stream) == 1 ? byte : EOF;
}

int qp__stream_fputs(const char *text, FILE *stream)
{
    size_t length = strlen(text);

    return qp__stream_fwrite(text, 1, length, stream) == length ? 0 : EOF;
}

/* The text that a format makes, to be freed; NULL. */
static char *format_text(int *length, const char *format, va_list arguments)
{
    va_list again;
    char *text = NULL;

    va_copy(again, arguments);
    *length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (*length >= 0) {
        text = malloc((size_t)*length + 1);
    }
    if (text != NULL) {
        vsnprintf(text, (size_t)*length + 1, format, arguments);
    }
    return text;
}

int qp__stream_fprintf(FILE *stream, const char *format, ...)
{
    va_list arguments;
    char *text;
    int length;

    va_start(arguments, format);
    text = format_text(&length, format, arguments);
    va_end(arguments);
    if (text == NULL || qp__stream_fwrite(text, 1, (size_t)length, stream) < (size_t)length) {
        length = -1;
    }
    free(text);
    return length;
}

int qp__stream_fflush(FILE *stream)
{
    if (!is_standard_output(stream)) {
        return fflush(stream);
    }
    if (qp__output_flush(stream) == 0) {
        return 0;
    }
    note_failed_write(stream);
    return EOF;
}

int qp__stream_fclose(FILE *stream)
{
    int flushed = is_standard_output(stream) ? qp__stream_fflush(stream) : 0;
    int error = errno;
    int closed = fclose(stream);

    if (flushed != 0) {
        errno = error;
    }
    return flushed != 0 ? flushed : closed;
}

/* ---- Reading ----------------------------------------------------------------------------- */

size_t qp__stream_fread(void *bytes, size_t size, size_t count, FILE *stream)
{
    if (stream != stdin || size == 0) {
        return fread(bytes, size, count, stream);
    }
    return qp__stdin_read(bytes, size * count) / size;
}

int qp__stream_fgetc(FILE *stream)
{
    return stream == stdin ? qp__stdin_getc() : fgetc(stream);
}

int qp__stream_feof(FILE *stream)
{
    return stream == stdin ? qp__stdin_eof() : feof(stream);
}

int qp__stream_ferror(FILE *stream)
{
    if (is_standard_output(stream)) {
        return failed[stream == stderr];
    }
    return stream == stdin ? qp__stdin_error() : ferror(stream);
}

void qp__stream_clearerr(FILE *stream)
{
    if (stream == stdin) {
        qp__stdin_clear();
    } else if (is_standard_output(stream)) {
        failed[stream == stderr] = 0;
    } else {
        clearerr(stream);
    }
}

int qp__stream_fseek(FILE *stream, int64_t offset, int whence)
{
    if (stream == stdin) {
        return qp__stdin_seek(offset, whence);
    }
    return is_standard_output(stream) && qp__stream_fflush(stream) != 0
               ? -1
               : _fseeki64(stream, offset, whence);
}

int64_t qp__stream_ftell(FILE *stream)
{
    if (stream == stdin) {
        return qp__stdin_tell();
    }
    return is_standard_output(stream) ? qp__output_tell(stream) : _ftelli64(stream);
}

/* ---- The end ----------------------------------------------------------------------------- */

_Noreturn void qp__stream_exit(int code)
{
    qp__stream_fflush(stdout);
    qp__stream_fflush(stderr);
    exit(code);
}
