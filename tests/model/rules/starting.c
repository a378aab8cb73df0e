/*
 * CreateProcessW refuses what Wine takes, and takes its time.
 *
 * - No current directory of more than MAX_PATH - 2 units, given (ERROR_DIRECTORY) or inherited
 *   (ERROR_INVALID_PARAMETER), whatever the manifest says. libuv#4684, libuv#4685,
 *   dotnet/runtime#58492; Microsoft: "SetCurrentDirectory" (the tip about long paths).
 * - A handle list holds inheritable handles, each once. Microsoft: "UpdateProcThreadAttribute"
 *   (PROC_THREAD_ATTRIBUTE_HANDLE_LIST: "must be created as inheritable handles and must not
 * include pseudo handles"); python/cpython, Lib/test/test_subprocess.py and
 * Doc/library/subprocess.rst (handle_list), where a bad one is WinError 87.
 * - The value of an attribute is read when the process is created, and has to exist until the list
 *   is deleted. Microsoft: "UpdateProcThreadAttribute" (lpValue).
 * - A start takes 50 to 300 ms on a machine with a virus scanner.
 */
#include "../model.h"

#include <string.h>

#ifndef PROC_THREAD_ATTRIBUTE_HANDLE_LIST
#define PROC_THREAD_ATTRIBUTE_HANDLE_LIST 0x00020002
#endif

#define MOST_LISTS      64
#define MOST_ATTRIBUTES 4
#define MOST_BYTES      256

typedef struct attribute {
    DWORD_PTR key;
    const void *value;
    SIZE_T size;
    unsigned char copy[MOST_BYTES];
} attribute;

typedef struct attribute_list {
    const void *list; /* NULL: free */
    int count;
    attribute attributes[MOST_ATTRIBUTES];
} attribute_list;

MODEL_NEXT(CreateProcessW);
MODEL_NEXT(InitializeProcThreadAttributeList);
MODEL_NEXT(UpdateProcThreadAttribute);
MODEL_NEXT(DeleteProcThreadAttributeList);

static SRWLOCK lock = SRWLOCK_INIT;
static attribute_list lists[MOST_LISTS];

/* ---- Attribute lists ---------------------------------------------------------------------- */

/* Under the lock. `list` NULL: one that is free. */
static attribute_list *find(const void *list)
{
    int i;

    for (i = 0; i < MOST_LISTS; i++) {
        if (lists[i].list == list) {
            return &lists[i];
        }
    }
    return NULL;
}

static BOOL WINAPI initialize_list(LPPROC_THREAD_ATTRIBUTE_LIST list, DWORD count, DWORD flags,
                                   SIZE_T *size)
{
    BOOL result = next_InitializeProcThreadAttributeList(list, count, flags, size);

    if (result && list != NULL) {
        attribute_list *known;
        AcquireSRWLockExclusive(&lock);
        known = find(list);
        known = known != NULL ? known : find(NULL);
        if (known != NULL) {
            known->list = list;
            known->count = 0;
        }
        ReleaseSRWLockExclusive(&lock);
    }
    return result;
}

static BOOL WINAPI update_attribute(LPPROC_THREAD_ATTRIBUTE_LIST list, DWORD flags, DWORD_PTR key,
                                    void *value, SIZE_T size, void *previous, SIZE_T *returned)
{
    attribute_list *known;

    AcquireSRWLockExclusive(&lock);
    known = find(list);
    if (known == NULL) {
        model_breach("starting", "UpdateProcThreadAttribute of a list that is not initialized");
    } else if (known->count < MOST_ATTRIBUTES && size <= MOST_BYTES) {
        attribute *one = &known->attributes[known->count++];
        one->key = key;
        one->value = value;
        one->size = size;
        memcpy(one->copy, value, size);
    }
    ReleaseSRWLockExclusive(&lock);
    return next_UpdateProcThreadAttribute(list, flags, key, value, size, previous, returned);
}

