#include "core/win_error.h"

#include <errno.h>

int qp__errno_from_win(uint32_t win_error)
{
#define ROW(name, number, posix)                                                                   \
    case number:                                                                                   \
        return -(posix);
    switch (win_error) {
        QP__WIN_ERRORS(ROW)
        QP__WIN_ERRORS_UNCHECKED(ROW)
    default:
        return -EIO;
    }
#undef ROW
}
