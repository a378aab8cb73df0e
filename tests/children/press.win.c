/*
 * press COMMAND LINE...: runs the rest of its command line as it stands in a new console, which is
 * its standard input. What this program's standard input says is typed there, see keys.h. Ends with
 * the command's exit code. (The command gets the event because it is in this program's own process
 * group: Wine 8 sends it no further.)
 */
#include "keys.h"

static wchar_t *rest(wchar_t *p)
{
    int quoted = 0;
    for (; *p && (quoted || *p != L' '); p++) {
        quoted ^= *p == L'"';
    }
    return p + wcsspn(p, L" ");
}

static BOOL WINAPI survive(DWORD event)
{
    (void)event;
    return TRUE;
}

static HANDLE open_input(void)
{
    SECURITY_ATTRIBUTES inherited = {sizeof(inherited), NULL, TRUE};
    return CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                       &inherited, OPEN_EXISTING, 0, NULL);
}

int main(void)
{
    HANDLE standard[3] = {GetStdHandle(STD_INPUT_HANDLE), GetStdHandle(STD_OUTPUT_HANDLE),
                          GetStdHandle(STD_ERROR_HANDLE)};
    STARTUPINFOW startup = {.cb = sizeof(startup)};
    PROCESS_INFORMATION process;
    HANDLE console;
    DWORD code = 0;
    FreeConsole();
    AllocConsole();
    SetConsoleCtrlHandler(survive, TRUE);
    SetStdHandle(STD_INPUT_HANDLE, standard[0]);
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdInput = console = open_input();
    startup.hStdOutput = standard[1];
    startup.hStdError = standard[2];
    SetHandleInformation(standard[1], HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    SetHandleInformation(standard[2], HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    if (!CreateProcessW(NULL, rest(GetCommandLineW()), NULL, NULL, TRUE, 0, NULL, NULL, &startup,
                        &process)) {
        return 250;
    }
    CloseHandle(CreateThread(NULL, 0, keys_press, console, 0, NULL));
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    ExitProcess(code);
}
