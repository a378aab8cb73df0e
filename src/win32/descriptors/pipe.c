#include "quickproc/quickproc.h"
#include "win32/descriptors/adopt.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>

/*
 * Eight times what Linux gives a pipe. Memory is taken for what is in the pipe only, and a writer
 * that is ahead of a script lets the script read several times in a row: whether there is more has
 * to be asked from the system (PeekNamedPipe), which costs half as much as a read.
 */
#define PIPE_BUFFER_BYTES 524288

int qp_pipe(int fds[2])
{
    HANDLE reader = NULL;
    HANDLE writer = NULL;
    int read_fd = -1;
    int write_fd = -1;
    int error = 0;

    if (fds == NULL) {
        return -EINVAL;
    }
    if (!CreatePipe(&reader, &writer, NULL, PIPE_BUFFER_BYTES)) {
        return qp__last_error();
    }
    read_fd = qp__fd_adopt(reader, _O_BINARY | _O_RDONLY);
    if (read_fd < 0) {
        error = read_fd;
        goto finish;
    }
    reader = NULL;
    write_fd = qp__fd_adopt(writer, _O_BINARY | _O_WRONLY);
    if (write_fd < 0) {
        error = write_fd;
        goto finish;
    }
    writer = NULL;
    fds[0] = read_fd;
    fds[1] = write_fd;
    read_fd = -1;
finish:
    if (read_fd >= 0) {
        _close(read_fd);
    }
    if (reader != NULL) {
        CloseHandle(reader);
    }
    if (writer != NULL) {
        CloseHandle(writer);
    }
    return error;
}
