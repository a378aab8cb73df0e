#include "win32/watch/port.h"

#include "win32/system/thread.h"
#include "win32/watch/lock.h"

#define STACK_BYTES 65536

/* The keys of packets without an operation. */
enum { KEY_FILE, KEY_WAKE, KEY_STOP };

int qp__port_open(qp__port *port)
{
    if (port->handle != NULL) {
        return 0;
    }
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

/* Takes one packet, after a wait, and completes its operation. Did it say to stop? */
static int take(qp__port *port, DWORD timeout_ms)
{
    OVERLAPPED_ENTRY entry;
    qp__operation *operation;
    ULONG count;

    if (!GetQueuedCompletionStatusEx(port->handle, &entry, 1, &count, timeout_ms, FALSE)) {
        if (GetLastError() != WAIT_TIMEOUT) {
            Sleep(1); /* no memory to wait */
        }
        return 0;
    }
    qp__events_lock();
    port->waiting = 0; /* what is queued from here on need not wake the owner */
    operation = (qp__operation *)entry.lpOverlapped;
    if (operation != NULL) {
        port->outstanding--;
        operation->complete(operation);
    }
    qp__events_unlock();
    return entry.lpCompletionKey == KEY_STOP;
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
