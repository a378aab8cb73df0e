/*
 * What the two ways of waiting for the ends of many processes have in common (wait_threads.h,
 * wait_packets.h; process_wait.h chooses).
 */
#ifndef QP_WIN32_CHILDREN_WAIT_H
#define QP_WIN32_CHILDREN_WAIT_H

#include "win32/system/win.h"

#include <stdint.h>

/* How long a thread that has nothing to wait for stays. Tests of what is left behind do not wait
 * that long. */
#ifdef QP_FAULTS
#define QP__IDLE_MS 1
#else
#define QP__IDLE_MS 2000
#endif

/* So many ends are told in their order. */
#define QP__ENDINGS (MAXIMUM_WAIT_OBJECTS - 1)

typedef enum qp__wait_state {
    QP__WAIT_FREE,
    QP__WAIT_RESERVED,
    QP__WAIT_STARTED,
    QP__WAIT_TOLD /* `ended` was called */
} qp__wait_state;

typedef struct qp__process_wait qp__process_wait;
/* `time`: of its end, as qp__process_end_time tells it. */
typedef void qp__process_ended(void *opaque, uint64_t time);

/* Its functions are called with the lock. */
typedef struct qp__wait_way {
    qp__process_wait *(*reserve)(void); /* NULL when there is no memory */
    void (*start)(qp__process_wait *wait);
    void (*release)(qp__process_wait *wait);
} qp__wait_way;

/* Guarded by the lock, but for `way`. */
struct qp__process_wait {
    const qp__wait_way *way;
    qp__wait_state state;
    HANDLE process;
    uint64_t number;
    qp__process_ended *ended;
    void *opaque;
};

void qp__waits_lock(void);
void qp__waits_unlock(void);

/* With the lock, which is given up meanwhile: until it was told, if it was started. */
void qp__wait_await(const qp__process_wait *wait);

/* Waits whose processes have ended, in the order of the ends. */
typedef struct qp__endings {
    DWORD count;
    qp__process_wait *waits[QP__ENDINGS];
    uint64_t times[QP__ENDINGS];
} qp__endings;

void qp__endings_insert(qp__endings *endings, qp__process_wait *wait);
/* Without the lock. */
void qp__endings_tell(const qp__endings *endings);

#endif
