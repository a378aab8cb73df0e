/*
 * press COMMAND LINE...: runs the rest of its command line as it stands in a new console, which is
 * its standard input. Each line that somebody writes to this program's standard input is typed
 * there, Enter and all; an empty one is Ctrl+C. Ends with the command's exit code. (The command
 * gets the event because it is in this program's own process group: Wine 8 sends it no further.)
 */
#include "child.h"

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

static void press_key(HANDLE console, char key)
{
    INPUT_RECORD records[2] = {{.EventType = KEY_EVENT}, {.EventType = KEY_EVENT}};
    DWORD written;
    for (int i = 0; i < 2; i++) {
        records[i].Event.KeyEvent.bKeyDown = i == 0;
        records[i].Event.KeyEvent.wRepeatCount = 1;
        records[i].Event.KeyEvent.wVirtualKeyCode = key == '\r' ? VK_RETURN : 0;
        records[i].Event.KeyEvent.uChar.UnicodeChar = (WCHAR)key;
    }
    WriteConsoleInputW(console, records, 2, &written);
}

static DWORD WINAPI press_keys(void *console)
{
    int typed = 0;
    char byte;
    while (child_read(&byte, 1) == 1) {
        if (byte != '\n') {
            press_key(console, byte);
            typed = 1;
        } else if (typed) {
            press_key(console, '\r');
            typed = 0;
        } else {
            GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0);
        }
    }
    return 0;
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
    CloseHandle(CreateThread(NULL, 0, press_keys, console, 0, NULL));
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    ExitProcess(code);
}
