#include "win32/children/wait_packets.h"

#include "core/text.h"
#include "win32/system/nt.h"
#include "win32/system/thread.h"

/*
 * A wait completion packet has the system queue an entry on a completion port once a handle is
 * signaled, also one that is so already. The system's thread pool and Go's runtime are built on
 * them; Windows has them since 8 (documented with "NtAssociateWaitCompletionPacket"), Wine 8 and 10
 * do not.
 *
 * A packet serves one association, and each wait has its own: an entry on the port always belongs
 * to a wait that was started, which is only freed when it was told. So none is ever cancelled.
 */
typedef struct packet_wait {
    qp__process_wait wait; /* first */
    HANDLE packet;
} packet_wait;

/* Guarded by the lock. */
static HANDLE port; /* NULL: no thread serves one */
static int used;    /* waits that there are */
static int started; /* those of them whose end was not seen */

int qp__wait_packets_exist(void)
{
    return QP__NT(NtCreateWaitCompletionPacket) != NULL &&
           QP__NT(NtAssociateWaitCompletionPacket) != NULL;
}

/* ---- The thread ---------------------------------------------------------------------------- */

static DWORD how_long(void)
{
    DWORD timeout_ms;

    qp__waits_lock();
    timeout_ms = started == 0 ? QP__IDLE_MS : INFINITE;
    qp__waits_unlock();
    return timeout_ms;
}

static void tell(const OVERLAPPED_ENTRY *entries, ULONG count)
{
    qp__endings endings = {.count = 0};

    for (ULONG i = 0; i < count; i++) {
        /* NOLINTNEXTLINE(performance-no-int-to-ptr): what the association was given */
        qp__endings_insert(&endings, (qp__process_wait *)entries[i].lpCompletionKey);
    }
    qp__waits_lock();
    started -= (int)count;
    qp__waits_unlock();
    qp__endings_tell(&endings);
}

/* Is nothing left to wait for? Then the port is closed. */
static int retire(void)
{
    int idle;

    qp__waits_lock();
    idle = used == 0;
    if (idle) {
        CloseHandle(port);
        port = NULL;
    }
    qp__waits_unlock();
    return idle;
}

static DWORD WINAPI serve(void *opaque)
{
    OVERLAPPED_ENTRY entries[QP__ENDINGS];
    ULONG count;
    int is_idle;

    qp__thread_trim();
    do {
        is_idle = 0;
        if (GetQueuedCompletionStatusEx(opaque, entries, QP__ENDINGS, &count, how_long(), FALSE)) {
            tell(entries, count);
        } else if (GetLastError() == WAIT_TIMEOUT) {
            is_idle = 1;
        } else {
            Sleep(1); /* no memory to wait: try again, but not as fast as it can fail */
        }
    } while (!is_idle || !retire());
    return 0;
}

/* ---- With the lock ------------------------------------------------------------------------- */

/* Is there a port that is served? */
static int open_port(void)
{
    HANDLE thread;

    if (port != NULL) {
        return 1;
    }
    port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    if (port == NULL) {
        return 0;
    }
    thread = qp__thread_new(QP__SMALL_STACK_BYTES, serve, port);
    if (thread == NULL) {
        CloseHandle(port);
        port = NULL;
        return 0;
    }
    CloseHandle(thread);
    return 1;
}

static qp__process_wait *reserve(void)
{
    packet_wait *made = qp__alloc(sizeof(*made));

    if (made == NULL) {
        return NULL;
    }
    ZeroMemory(made, sizeof(*made));
    if (QP__NT(NtCreateWaitCompletionPacket)(&made->packet, GENERIC_ALL, NULL) < 0) {
        qp__free(made);
        return NULL;
    }
    if (!open_port()) {
        CloseHandle(made->packet);
        qp__free(made);
        return NULL;
    }
    used++;
    return &made->wait;
}

/* It has to be told of its end, so it is repeated while there is no memory. */
static void start(qp__process_wait *wait)
{
    const packet_wait *self = (const packet_wait *)wait;

    while (QP__NT(NtAssociateWaitCompletionPacket)(self->packet, port, wait->process, wait, NULL, 0,
                                                   0, NULL) < 0) {
        Sleep(1);
    }
    started++;
}

static void release(qp__process_wait *wait)
{
    CloseHandle(((packet_wait *)wait)->packet);
    qp__free(wait);
    used--;
}

const qp__wait_way qp__wait_by_packets = {reserve, start, release};
