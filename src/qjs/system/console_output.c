#include "qjs/system/console_output.h"

#include <limits.h>
#include <string.h>

#include "core/utf16.h"
#include "quickproc/quickproc.h"
#include "win32/system/console.h"

/* Before Windows 8 WriteConsoleW failed beyond 64 KiB; smaller parts are as fast. */
#define PART_BYTES 8192

/* The beginning of a character that is not complete yet. */
typedef struct beginning {
    uint8_t bytes[4];
    size_t count;
} beginning;

/* Guards the beginnings, and keeps the characters of one call together. */
static SRWLOCK lock = SRWLOCK_INIT;
static beginning beginnings[3]; /* of stdout, of stderr, of all other descriptors */

static int write_units(HANDLE console, const qp_char *units, size_t length)
{
    while (length > 0) {
        DWORD written = 0;
        if (!WriteConsoleW(console, units, (DWORD)length, &written, NULL) || written == 0) {
            return qp__last_error();
        }
        units += written;
        length -= written;
    }
    return 0;
}

static int write_characters(HANDLE console, const uint8_t *bytes, size_t size)
{
    qp__text text;
    int error;

    qp__text_init(&text);
    qp__text_append_utf8(&text, bytes, size);
    error = text.error < 0 ? text.error : write_units(console, text.units, text.length);
    qp__text_dispose(&text);
    return error;
}

/* With the lock. `size` is at most PART_BYTES. */
static int write_part(HANDLE console, beginning *begun, const uint8_t *bytes, size_t size)
{
    uint8_t part[sizeof(begun->bytes) + PART_BYTES];
    size_t length = begun->count + size;

    memcpy(part, begun->bytes, begun->count);
    memcpy(part + begun->count, bytes, size);
    begun->count = qp__utf8_incomplete(part, length);
    length -= begun->count;
    memcpy(begun->bytes, part + length, begun->count);
    return write_characters(console, part, length);
}

int qp__console_output(int fd, const void *bytes, size_t size)
{
    beginning *begun = &beginnings[fd == 1 ? 0 : fd == 2 ? 1 : 2];
    const uint8_t *from = bytes;
    HANDLE console;
    int error = 0;

    /* The C runtime remembers what is a character device: files and pipes cost no system call. */
    if (qp__fd_is_console(fd, &console) <= 0) {
        return 0;
    }
    AcquireSRWLockExclusive(&lock);
    while (error == 0 && size > 0) {
        size_t part = size < PART_BYTES ? size : PART_BYTES;
        error = write_part(console, begun, from, part);
        from += part;
        size -= part;
    }
    ReleaseSRWLockExclusive(&lock);
    return error < 0 ? error : 1;
}

int qp__console_output_or_write(int fd, const void *bytes, size_t size)
{
    size_t part = size < INT_MAX ? size : INT_MAX;
    int console = bytes != NULL && fd >= 0 ? qp__console_output(fd, bytes, part) : 0;

    return console < 0 ? console : console > 0 ? (int)part : qp_write(fd, bytes, size);
}
