/*
 * A process ends some time after TerminateProcess or TerminateJobObject has returned. Until then it
 * has no exit code, its handle is not signaled, its files are open, and it can be opened; but it
 * cannot be ended, suspended or resumed any more. One that has ended cannot be ended either.
 *
 * A thread of it may be inside CreateProcess, whose process joins the job while the other one ends:
 * QP_MODEL_LATE is a process that no list of a job names until all that were terminated have ended.
 *
 * Microsoft: "TerminateProcess" (asynchronous; ERROR_ACCESS_DENIED after the process has
 * terminated; "initiates termination and returns immediately"), "TerminateJobObject" ("as if
 * TerminateProcess were called for each process currently associated with the job"), "Terminating a
 * Process"; libuv, src/win/process.c (uv__kill: the denied access of a
 * process that is ending); STATUS_PROCESS_IS_TERMINATING in [MS-ERREF].
 */
#include "../model.h"

#include <stdlib.h>
#include <string.h>
#include <winternl.h>

#define MOST_ENDING 512
#define MOST_PIDS   1024

#define STATUS_IS_ENDING   ((LONG)0xC000010A) /* STATUS_PROCESS_IS_TERMINATING */
#define QUERY_BASIC_ACCESS 1                  /* OBJECT_BASIC_INFORMATION.GrantedAccess */

typedef LONG NTAPI process_function(HANDLE process);

MODEL_NEXT(TerminateProcess);
MODEL_NEXT(TerminateJobObject);
MODEL_NEXT(QueryInformationJobObject);
MODEL_NEXT_AS(NtSuspendProcess, process_function *);
MODEL_NEXT_AS(NtResumeProcess, process_function *);

/* One call that was made, and has not had its effect. */
typedef struct order {
    HANDLE target; /* owned; a process or a job */
    int is_job;
    UINT code;
    int used;
    DWORD pids[MOST_PIDS];
    DWORD count;
} order;

static SRWLOCK lock = SRWLOCK_INIT;
static order orders[MOST_ENDING];
static volatile LONG at_once;
static volatile LONG terminated; /* so many calls were made since QP_MODEL_LATE was set */

/* ---- Who is ending ------------------------------------------------------------------------ */

static int has_pid(const order *one, DWORD pid)
{
    DWORD i;

    for (i = 0; i < one->count; i++) {
        if (one->pids[i] == pid) {
            return 1;
        }
    }
    return 0;
}

static int is_ending(HANDLE process)
{
    DWORD pid = GetProcessId(process);
    int found = 0;
    int i;

    AcquireSRWLockExclusive(&lock);
    for (i = 0; i < MOST_ENDING && pid != 0; i++) {
        found |= orders[i].used && has_pid(&orders[i], pid);
    }
    ReleaseSRWLockExclusive(&lock);
    return found;
}

static int may_terminate(HANDLE process)
{
    ULONG basic[14] = {0}; /* OBJECT_BASIC_INFORMATION: attributes, access, … */

    return NtQueryObject(process, ObjectBasicInformation, basic, sizeof(basic), NULL) != 0 ||
           (basic[QUERY_BASIC_ACCESS] & PROCESS_TERMINATE) != 0;
}

/* ---- One that is being started ------------------------------------------------------------- */

static DWORD late_pid(void)
{
    char text[32];

    return GetEnvironmentVariableA("QP_MODEL_LATE", text, sizeof(text)) > 0
               ? strtoul(text, NULL, 10)
               : 0;
}

static int lives(DWORD pid)
{
    HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, pid);
    int result = process != NULL && WaitForSingleObject(process, 0) == WAIT_TIMEOUT;

    if (process != NULL) {
        CloseHandle(process);
    }
    return result;
}

static int is_any_alive(DWORD late)
{
    int found = 0;
    int i;

    AcquireSRWLockExclusive(&lock);
    for (i = 0; i < MOST_ENDING; i++) {
        DWORD k;
        for (k = 0; orders[i].used && k < orders[i].count; k++) {
            found |= orders[i].pids[k] != late && lives(orders[i].pids[k]);
        }
    }
    ReleaseSRWLockExclusive(&lock);
    return found;
}

/* 0: none; else it has not joined yet. */
static DWORD hidden_pid(void)
{
    static DWORD known;
    DWORD late = late_pid();

    if (late != known) {
        known = late;
        InterlockedExchange(&terminated, 0);
    }
    return late != 0 && (!terminated || is_any_alive(late)) ? late : 0;
}

static void leave_out(JOBOBJECT_BASIC_PROCESS_ID_LIST *list, DWORD pid)
{
    DWORD kept = 0;
    DWORD i;

    for (i = 0; i < list->NumberOfProcessIdsInList; i++) {
        if (list->ProcessIdList[i] != pid) {
            list->ProcessIdList[kept++] = list->ProcessIdList[i];
        }
    }
    list->NumberOfAssignedProcesses -= list->NumberOfProcessIdsInList - kept;
    list->NumberOfProcessIdsInList = kept;
}

/* ---- Ending later ------------------------------------------------------------------------- */

static void end_one(HANDLE process, UINT code)
{
    next_TerminateProcess(process, code);
    WaitForSingleObject(process, 1000);
}

/* And not one that was not in the job yet. */
static void end_members(const order *one)
{
    DWORD i;

    for (i = 0; i < one->count; i++) {
        HANDLE process = OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, one->pids[i]);
        if (process != NULL) {
            end_one(process, one->code);
            CloseHandle(process);
        }
    }
}

