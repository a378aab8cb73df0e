/*
 * A process can be opened with PROCESS_TERMINATE, and its end be denied all the same: the drivers
 * of security products take the right out of the handle, or refuse the call. Here: programs whose
 * file is called protected.exe.
 *
 * Microsoft: "ObRegisterCallbacks" and "OB_PRE_CREATE_HANDLE_INFORMATION" (DesiredAccess, which a
 * driver may reduce), "Process Security and Access Rights" (protected processes).
 */
#include "../model.h"

#include <wchar.h>

MODEL_NEXT(TerminateProcess);

static int is_protected(HANDLE process)
{
    static const wchar_t name[] = L"\\protected.exe";
    const size_t length = sizeof(name) / sizeof(name[0]) - 1;
    wchar_t path[1024];
    DWORD units = sizeof(path) / sizeof(path[0]);

    return QueryFullProcessImageNameW(process, 0, path, &units) && units >= length &&
           _wcsicmp(path + units - length, name) == 0;
}

static BOOL WINAPI terminate_process(HANDLE process, UINT code)
{
    if (is_protected(process)) {
        SetLastError(ERROR_ACCESS_DENIED);
        return FALSE;
    }
    return next_TerminateProcess(process, code);
}

static const model_function functions[] = {
    MODEL_INSTEAD(TerminateProcess, terminate_process),
    MODEL_END,
};

const model_rule rule_denied = {"denied", functions, NULL, NULL};
