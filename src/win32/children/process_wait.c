#include "win32/children/process_wait.h"

#include "win32/children/wait_packets.h"
#include "win32/children/wait_threads.h"

qp__process_wait *qp__process_wait_new(qp__process_ended *ended, void *opaque)
{
    const qp__wait_way *way =
        qp__wait_packets_exist() ? &qp__wait_by_packets : &qp__wait_by_threads;
    qp__process_wait *wait;

    qp__waits_lock();
    wait = way->reserve();
    if (wait != NULL) {
        wait->way = way;
        wait->state = QP__WAIT_RESERVED;
        wait->ended = ended;
        wait->opaque = opaque;
    }
    qp__waits_unlock();
    return wait;
}

void qp__process_wait_start(qp__process_wait *wait, HANDLE process, uint64_t number)
{
    qp__waits_lock();
    wait->process = process;
    wait->number = number;
    wait->state = QP__WAIT_STARTED;
    wait->way->start(wait);
    qp__waits_unlock();
}

void qp__process_wait_free(qp__process_wait *wait)
{
    qp__waits_lock();
    qp__wait_await(wait);
    wait->way->release(wait);
    qp__waits_unlock();
}
