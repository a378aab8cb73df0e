#include "qjs/system/standard_input.h"

#include <errno.h>
#include <string.h>

#include "quickproc/quickproc.h"
#include "win32/system/win.h"

/* Held while a thread waits for input. */
static SRWLOCK lock = SRWLOCK_INIT;
static unsigned char bytes[4096];
static size_t start;
static size_t length;
static int at_end;
static int failed;

/* How often it looks into a pipe in which no read waits. */
#define LOOK_MS 10

/* Programs of Cygwin and MSYS may leave the pipe in the mode PIPE_NOWAIT, in which nothing to read
 * yet is an error: a stream waits all the same. */
static int read_some(void)
{
    int got = qp_read(0, bytes, sizeof(bytes));

    while (got == -EAGAIN) {
        Sleep(LOOK_MS);
        got = qp_read(0, bytes, sizeof(bytes));
    }
    return got;
}

/* With the lock: is there a byte now? */
static int fill(void)
{
    int got;

    if (length > 0) {
        return 1;
    }
    got = read_some();
    start = 0;
    length = got > 0 ? (size_t)got : 0;
    at_end |= got == 0;
    failed |= got < 0;
    errno = got < 0 ? -got : errno;
    return got > 0;
}

int qp__stdin_getc(void)
{
    int c = EOF;

    AcquireSRWLockExclusive(&lock);
    if (fill()) {
        c = bytes[start++];
        length--;
    }
    ReleaseSRWLockExclusive(&lock);
    return c;
}

size_t qp__stdin_read(void *buffer, size_t size)
{
    char *to = buffer;
    size_t wanted = size;

    AcquireSRWLockExclusive(&lock);
    while (wanted > 0 && fill()) {
        size_t part = length < wanted ? length : wanted;
        memcpy(to, bytes + start, part);
        start += part;
        length -= part;
        to += part;
        wanted -= part;
    }
    ReleaseSRWLockExclusive(&lock);
    return size - wanted;
}

int qp__stdin_eof(void)
{
    return at_end;
}

int qp__stdin_error(void)
{
    return failed;
}

void qp__stdin_clear(void)
{
    AcquireSRWLockExclusive(&lock);
    at_end = failed = 0;
    ReleaseSRWLockExclusive(&lock);
}

/* The FILE itself has read nothing, so it stands where the descriptor does. */
int qp__stdin_seek(int64_t offset, int whence)
{
    int result;

    AcquireSRWLockExclusive(&lock);
    result = _fseeki64(stdin, whence == SEEK_CUR ? offset - (int64_t)length : offset, whence);
    if (result == 0) {
        length = 0;
        at_end = 0;
    }
    ReleaseSRWLockExclusive(&lock);
    return result;
}

int64_t qp__stdin_tell(void)
{
    int64_t position;

    AcquireSRWLockExclusive(&lock);
    position = _ftelli64(stdin);
    position = position < 0 ? position : position - (int64_t)length;
    ReleaseSRWLockExclusive(&lock);
    return position;
}
