#include "win32/children/group.h"

#include "core/text.h"

#include <errno.h>

struct qp__group {
    HANDLE job;
    HANDLE leader; /* NULL until the leader was reaped */
    int pgid;
    int has_console_group;
    qp__group *next;
};

static SRWLOCK table_lock = SRWLOCK_INIT;
static qp__group *table; /* guarded by table_lock */

static HANDLE kill_job; /* guarded by table_lock; never closed */

static int set_limits(HANDLE job, DWORD flags)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits;

    ZeroMemory(&limits, sizeof(limits));
    limits.BasicLimitInformation.LimitFlags = flags;
    if (!SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof(limits))) {
        return qp__last_error();
    }
    return 0;
}

static int job_new(DWORD limit_flags, HANDLE *job)
{
    int error = 0;
    HANDLE created = CreateJobObjectW(NULL, NULL);

    if (created == NULL) {
        return qp__last_error();
    }
    if (limit_flags != 0) {
        error = set_limits(created, limit_flags);
    }
    if (error < 0) {
        CloseHandle(created);
        return error;
    }
    *job = created;
    return 0;
}

static void close_group(qp__group *group)
{
    CloseHandle(group->job);
    if (group->leader != NULL) {
        CloseHandle(group->leader);
    }
    qp__free(group);
}

/* A group and what ends with this process keep all their members; what is only ended as a tree lets
 * those go that ask for it. */
static DWORD limits_of(int has_console_group, int kill_on_exit)
{
    if (kill_on_exit) {
        return JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    }
    return has_console_group ? 0 : JOB_OBJECT_LIMIT_BREAKAWAY_OK;
}

int qp__group_new(int has_console_group, int kill_on_exit, qp__group **group)
{
    int error;
    qp__group *made = qp__alloc(sizeof(*made));

    if (made == NULL) {
        return -ENOMEM;
    }
    ZeroMemory(made, sizeof(*made));
    made->has_console_group = has_console_group;
    error = job_new(limits_of(has_console_group, kill_on_exit), &made->job);
    if (error < 0) {
        qp__free(made);
        return error;
    }
    *group = made;
    return 0;
}

qp__group *qp__group_free(qp__group *group)
{
    if (group != NULL) {
        close_group(group);
    }
    return NULL;
}

HANDLE qp__group_job(const qp__group *group)
{
    return group->job;
}

/* Of a group that cannot be asked nobody knows: it goes on. */
static int is_over(const qp__group *group)
{
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION info;

    return group->leader != NULL &&
           QueryInformationJobObject(group->job, JobObjectBasicAccountingInformation, &info,
                                     sizeof(info), NULL) &&
           info.ActiveProcesses == 0;
}

/* Groups end without telling anyone; whoever looks at the table next clears them away. */
static void sweep(void)
{
    qp__group **link = &table;

    while (*link != NULL) {
        qp__group *group = *link;
        if (is_over(group)) {
            *link = group->next;
            close_group(group);
        } else {
            link = &group->next;
        }
    }
}

static qp__group *find(int pgid)
{
    qp__group *group = table;

    while (group != NULL && group->pgid != pgid) {
        group = group->next;
    }
    return group;
}

void qp__group_add(qp__group *group, int pgid)
{
    AcquireSRWLockExclusive(&table_lock);
    sweep();
    group->pgid = pgid;
    group->next = table;
    table = group;
    ReleaseSRWLockExclusive(&table_lock);
}

void qp__group_leader_reaped(int pgid, HANDLE leader)
{
    qp__group *group;

    AcquireSRWLockExclusive(&table_lock);
    group = find(pgid);
    if (group != NULL) {
        group->leader = leader;
        leader = NULL;
    }
    sweep();
    ReleaseSRWLockExclusive(&table_lock);
    if (leader != NULL) {
        CloseHandle(leader);
    }
}

int qp__group_open(int pgid, HANDLE *job)
{
    HANDLE self = GetCurrentProcess();
    qp__group *group;
    int error = -ESRCH;

    AcquireSRWLockExclusive(&table_lock);
    sweep();
    group = find(pgid);
    if (group != NULL) {
        error = 0;
        if (!DuplicateHandle(self, group->job, self, job, 0, FALSE, DUPLICATE_SAME_ACCESS)) {
            error = qp__last_error();
        }
    }
    ReleaseSRWLockExclusive(&table_lock);
    return error;
}

/* With room for `capacity` pids: *list is to be freed. 0; 1 when there are more; -errno. */
static int query_pids(HANDLE job, DWORD capacity, JOBOBJECT_BASIC_PROCESS_ID_LIST **list)
{
    size_t bytes = sizeof(JOBOBJECT_BASIC_PROCESS_ID_LIST) + capacity * sizeof(ULONG_PTR);
    JOBOBJECT_BASIC_PROCESS_ID_LIST *made = qp__alloc(bytes);

    *list = made;
    if (made == NULL) {
        return -ENOMEM;
    }
    ZeroMemory(made, sizeof(*made));
    if (!QueryInformationJobObject(job, JobObjectBasicProcessIdList, made, (DWORD)bytes, NULL)) {
        return GetLastError() == ERROR_MORE_DATA ? 1 : qp__last_error();
    }
    return made->NumberOfAssignedProcesses > made->NumberOfProcessIdsInList;
}

int qp__job_pids(HANDLE job, int **pids, size_t *count)
{
    DWORD capacity = 64;
    JOBOBJECT_BASIC_PROCESS_ID_LIST *list;
    int result;
    size_t i;

    while ((result = query_pids(job, capacity, &list)) > 0) {
        qp__free(list);
        capacity *= 2;
    }
    if (result < 0) {
        qp__free(list);
        return result;
    }
    *count = list->NumberOfProcessIdsInList;
    *pids = qp__alloc((*count + 1) * sizeof(**pids));
    for (i = 0; *pids != NULL && i < *count; i++) {
        (*pids)[i] = (int)list->ProcessIdList[i];
    }
    qp__free(list);
    return *pids == NULL ? -ENOMEM : 0;
}

int qp__group_has_console_group(int pgid)
{
    const qp__group *group;
    int result;

    AcquireSRWLockShared(&table_lock);
    group = find(pgid);
    result = group != NULL && group->has_console_group;
    ReleaseSRWLockShared(&table_lock);
    return result;
}

int qp__kill_on_exit_job(HANDLE *job)
{
    int error = 0;

    AcquireSRWLockExclusive(&table_lock);
    if (kill_job == NULL) {
        error = job_new(JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, &kill_job);
    }
    *job = kill_job;
    ReleaseSRWLockExclusive(&table_lock);
    return error;
}

int qp__kill_on_exit_job_new(HANDLE *job)
{
    return job_new(JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, job);
}

void qp__kill_on_exit_job_use(HANDLE job)
{
    AcquireSRWLockExclusive(&table_lock);
    kill_job = job;
    ReleaseSRWLockExclusive(&table_lock);
}
