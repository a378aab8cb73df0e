#include "core/win_error.h"

#include <errno.h>
#include <stddef.h>

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

int qp__win_error_is_unreachable(uint32_t win_error)
{
    static const uint16_t errors[] = {
        15,   /* INVALID_DRIVE */
        21,   /* NOT_READY: a drive without its disk */
        51,   /* REM_NOT_LIST */
        53,   /* BAD_NETPATH */
        54,   /* NETWORK_BUSY */
        55,   /* DEV_NOT_EXIST */
        58,   /* BAD_NET_RESP */
        59,   /* UNEXP_NET_ERR */
        64,   /* NETNAME_DELETED */
        67,   /* BAD_NET_NAME */
        70,   /* SHARING_PAUSED */
        71,   /* REQ_NOT_ACCEP */
        121,  /* SEM_TIMEOUT */
        384,  /* SMB1_NOT_AVAILABLE: the server speaks nothing newer */
        1200, /* BAD_DEVICE */
        1201, /* CONNECTION_UNAVAIL */
        1203, /* NO_NET_OR_BAD_PATH */
        1204, /* BAD_PROVIDER */
        1222, /* NO_NETWORK */
        1225, /* CONNECTION_REFUSED */
        1231, /* NETWORK_UNREACHABLE */
        1232, /* HOST_UNREACHABLE */
        1233, /* PROTOCOL_UNREACHABLE */
        1234, /* PORT_UNREACHABLE */
        1236, /* CONNECTION_ABORTED */
        1256, /* HOST_DOWN */
        2250, /* NOT_CONNECTED */
    };

    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
        if (errors[i] == win_error) {
            return 1;
        }
    }
    return 0;
}
