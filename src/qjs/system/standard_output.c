#include "qjs/system/standard_output.h"

#include <errno.h>
#include <string.h>

#include "quickproc/quickproc.h"
#include "win32/system/crt.h"

#define KEPT_BYTES 4096

/*
 * A pipe that does not wait gets small parts: it may take nothing of what it has no room for
 * (messages; Wine has even given a part of that to a reader then).
 */
#define PART_BYTES 512

/* Nothing tells when a pipe in the mode PIPE_NOWAIT has room again. */
#define REST_MS 1

/* Guards what is kept, and keeps the bytes of one call together. */
static SRWLOCK lock = SRWLOCK_INIT;
static uint8_t kept[KEPT_BYTES];
static size_t length;

static int write_all(int fd, const uint8_t *bytes, size_t size)
{
    size_t most = size > PART_BYTES && qp__fd_is_nowait_pipe(fd) ? PART_BYTES : size;

    while (size > 0) {
        int written = qp_write(fd, bytes, size < most ? size : most);
        if (written == -EAGAIN) {
            most = PART_BYTES;
            Sleep(REST_MS);
        } else if (written <= 0) {
            errno = written < 0 ? -written : EIO;
            return -1;
        } else {
            bytes += written;
            size -= (size_t)written;
        }
    }
    return 0;
}

/* With the lock. */
static int write_kept(void)
{
    size_t size = length;

    length = 0;
    return write_all(_fileno(stdout), kept, size);
}

/* With the lock. What a native module has given to the C runtime's stdout comes first. */
static int keep(const uint8_t *bytes, size_t size)
{
    int result = length == 0 ? fflush(stdout) : 0;

    if (size > KEPT_BYTES - length) {
        result = write_kept();
    }
    if (size >= KEPT_BYTES && result == 0) {
        return write_all(_fileno(stdout), bytes, size);
    }
    if (result == 0) {
        memcpy(kept + length, bytes, size);
        length += size;
    }
    return result;
}

int qp__output_write(FILE *stream, const void *bytes, size_t size)
{
    int result;

    if (stream == stderr) {
        return write_all(_fileno(stderr), bytes, size);
    }
    AcquireSRWLockExclusive(&lock);
    result = keep(bytes, size);
    ReleaseSRWLockExclusive(&lock);
    return result;
}

int qp__output_flush(FILE *stream)
{
    int result = 0;

    if (stream == stdout) {
        AcquireSRWLockExclusive(&lock);
        result = write_kept();
        ReleaseSRWLockExclusive(&lock);
    }
    return fflush(stream) == 0 ? result : -1;
}

int64_t qp__output_tell(FILE *stream)
{
    int64_t position;

    AcquireSRWLockExclusive(&lock);
    position = _ftelli64(stream);
    if (position >= 0 && stream == stdout) {
        position += (int64_t)length;
    }
    ReleaseSRWLockExclusive(&lock);
    return position;
}
