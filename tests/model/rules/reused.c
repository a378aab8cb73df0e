/*
 * A pid is a process's only while a handle of that process is open. Between the listing of a
 * group's pids and the opening of one of them that process may end, and the number be another's,
 * which is no member. Here: the process QP_MODEL_REUSED, which the list of every job names as well.
 *
 * Microsoft: "Process Handles and Identifiers" (until a process terminates its identifier is
 * unique), "PROCESS_INFORMATION" (dwProcessId), "IsProcessInJob"; Raymond Chen, "When does a
 * process ID become available for reuse?".
 */
#include "../model.h"

#include <stddef.h>
#include <stdlib.h>

MODEL_NEXT(QueryInformationJobObject);
MODEL_NEXT(TerminateProcess);

static DWORD reused;

static void begin(void)
{
    char text[32];

    if (GetEnvironmentVariableA("QP_MODEL_REUSED", text, sizeof(text)) > 0) {
        reused = strtoul(text, NULL, 10);
    }
}

static BOOL WINAPI query_job(HANDLE job, JOBOBJECTINFOCLASS class, void *information, DWORD size,
                             DWORD *needed)
{
    const size_t head = offsetof(JOBOBJECT_BASIC_PROCESS_ID_LIST, ProcessIdList);
    JOBOBJECT_BASIC_PROCESS_ID_LIST *list = information;
    BOOL result = next_QueryInformationJobObject(job, class, information, size, needed);

    if (!result || reused == 0 || class != JobObjectBasicProcessIdList || job == NULL ||
        list->NumberOfProcessIdsInList == 0) {
        return result;
    }
    if (head + (list->NumberOfProcessIdsInList + 1) * sizeof(ULONG_PTR) > size) {
        SetLastError(ERROR_MORE_DATA);
        return FALSE;
    }
    list->ProcessIdList[list->NumberOfProcessIdsInList++] = reused;
    list->NumberOfAssignedProcesses++;
    return TRUE;
}

static BOOL WINAPI terminate_process(HANDLE process, UINT code)
{
    if (reused != 0 && GetProcessId(process) == reused) {
        model_breach("reused", "TerminateProcess of a process that is no member of the group");
    }
    return next_TerminateProcess(process, code);
}

static const model_function functions[] = {
    MODEL_INSTEAD(QueryInformationJobObject, query_job),
    MODEL_INSTEAD(TerminateProcess, terminate_process),
    MODEL_END,
};

const model_rule rule_reused = {"reused", functions, begin, NULL};
