/*
 * What goes on by itself: one thread of the library serves the reads and writes of all runs, and
 * their time, while their owners do something else.
 *
 * It is made for the first task, and goes when there has been none for a while.
 *
 * Threads: `advance` runs on that thread, one task after the other, and must not block. Functions
 * are for any thread where nothing else is said.
 */
#ifndef QP_WIN32_RUN_TASK_H
#define QP_WIN32_RUN_TASK_H

#include "win32/system/win.h"

#include <stdint.h>

/* The first member of whatever it is. */
typedef struct qp__task {
    /* News, an operation that is complete, or the deadline. May free the task after its end. */
    void (*advance)(struct qp__task *task);
    /* The thread's own. */
    uint64_t deadline_ms; /* UINT64_MAX: none, and it is not in the list */
    struct qp__task *sooner;
    struct qp__task *later;
    /* Guarded by the lock. */
    unsigned news;
    int posted; /* the thread is about to look at the news */
    int over;
    int abandoned;
} qp__task;

/* An overlapped operation of a task: the first member of what holds its buffer. `complete` is
 * called on the thread, before `advance`. */
typedef struct qp__task_operation {
    OVERLAPPED overlapped; /* first */
    void (*complete)(struct qp__task_operation *operation);
} qp__task_operation;

/* Milliseconds on a clock that is not coarse. */
uint64_t qp__clock_ms(void);

/* From here on there is a thread for the task. 0; -errno. */
int qp__task_begin(qp__task *task, void (*advance)(qp__task *task));
/* Nothing was begun and nothing told: back to nothing. */
void qp__task_cancel(qp__task *task);

/* The ends of all operations of `file` come to the task, also of those that end at once. 0; -errno.
 */
int qp__task_bind(qp__task *task, HANDLE file);

/* `news` are bits of the caller's. Nothing happens after the end. */
void qp__task_tell(qp__task *task, unsigned news);

/* Waits for the end. */
void qp__task_await(qp__task *task);

/* The owner gives up. Is the task over, so that the owner frees it? Else whoever ends it does. */
int qp__task_abandon(qp__task *task);

/* ---- on the thread ---- */

/* What was told since the last call. */
unsigned qp__task_news(qp__task *task);

/* `advance` is called when it has come. */
void qp__task_set_deadline(qp__task *task, uint64_t deadline_ms);

typedef enum qp__task_ending {
    QP__TASK_GOES_ON,  /* there is news: `advance` is called once more */
    QP__TASK_OVER,     /* its owner may have freed it already */
    QP__TASK_ABANDONED /* it is to be freed */
} qp__task_ending;

/* No operation is under way. */
qp__task_ending qp__task_end(qp__task *task);

#endif
