#include "qjs/system/broken_pipe.h"

#include <errno.h>
#include <stdlib.h>

#include "quickproc/quickproc.h"
#include "quickproc/signal.h"
#include "win32/system/win.h"

/* How long the end waits for children that are being started. */
#define PATIENCE_MS 2000

/*
 * The C runtime knows ERROR_BROKEN_PIPE only. A write without a reader fails with ERROR_NO_DATA on
 * Windows, and with ERROR_PIPE_NOT_CONNECTED where a server has disconnected (and under Wine, for a
 * pipe of the Unix side).
 */
static int is_broken_pipe(void)
{
    return errno == EPIPE || (errno == EINVAL && (_doserrno == ERROR_NO_DATA ||
                                                  _doserrno == ERROR_PIPE_NOT_CONNECTED));
}

void qp__broken_pipe_check(void)
{
    if (!is_broken_pipe()) {
        return;
    }
    if (qp_signal_get(QP_SIGPIPE) == QP_SIGNAL_DEFAULT) {
        qp_spawn_stop(0, PATIENCE_MS);
        /* As for any signal: no handlers of the end, and what is buffered is lost. */
        TerminateProcess(GetCurrentProcess(), 128 + QP_SIGPIPE);
    }
    qp_kill(qp_getpid(), QP_SIGPIPE);
}
