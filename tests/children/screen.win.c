/*
 * screen CODEPAGE COMMAND LINE...: runs the rest of its command line as it stands in a new console
 * with that output code page and a window of 20 rows, which is its standard output and error. What
 * this program's standard input says is typed there, see keys.h. Then writes to its own standard
 * output what the console shows, in UTF-8, a line each, and as the last line the code page that the
 * console has now. Ends with the command's exit code.
 */
#include "keys.h"

static wchar_t *skip_word(wchar_t *p)
{
    int quoted = 0;
    for (; *p && (quoted || *p != L' '); p++) {
        quoted ^= *p == L'"';
    }
    return p + wcsspn(p, L" ");
}

static HANDLE open_console(const wchar_t *name)
{
    SECURITY_ATTRIBUTES inherited = {sizeof(inherited), NULL, TRUE};
    return CreateFileW(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                       &inherited, OPEN_EXISTING, 0, NULL);
}

static void set_window(HANDLE screen)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    SMALL_RECT window = {0, 0, 0, 19};
    if (GetConsoleScreenBufferInfo(screen, &info)) {
        window.Right = (SHORT)(info.dwSize.X - 1);
        SetConsoleWindowInfo(screen, TRUE, &window);
    }
}

static void say_row(HANDLE screen, SHORT row, SHORT width)
{
    wchar_t units[512];
    char bytes[3 * 512];
    DWORD count = 0;
    int size;
    COORD start = {0, row};
    ReadConsoleOutputCharacterW(screen, units, (DWORD)(width < 512 ? width : 512), start, &count);
    while (count > 0 && (units[count - 1] == L' ' || units[count - 1] == 0)) {
        count--;
    }
    size = WideCharToMultiByte(CP_UTF8, 0, units, (int)count, bytes, sizeof(bytes), NULL, NULL);
    child_write(1, bytes, (size_t)(count > 0 ? size : 0));
    child_write(1, "\n", 1);
}

static void say_screen(HANDLE screen)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(screen, &info)) {
        return;
    }
    for (SHORT row = 0; row < info.dwCursorPosition.Y; row++) {
        say_row(screen, row, info.dwSize.X);
    }
}

int main(int argc, char **argv)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    STARTUPINFOW startup = {.cb = sizeof(startup)};
    PROCESS_INFORMATION process;
    DWORD code = 0;
    FreeConsole();
    AllocConsole();
    SetStdHandle(STD_INPUT_HANDLE, input);
    SetStdHandle(STD_OUTPUT_HANDLE, output);
    if (!SetConsoleOutputCP((UINT)child_number(argc, argv, 1, 437))) {
        return 251;
    }
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdInput = open_console(L"CONIN$");
    startup.hStdOutput = open_console(L"CONOUT$");
    startup.hStdError = open_console(L"CONOUT$");
    set_window(startup.hStdOutput);
    if (!CreateProcessW(NULL, skip_word(skip_word(GetCommandLineW())), NULL, NULL, TRUE, 0, NULL,
                        NULL, &startup, &process)) {
        return 250;
    }
    CloseHandle(CreateThread(NULL, 0, keys_press, startup.hStdInput, 0, NULL));
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    say_screen(startup.hStdOutput);
    child_say(1, "code page %u\n", GetConsoleOutputCP());
    ExitProcess(code);
}
