#include "win32/run/task.h"

#include "core/text.h"
#include "win32/system/thread.h"

#include <errno.h>

#define MOST_AT_ONCE 32

#define STACK_BYTES 65536

/* How long the thread stays without a task. Tests of what is left behind do not wait that long. */
#ifdef QP_FAULTS
#define IDLE_MS 1
#else
#define IDLE_MS 2000
#endif

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE ended = CONDITION_VARIABLE_INIT;

/* Guarded by the lock. */
static size_t tasks;
static HANDLE port; /* NULL: there is no thread */

/* The thread's: those with a deadline, the nearest first. */
static qp__task *nearest;
static qp__task *farthest;

/* ---- Time -------------------------------------------------------------------------------- */

/* GetTickCount64 is up to 16 ms late: a timeout would come early. */
uint64_t qp__clock_ms(void)
{
    LARGE_INTEGER frequency;
    LARGE_INTEGER ticks;

    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&ticks);
    return (uint64_t)ticks.QuadPart / (uint64_t)frequency.QuadPart * 1000 +
           (uint64_t)ticks.QuadPart % (uint64_t)frequency.QuadPart * 1000 /
               (uint64_t)frequency.QuadPart;
}

static void forget_deadline(qp__task *task)
{
    if (task->deadline_ms == UINT64_MAX) {
        return;
    }
    *(task->sooner == NULL ? &nearest : &task->sooner->later) = task->later;
    *(task->later == NULL ? &farthest : &task->later->sooner) = task->sooner;
    task->deadline_ms = UINT64_MAX;
}

/* Timeouts are mostly alike, so the search from the back is short. */
void qp__task_set_deadline(qp__task *task, uint64_t deadline_ms)
{
    qp__task *before;

    forget_deadline(task);
    if (deadline_ms == UINT64_MAX) {
        return;
    }
    before = farthest;
    while (before != NULL && before->deadline_ms > deadline_ms) {
        before = before->sooner;
    }
    task->deadline_ms = deadline_ms;
    task->sooner = before;
    task->later = before == NULL ? nearest : before->later;
    *(before == NULL ? &nearest : &before->later) = task;
    *(task->later == NULL ? &farthest : &task->later->sooner) = task;
}

/* For the wait: rounded up. */
static DWORD until_nearest(void)
{
    uint64_t now = qp__clock_ms();

    if (nearest == NULL) {
        return INFINITE;
    }
    if (nearest->deadline_ms <= now) {
        return 0;
    }
    return nearest->deadline_ms - now < INFINITE - 1 ? (DWORD)(nearest->deadline_ms - now) + 1
                                                     : INFINITE - 1;
}

static void advance_due(void)
{
    uint64_t now = qp__clock_ms();

    while (nearest != NULL && nearest->deadline_ms <= now) {
        qp__task *task = nearest;

        forget_deadline(task);
        task->advance(task);
    }
}

/* ---- The thread -------------------------------------------------------------------------- */

static void receive(const OVERLAPPED_ENTRY *entry)
{
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): the system's keys are numbers */
    qp__task *task = (qp__task *)entry->lpCompletionKey;

    if (entry->lpOverlapped != NULL) {
        qp__task_operation *operation = (qp__task_operation *)entry->lpOverlapped;
        operation->complete(operation);
    } else if (task != NULL) {
        AcquireSRWLockExclusive(&lock);
        task->posted = 0;
        ReleaseSRWLockExclusive(&lock);
    }
    if (task != NULL) {
        task->advance(task);
    }
}

/* Nothing came for `timeout_ms`: was that because there is no task? Then the port is closed. */
static int retire(void)
{
    int idle;

    AcquireSRWLockExclusive(&lock);
    idle = tasks == 0;
    if (idle) {
        CloseHandle(port);
        port = NULL;
    }
    ReleaseSRWLockExclusive(&lock);
    return idle;
}

static int has_tasks(void)
{
    int has;

    AcquireSRWLockExclusive(&lock);
    has = tasks > 0;
    ReleaseSRWLockExclusive(&lock);
    return has;
}

