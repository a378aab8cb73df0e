#include "qjs/system/temporary_file.h"

#include <errno.h>
#include <fcntl.h>

#include "quickproc/quickproc.h"
#include "win32/system/win.h"

int qp__temporary_file(void)
{
    qp_char folder[MAX_PATH + 1];
    qp_char path[MAX_PATH];
    DWORD units = GetTempPathW(MAX_PATH + 1, folder);
    int fd;

    if (units == 0) {
        return qp__last_error();
    }
    if (units > MAX_PATH) {
        return -ENAMETOOLONG;
    }
    if (GetTempFileNameW(folder, L"qp", 0, path) == 0) {
        return qp__last_error();
    }
    fd = qp_open(path, _O_RDWR | _O_TEMPORARY | _O_SHORT_LIVED, 0666);
    if (fd < 0) {
        DeleteFileW(path);
    }
    return fd;
}