static void WINAPI delete_list(LPPROC_THREAD_ATTRIBUTE_LIST list)
{
    attribute_list *known;

    AcquireSRWLockExclusive(&lock);
    known = find(list);
    if (known == NULL) {
        model_breach("starting", "DeleteProcThreadAttributeList of a list that is not there");
    } else {
        known->list = NULL;
    }
    ReleaseSRWLockExclusive(&lock);
    next_DeleteProcThreadAttributeList(list);
}

/* ---- Starting ----------------------------------------------------------------------------- */

static int can_be_inherited(const HANDLE *handles, SIZE_T count, SIZE_T which)
{
    DWORD flags = 0;
    SIZE_T i;

    for (i = 0; i < which; i++) {
        if (handles[i] == handles[which]) {
            return 0;
        }
    }
    return (LONG_PTR)handles[which] > 0 && GetHandleInformation(handles[which], &flags) &&
           (flags & HANDLE_FLAG_INHERIT) != 0 && count > 0;
}

static int is_handle_list_good(const attribute *list)
{
    const HANDLE *handles = list->value;
    SIZE_T count = list->size / sizeof(*handles);
    SIZE_T i;

    for (i = 0; i < count; i++) {
        if (!can_be_inherited(handles, count, i)) {
            return 0;
        }
    }
    return 1;
}

/* The error; 0. Under the lock. */
static DWORD check_attributes(const STARTUPINFOEXW *startup, BOOL inherit)
{
    const attribute_list *known = find(startup->lpAttributeList);
    int i;

    if (startup->lpAttributeList == NULL) {
        return 0;
    }
    if (known == NULL) {
        model_breach("starting", "CreateProcessW with an attribute list that is not there");
        return ERROR_INVALID_PARAMETER;
    }
    for (i = 0; i < known->count; i++) {
        const attribute *one = &known->attributes[i];
        if (memcmp(one->value, one->copy, one->size) != 0) {
            model_breach("starting", "the value of attribute %llx is gone before CreateProcessW",
                         (unsigned long long)one->key);
        }
        if (one->key == PROC_THREAD_ATTRIBUTE_HANDLE_LIST &&
            (!inherit || !is_handle_list_good(one))) {
            return ERROR_INVALID_PARAMETER;
        }
    }
    return 0;
}

static DWORD check_directory(const wchar_t *cwd)
{
    if (cwd != NULL) {
        return wcslen(cwd) > MAX_PATH - 2 ? ERROR_DIRECTORY : 0;
    }
    /* With the terminator, and the \ at the end that it has inside the process. */
    return GetCurrentDirectoryW(0, NULL) > MAX_PATH - 1 ? ERROR_INVALID_PARAMETER : 0;
}

static BOOL WINAPI create_process(const wchar_t *image, wchar_t *line, SECURITY_ATTRIBUTES *process,
                                  SECURITY_ATTRIBUTES *thread, BOOL inherit, DWORD flags,
                                  void *environment, const wchar_t *cwd, STARTUPINFOW *startup,
                                  PROCESS_INFORMATION *made)
{
    DWORD error = check_directory(cwd);

    if (error == 0 && flags & EXTENDED_STARTUPINFO_PRESENT) {
        AcquireSRWLockExclusive(&lock);
        error = check_attributes((const STARTUPINFOEXW *)startup, inherit);
        ReleaseSRWLockExclusive(&lock);
    }
    if (error != 0) {
        SetLastError(error);
        return FALSE;
    }
    Sleep(model_pace(model_random(50, 300), model_random(1, 20)));
    return next_CreateProcessW(image, line, process, thread, inherit, flags, environment, cwd,
                               startup, made);
}

static const model_function functions[] = {
    MODEL_INSTEAD(CreateProcessW, create_process),
    MODEL_INSTEAD(InitializeProcThreadAttributeList, initialize_list),
    MODEL_INSTEAD(UpdateProcThreadAttribute, update_attribute),
    MODEL_INSTEAD(DeleteProcThreadAttributeList, delete_list),
    MODEL_END,
};

const model_rule rule_starting = {"starting", functions, NULL, NULL};
