/*
 * Waits with a limit, on a clock of milliseconds that never goes back.
 */
#ifndef QP_CORE_DEADLINE_H
#define QP_CORE_DEADLINE_H

#include <stdint.h>

/* What a wait takes for "without a limit" (INFINITE, QP_NO_TIMEOUT). */
#define QP__FOREVER_MS UINT32_MAX

/* When `timeout_ms` from `now_ms` on are over. */
uint64_t qp__deadline(uint64_t now_ms, uint32_t timeout_ms);

/* How long to wait for it: 0 when it has passed, never QP__FOREVER_MS unless it has no limit. */
uint32_t qp__deadline_left(uint64_t deadline_ms, uint64_t now_ms);

#endif
