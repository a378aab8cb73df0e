#include "win32/system/win.h"

#include "core/win_error.h"

#include <errno.h>

/* Older headers of mingw-w64 do not have this one. */
#ifndef ERROR_ELEVATION_REQUIRED
#define ERROR_ELEVATION_REQUIRED 740
#endif

/* The table in core has numbers, so that it builds without the SDK; here they meet the SDK's names.
 */
#define QP__CHECK(name, number, posix)                                                             \
    _Static_assert(ERROR_##name == (number), "ERROR_" #name " differs from the SDK");
QP__WIN_ERRORS(QP__CHECK)

int qp__last_error(void)
{
    return qp__errno_from_win(GetLastError());
}

int qp__is_exhausted(int error)
{
    return error == -ENOMEM || error == -EMFILE;
}
