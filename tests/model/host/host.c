/*
 * A program with quickproc.dll that ends with bytes in a buffer which no one takes. Its end must
 * not wait for the DLL's threads, nor for a lock that one of them had: exit code 0, no breach.
 */
#include <quickproc/events.h>
#include <quickproc/quickproc.h>

static void ready(void *opaque)
{
    (void)opaque;
}

int main(void)
{
    static const char bytes[1024 * 1024];
    qp_events *events;
    int fds[2];

    if (qp_events_new(&events) < 0 || qp_pipe(fds) < 0 ||
        qp_watch_writable(events, fds[1], ready, NULL) < 0 ||
        qp_write(fds[1], bytes, sizeof(bytes)) != (int)sizeof(bytes)) {
        return 1;
    }
    return 0;
}
