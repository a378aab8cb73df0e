/*
 * press COMMAND LINE...: runs the rest of its command line as it stands in a new console, which is
 * its standard input. Each line of this program's standard input (UTF-8, at most 1024 bytes) is
 * typed there, then Enter; an empty one is Ctrl+C. Ends with the command's exit code. (The command
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

/* A control character is pressed as Ctrl and its letter, but for Tab. */
static void press_key(HANDLE console, WCHAR key)
{
    INPUT_RECORD records[2] = {{.EventType = KEY_EVENT}, {.EventType = KEY_EVENT}};
    int control = key < 32 && key != L'\r' && key != L'\t';
    DWORD written;
    for (int i = 0; i < 2; i++) {
        records[i].Event.KeyEvent.bKeyDown = i == 0;
        records[i].Event.KeyEvent.wRepeatCount = 1;
        records[i].Event.KeyEvent.wVirtualKeyCode = key == L'\r'   ? VK_RETURN
                                                    : key == L'\t' ? VK_TAB
                                                    : control      ? (WORD)(key + L'@')
                                                                   : 0;
        records[i].Event.KeyEvent.dwControlKeyState = control ? LEFT_CTRL_PRESSED : 0;
        records[i].Event.KeyEvent.uChar.UnicodeChar = key;
    }
    WriteConsoleInputW(console, records, 2, &written);
}

static void press_line(HANDLE console, const char *line, int length)
{
    WCHAR units[1024];
    int count = MultiByteToWideChar(CP_UTF8, 0, line, length, units, 1024);
    for (int i = 0; i < count; i++) {
        press_key(console, units[i]);
    }
    press_key(console, L'\r');
}

static DWORD WINAPI press_keys(void *console)
{
    char line[1024];
    int length = 0;
    char byte;
    while (child_read(&byte, 1) == 1) {
        if (byte != '\n' && length < (int)sizeof(line)) {
            line[length++] = byte;
        } else if (length > 0) {
            press_line(console, line, length);
            length = 0;
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
