#include "win32/watch/port.h"

#include "win32/system/thread.h"
#include "win32/watch/lock.h"

#define MOST_AT_ONCE 32

#define STACK_BYTES 65536

/* The keys of packets without an operation. */
enum { KEY_FILE, KEY_WAKE, KEY_STOP };

int qp__port_open(qp__port *port)
{
    if (port->handle != NULL) {
        return 0;
    }
    port->most = 1;
    port->handle = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    return port->handle == NULL ? qp__last_error() : 0;
}

int qp__port_bind(qp__port *port, HANDLE file)
{
    return CreateIoCompletionPort(file, port->handle, KEY_FILE, 0) == NULL ? qp__last_error() : 0;
}

void qp__port_begin(qp__port *port, qp__operation *operation)
{
    ZeroMemory(&operation->overlapped, sizeof(operation->overlapped));
    port->outstanding++;
}

void qp__port_withdraw(qp__port *port)
{
    port->outstanding--;
}

/* A thread would sleep for ever without it, so it is repeated while there is no memory. */
static void post(const qp__port *port, ULONG_PTR key)
{
    while (!PostQueuedCompletionStatus(port->handle, 0, key, NULL)) {
        Sleep(1);
    }
}

void qp__port_wake(qp__port *port)
{
    if (port->waiting) {
        port->waiting = 0;
        post(port, KEY_WAKE);
    }
}

/* Was there one that says to stop? */
static int complete_all(qp__port *port, const OVERLAPPED_ENTRY *entries, ULONG count)
{
    int stop = 0;

    qp__events_lock();
    for (ULONG i = 0; i < count; i++) {
        qp__operation *operation = (qp__operation *)entries[i].lpOverlapped;
        if (operation != NULL) {
            port->outstanding--;
            operation->complete(operation);
        }
        stop |= entries[i].lpCompletionKey == KEY_STOP;
    }
    qp__events_unlock();
    return stop;
}

/* As complete_all, after a wait. */
static int take(qp__port *port, DWORD timeout_ms)
{
    OVERLAPPED_ENTRY entries[MOST_AT_ONCE];
    ULONG count = 0;
    ULONG most = port->most;

    port->most = 1;
    if (!GetQueuedCompletionStatusEx(port->handle, entries, most, &count, timeout_ms, FALSE)) {
        if (GetLastError() != WAIT_TIMEOUT) {
            Sleep(1); /* no memory to wait */
        }
        return 0;
    }
    if (count == most) {
        port->most = 2 * most < MOST_AT_ONCE ? 2 * most : MOST_AT_ONCE;
    }
    return complete_all(port, entries, count);
}

static DWORD WINAPI serve(void *opaque)
{
    qp__thread_trim();
    while (!take(opaque, INFINITE)) {
    }
    return 0;
}

int qp__port_serve(qp__port *port)
{
    if (port->server != NULL) {
        return 0;
    }
    port->server = qp__thread_new(STACK_BYTES, serve, port);
    return port->server == NULL ? qp__last_error() : 0;
}

void qp__port_stop_serving(qp__port *port)
{
    if (port->server != NULL) {
        post(port, KEY_STOP);
        qp__thread_await(port->server);
        CloseHandle(port->server);
        port->server = NULL;
    }
}

void qp__port_wait(qp__port *port, DWORD timeout_ms)
{
    take(port, timeout_ms);
}

void qp__port_close(qp__port *port)
{
    if (port->handle == NULL) {
        return;
    }
    qp__port_stop_serving(port);
    /* Only this thread begins operations. */
    while (port->outstanding > 0) {
        take(port, INFINITE);
    }
    CloseHandle(port->handle);
    port->handle = NULL;
}