static void carry_out(order *one)
{
    if (!one->is_job) {
        end_one(one->target, one->code);
    } else if (late_pid() != 0) {
        end_members(one);
    } else {
        next_TerminateJobObject(one->target, one->code);
    }
    AcquireSRWLockExclusive(&lock);
    CloseHandle(one->target);
    one->used = 0;
    ReleaseSRWLockExclusive(&lock);
}

static DWORD WINAPI carry_out_later(void *opaque)
{
    DWORD waited = 0;
    DWORD ms = model_pace(model_random(20, 200), model_random(1, 30));

    for (; waited < ms && !at_once; waited += 5) {
        Sleep(5);
    }
    carry_out(opaque);
    return 0;
}

/* NULL: no room. */
static order *add(HANDLE target, int is_job, UINT code)
{
    order *one = NULL;
    int i;

    AcquireSRWLockExclusive(&lock);
    for (i = 0; i < MOST_ENDING && one == NULL; i++) {
        one = orders[i].used ? NULL : &orders[i];
    }
    if (one != NULL) {
        InterlockedIncrement(&terminated);
        one->used = 1;
        one->is_job = is_job;
        one->code = code;
        one->count = 0;
        one->target = NULL;
        DuplicateHandle(GetCurrentProcess(), target, GetCurrentProcess(), &one->target, 0, FALSE,
                        DUPLICATE_SAME_ACCESS);
    }
    ReleaseSRWLockExclusive(&lock);
    return one;
}

/* No thread of it runs the program's code any more. */
static void stop(order *one, DWORD pid)
{
    HANDLE process = OpenProcess(PROCESS_SUSPEND_RESUME, FALSE, pid);

    if (process != NULL) {
        next_NtSuspendProcess(process);
        CloseHandle(process);
    }
    AcquireSRWLockExclusive(&lock);
    if (one->count < MOST_PIDS) {
        one->pids[one->count++] = pid;
    }
    ReleaseSRWLockExclusive(&lock);
}

static void begin_thread(order *one)
{
    HANDLE thread = CreateThread(NULL, 0, carry_out_later, one, 0, NULL);

    if (thread == NULL) {
        carry_out(one);
    } else {
        CloseHandle(thread);
    }
}

static BOOL WINAPI terminate_process(HANDLE process, UINT code)
{
    DWORD pid = GetProcessId(process);
    order *one;

    if (pid == 0 || pid == GetCurrentProcessId() || !may_terminate(process)) {
        return next_TerminateProcess(process, code);
    }
    if (is_ending(process) || WaitForSingleObject(process, 0) == WAIT_OBJECT_0) {
        SetLastError(ERROR_ACCESS_DENIED);
        return FALSE;
    }
    one = add(process, 0, code);
    if (one == NULL) {
        return next_TerminateProcess(process, code);
    }
    stop(one, pid);
    begin_thread(one);
    return TRUE;
}

static BOOL WINAPI terminate_job(HANDLE job, UINT code)
{
    struct {
        DWORD assigned;
        DWORD listed;
        ULONG_PTR pids[MOST_PIDS];
    } list = {0, 0, {0}};
    DWORD hidden = hidden_pid();
    order *one;
    DWORD i;

    if (!QueryInformationJobObject(job, JobObjectBasicProcessIdList, &list, sizeof(list), NULL) ||
        (one = add(job, 1, code)) == NULL) {
        return next_TerminateJobObject(job, code);
    }
    for (i = 0; i < list.listed; i++) {
        if (list.pids[i] != GetCurrentProcessId() && list.pids[i] != hidden) {
            stop(one, (DWORD)list.pids[i]);
        }
    }
    begin_thread(one);
    return TRUE;
}

/* ---- Refusals ----------------------------------------------------------------------------- */

static LONG NTAPI suspend_process(HANDLE process)
{
    return is_ending(process) ? STATUS_IS_ENDING : next_NtSuspendProcess(process);
}

static LONG NTAPI resume_process(HANDLE process)
{
    return is_ending(process) ? STATUS_IS_ENDING : next_NtResumeProcess(process);
}

static int is_any_left(void)
{
    int left = 0;
    int i;

    AcquireSRWLockExclusive(&lock);
    for (i = 0; i < MOST_ENDING; i++) {
        left += orders[i].used;
    }
    ReleaseSRWLockExclusive(&lock);
    return left;
}

static BOOL WINAPI query_job(HANDLE job, JOBOBJECTINFOCLASS class, void *information, DWORD size,
                             DWORD *needed)
{
    DWORD hidden = hidden_pid();
    BOOL result = next_QueryInformationJobObject(job, class, information, size, needed);

    if (result && hidden != 0 && class == JobObjectBasicProcessIdList && job != NULL) {
        leave_out(information, hidden);
    }
    return result;
}

/* ---- The end ------------------------------------------------------------------------------- */

/* The system carries them out whether this process lives or not. */
static void end(void)
{
    InterlockedExchange(&at_once, 1);
    while (is_any_left()) {
        Sleep(1);
    }
}

static const model_function functions[] = {
    MODEL_INSTEAD(TerminateProcess, terminate_process),
    MODEL_INSTEAD(TerminateJobObject, terminate_job),
    MODEL_INSTEAD(QueryInformationJobObject, query_job),
    MODEL_INSTEAD(NtSuspendProcess, suspend_process),
    MODEL_INSTEAD(NtResumeProcess, resume_process),
    MODEL_END,
};

const model_rule rule_ending = {"ending", functions, NULL, end};