/* Waits and serves; false: the thread is to end. */
static int serve_once(HANDLE own)
{
    OVERLAPPED_ENTRY entries[MOST_AT_ONCE];
    DWORD timeout_ms = has_tasks() ? until_nearest() : IDLE_MS;
    ULONG count = 0;

    if (GetQueuedCompletionStatusEx(own, entries, MOST_AT_ONCE, &count, timeout_ms, FALSE)) {
        for (ULONG i = 0; i < count; i++) {
            receive(&entries[i]);
        }
    } else if (GetLastError() != WAIT_TIMEOUT) {
        Sleep(1); /* no memory to wait */
    } else if (retire()) {
        return 0;
    }
    advance_due();
    return 1;
}

static DWORD WINAPI serve(void *opaque)
{
    qp__thread_trim();
    while (serve_once(opaque)) {
    }
    return 0;
}

/* With the lock. */
static int make_thread(void)
{
    HANDLE thread;
    int error;

    if (port != NULL) {
        return 0;
    }
    port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 1);
    if (port == NULL) {
        return qp__last_error();
    }
    thread = qp__thread_new(STACK_BYTES, serve, port);
    if (thread == NULL) {
        error = qp__last_error();
        CloseHandle(port);
        port = NULL;
        return error;
    }
    CloseHandle(thread);
    return 0;
}

/* ---- Everybody --------------------------------------------------------------------------- */

int qp__task_begin(qp__task *task, void (*advance)(qp__task *task))
{
    int error;

    ZeroMemory(task, sizeof(*task));
    task->advance = advance;
    task->deadline_ms = UINT64_MAX;
    AcquireSRWLockExclusive(&lock);
    error = make_thread();
    tasks += error == 0;
    ReleaseSRWLockExclusive(&lock);
    return error;
}

/* With the lock. Without memory it is repeated: what is told would be lost. */
static void post(qp__task *task)
{
    while (!PostQueuedCompletionStatus(port, 0, (ULONG_PTR)task, NULL)) {
        Sleep(1);
    }
}

void qp__task_cancel(qp__task *task)
{
    (void)task;
    AcquireSRWLockExclusive(&lock);
    tasks--;
    post(NULL); /* The thread may have nothing left to wait for. */
    ReleaseSRWLockExclusive(&lock);
}

int qp__task_bind(qp__task *task, HANDLE file)
{
    return CreateIoCompletionPort(file, port, (ULONG_PTR)task, 0) == NULL ? qp__last_error() : 0;
}

void qp__task_tell(qp__task *task, unsigned news)
{
    AcquireSRWLockExclusive(&lock);
    task->news |= news;
    if (!task->posted && !task->over) {
        task->posted = 1;
        post(task);
    }
    ReleaseSRWLockExclusive(&lock);
}

unsigned qp__task_news(qp__task *task)
{
    unsigned news;

    AcquireSRWLockExclusive(&lock);
    news = task->news;
    task->news = 0;
    ReleaseSRWLockExclusive(&lock);
    return news;
}

qp__task_ending qp__task_end(qp__task *task)
{
    qp__task_ending ending = QP__TASK_GOES_ON;

    forget_deadline(task);
    AcquireSRWLockExclusive(&lock);
    if (!task->posted) {
        ending = task->abandoned ? QP__TASK_ABANDONED : QP__TASK_OVER;
        task->over = 1;
        tasks--;
    }
    ReleaseSRWLockExclusive(&lock);
    if (ending != QP__TASK_GOES_ON) {
        WakeAllConditionVariable(&ended);
    }
    return ending;
}

void qp__task_await(qp__task *task)
{
    AcquireSRWLockExclusive(&lock);
    while (!task->over) {
        SleepConditionVariableSRW(&ended, &lock, INFINITE, 0);
    }
    ReleaseSRWLockExclusive(&lock);
}

int qp__task_abandon(qp__task *task)
{
    int over;

    AcquireSRWLockExclusive(&lock);
    over = task->over;
    task->abandoned = 1;
    ReleaseSRWLockExclusive(&lock);
    return over;
}
