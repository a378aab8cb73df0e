/*
 * noequals COMMAND…: starts the rest of its command line with an environment that also has an entry
 * without "=", as programs that write such a block by hand leave it; ends with its exit code.
 */
#include "child.h"

static wchar_t *after_first(wchar_t *line)
{
    int quoted = 0;

    for (; *line != 0 && (quoted || *line != L' '); line++) {
        quoted ^= *line == L'"';
    }
    while (*line == L' ') {
        line++;
    }
    return line;
}

int main(void)
{
    static wchar_t block[32768] = L"noequals";
    wchar_t *own = GetEnvironmentStringsW();
    wchar_t *end = own;
    STARTUPINFOW startup = {.cb = sizeof(startup)};
    PROCESS_INFORMATION process;
    DWORD code = 1;

    while (*end != 0) {
        end += wcslen(end) + 1;
    }
    if (end - own > 32000) {
        return 2;
    }
    memcpy(block + wcslen(block) + 1, own, (size_t)(end - own) * sizeof(*own));
    if (!CreateProcessW(NULL, after_first(GetCommandLineW()), NULL, NULL, TRUE,
                        CREATE_UNICODE_ENVIRONMENT, block, NULL, &startup, &process)) {
        return 3;
    }
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
}
