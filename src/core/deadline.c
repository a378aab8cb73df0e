#include "core/deadline.h"

#define NEVER UINT64_MAX

uint64_t qp__deadline(uint64_t now_ms, uint32_t timeout_ms)
{
    return timeout_ms == QP__FOREVER_MS || now_ms > NEVER - 1 - timeout_ms ? NEVER
                                                                           : now_ms + timeout_ms;
}

uint32_t qp__deadline_left(uint64_t deadline_ms, uint64_t now_ms)
{
    if (deadline_ms == NEVER) {
        return QP__FOREVER_MS;
    }
    if (deadline_ms <= now_ms) {
        return 0;
    }
    return deadline_ms - now_ms < QP__FOREVER_MS ? (uint32_t)(deadline_ms - now_ms)
                                                 : QP__FOREVER_MS - 1;
}
