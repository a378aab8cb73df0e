/* watch PID: says "watching", waits for that process to end, and says the exit code that it shows
 * to others. */
#include "child.h"

int main(int argc, char **argv)
{
    DWORD code = 0;
    HANDLE process = OpenProcess(SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION, FALSE,
                                 child_number(argc, argv, 1, 0));
    if (!process) {
        child_say(1, "error %lu\n", (unsigned long)GetLastError());
        return 1;
    }
    child_say(1, "watching\n");
    WaitForSingleObject(process, INFINITE);
    GetExitCodeProcess(process, &code);
    child_say(1, "%lu\n", (unsigned long)code);
    CloseHandle(process);
    return 0;
}
