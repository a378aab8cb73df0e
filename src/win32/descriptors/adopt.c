#include "win32/descriptors/adopt.h"

#include "win32/watch/around.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>

int qp__fd_adopt(HANDLE handle, int flags)
{
    int fd = _open_osfhandle((intptr_t)handle, flags | _O_NOINHERIT);

    if (fd < 0) {
        return -EMFILE;
    }
    /* It may have been closed by functions that do not tell, fclose for one. */
    qp__watch_made(fd);
    return fd;
}
