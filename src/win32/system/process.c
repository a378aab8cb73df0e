#include "win32/system/process.h"

#include "core/status.h"
#include "win32/system/nt.h"

#include <errno.h>
#include <wchar.h>

/* A longer path is none of those that are looked for. */
#define IMAGE_UNITS 512

int qp__process_await(HANDLE process, DWORD timeout_ms)
{
    DWORD result = WaitForSingleObject(process, timeout_ms);

    return result == WAIT_FAILED ? qp__last_error() : result == WAIT_OBJECT_0;
}

int qp__process_has_ended(HANDLE process)
{
    return qp__process_await(process, 0);
}

uint64_t qp__process_end_time(HANDLE process)
{
    FILETIME created;
    FILETIME exited;
    FILETIME kernel;
    FILETIME user;

    if (!GetProcessTimes(process, &created, &exited, &kernel, &user)) {
        /* It has just been seen to have ended. */
        GetSystemTimeAsFileTime(&exited);
    }
    return (uint64_t)exited.dwHighDateTime << 32 | exited.dwLowDateTime;
}

/* ---- Opening ------------------------------------------------------------------------------ */

static int open_error(void)
{
    int error = qp__last_error();

    if (qp__is_exhausted(error)) {
        return error;
    }
    return error == -EACCES ? -EPERM : -ESRCH;
}

/* OpenProcess ignores the low two bits of a pid: what it opened has to say that it is the one. */
static int check_opened(HANDLE process, DWORD pid)
{
    DWORD actual = GetProcessId(process);
    int ended;

    if (actual == 0) {
        return qp__last_error();
    }
    ended = actual != pid ? 1 : qp__process_has_ended(process);
    return ended > 0 ? -ESRCH : ended;
}

int qp__process_open(int pid, DWORD access, HANDLE *process)
{
    HANDLE opened = OpenProcess(access, FALSE, (DWORD)pid);
    int error;

    if (opened == NULL) {
        return open_error();
    }
    error = check_opened(opened, (DWORD)pid);
    if (error < 0) {
        CloseHandle(opened);
        return error;
    }
    *process = opened;
    return 0;
}

/* ---- Ending ------------------------------------------------------------------------------- */

int qp__process_terminate(HANDLE process, int signal)
{
    int error;

    if (TerminateProcess(process, qp__status_kill_code(signal))) {
        return 0;
    }
    error = qp__last_error();
    return error == -EACCES ? -EPERM : error;
}

int qp__process_settle(HANDLE process)
{
    int ended = qp__process_await(process, QP__PROCESS_ENDING_MS);

    return ended < 0 ? ended : ended > 0 ? 0 : -EPERM;
}

int qp__process_end(HANDLE process, int signal)
{
    int error = qp__process_terminate(process, signal);

    return error == -EPERM ? qp__process_settle(process) : error;
}

/* ---- What it is --------------------------------------------------------------------------- */

int qp__process_parent(HANDLE process)
{
    qp__nt_NtQueryInformationProcess query = QP__NT(NtQueryInformationProcess);
    /* PROCESS_BASIC_INFORMATION, whose members have other names in each SDK. */
    ULONG_PTR basic[6];
    NTSTATUS status;

    if (query == NULL) {
        return 0;
    }
    status = query(process, 0, basic, sizeof(basic), NULL);
    if (status < 0) {
        return qp__nt_is_exhausted(status) ? -ENOMEM : 0;
    }
    return (int)basic[5];
}

/* 1; 0 without such a path; -ENOMEM, -EMFILE. */
static int image_of(HANDLE process, wchar_t image[IMAGE_UNITS])
{
    DWORD units = IMAGE_UNITS;
    int error;

    if (QueryFullProcessImageNameW(process, 0, image, &units)) {
        return 1;
    }
    error = qp__last_error();
    return qp__is_exhausted(error) ? error : 0;
}

static int is_same(const wchar_t *a, const wchar_t *b)
{
    return CompareStringOrdinal(a, -1, b, -1, TRUE) == CSTR_EQUAL;
}

int qp__process_is_of_system(HANDLE process, const wchar_t *name)
{
    wchar_t image[IMAGE_UNITS];
    wchar_t wanted[IMAGE_UNITS];
    UINT units;
    int found = image_of(process, image);

    if (found <= 0) {
        return found;
    }
    units = GetSystemDirectoryW(wanted, MAX_PATH);
    if (units == 0) {
        int error = qp__last_error();
        return qp__is_exhausted(error) ? error : 0;
    }
    if (units >= MAX_PATH) {
        return 0;
    }
    _snwprintf(wanted + units, IMAGE_UNITS - units, L"\\%ls", name);
    return is_same(image, wanted);
}

int qp__process_is_command_interpreter(HANDLE process)
{
    wchar_t image[IMAGE_UNITS];
    const wchar_t *name;
    int found = image_of(process, image);

    if (found <= 0) {
        return found;
    }
    name = wcsrchr(image, L'\\');
    return is_same(name == NULL ? image : name + 1, L"cmd.exe");
}
