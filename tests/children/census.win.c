/*
 * census PID: "handles N", "threads N", "children N" and "committed N" (KiB of memory of its own)
 * of that process, counted by the system (this program not among the children).
 */
#include "handle_count.h"
#include <psapi.h>
#include <tlhelp32.h>

static unsigned long count_threads(HANDLE snapshot, DWORD pid)
{
    THREADENTRY32 thread = {.dwSize = sizeof(thread)};
    unsigned long count = 0;
    for (BOOL more = Thread32First(snapshot, &thread); more;
         more = Thread32Next(snapshot, &thread)) {
        count += thread.th32OwnerProcessID == pid;
    }
    return count;
}

/* When it was started; 0 when there is no such process, or when it is not ours to look at. */
static uint64_t started(DWORD pid)
{
    HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid);
    FILETIME start = {0, 0}, end, kernel, user;
    if (process) {
        GetProcessTimes(process, &start, &end, &kernel, &user);
        CloseHandle(process);
    }
    return (uint64_t)start.dwHighDateTime << 32 | start.dwLowDateTime;
}

/* Wine starts the desktop's explorer.exe as a child of the first process that makes a window, as
 * one that handles signals does. It lives as long as the desktop, whatever becomes of that process.
 */
static BOOL is_desktop(const PROCESSENTRY32W *process)
{
    return lstrcmpiW(process->szExeFile, L"explorer.exe") == 0;
}

/*
 * The system keeps the number of a parent when that has ended, and gives it to another process:
 * one that was started before its "parent" is a child of somebody else (under Wine, say, the
 * services, which are started by a program that ends at once).
 */
static BOOL is_child(const PROCESSENTRY32W *process, DWORD pid, uint64_t since)
{
    uint64_t start;
    if (process->th32ParentProcessID != pid || process->th32ProcessID == GetCurrentProcessId() ||
        is_desktop(process)) {
        return FALSE;
    }
    start = started(process->th32ProcessID);
    return start != 0 && start >= since;
}

static unsigned long count_children(HANDLE snapshot, DWORD pid)
{
    PROCESSENTRY32W process = {.dwSize = sizeof(process)};
    uint64_t since = started(pid);
    unsigned long count = 0;
    for (BOOL more = Process32FirstW(snapshot, &process); more;
         more = Process32NextW(snapshot, &process)) {
        count += is_child(&process, pid, since) ? 1 : 0;
    }
    return count;
}

static unsigned long count_committed(DWORD pid)
{
    HANDLE process = OpenProcess(PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, FALSE, pid);
    PROCESS_MEMORY_COUNTERS memory = {.cb = sizeof(memory)};
    BOOL known = process && K32GetProcessMemoryInfo(process, &memory, sizeof(memory));
    if (process) {
        CloseHandle(process);
    }
    return known ? (unsigned long)(memory.PagefileUsage / 1024) : 0;
}

int main(int argc, char **argv)
{
    DWORD pid = child_number(argc, argv, 1, 0);
    HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD | TH32CS_SNAPPROCESS, 0);
    child_say(1, "handles %lu\nthreads %lu\nchildren %lu\ncommitted %lu\n", handle_count(pid),
              count_threads(snapshot, pid), count_children(snapshot, pid), count_committed(pid));
    CloseHandle(snapshot);
    return 0;
}
