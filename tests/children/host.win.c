/*
 * host HOW COMMAND LINE...: runs the rest of its command line as it stands, in unusual
 * circumstances, and ends with its exit code. nothing   no console, all three standard handles NULL
 *   invalid   no console, all three standard handles INVALID_HANDLE_VALUE
 *   output    no console, standard input NULL, standard output and error as here
 *   detached  no console, standard handles as here
 *   console   a new hidden console, standard handles as here
 *   conin     a new hidden console, standard handles those of that console
 */
#include "child.h"

/* What follows the second word of the command line. The words before hold no quoted spaces except
 * the first. */
static wchar_t *rest(wchar_t *p)
{
    int quoted = 0;
    for (; *p && (quoted || *p != L' '); p++) {
        quoted ^= *p == L'"';
    }
    p += wcsspn(p, L" ");
    p += wcscspn(p, L" ");
    return p + wcsspn(p, L" ");
}

static HANDLE inheritable(DWORD which)
{
    HANDLE handle = GetStdHandle(which);
    SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    return handle;
}

int main(int argc, char **argv)
{
    STARTUPINFOW startup = {.cb = sizeof(startup)};
    PROCESS_INFORMATION process;
    DWORD flags = DETACHED_PROCESS, code = 0;
    const char *how = argc > 2 ? argv[1] : "";
    startup.dwFlags = STARTF_USESTDHANDLES;
    if (strcmp(how, "invalid") == 0) {
        startup.hStdInput = startup.hStdOutput = startup.hStdError = INVALID_HANDLE_VALUE;
    } else if (strcmp(how, "conin") == 0) {
        startup.dwFlags = STARTF_USESHOWWINDOW;
    } else if (strcmp(how, "nothing") != 0) {
        startup.hStdInput = strcmp(how, "output") == 0 ? NULL : inheritable(STD_INPUT_HANDLE);
        startup.hStdOutput = inheritable(STD_OUTPUT_HANDLE);
        startup.hStdError = inheritable(STD_ERROR_HANDLE);
    }
    if (strncmp(how, "con", 3) == 0) {
        flags = CREATE_NEW_CONSOLE;
        startup.dwFlags |= STARTF_USESHOWWINDOW;
        startup.wShowWindow = SW_HIDE;
    }
    if (!CreateProcessW(NULL, rest(GetCommandLineW()), NULL, NULL, TRUE, flags, NULL, NULL,
                        &startup, &process)) {
        child_say(2, "host: error %lu\n", (unsigned long)GetLastError());
        return 250;
    }
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    ExitProcess(code);
}
