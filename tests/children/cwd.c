/* cwd: its working directory, UTF-8, and a line end. */
#include "child.h"

int main(void)
{
#ifdef _WIN32
    static wchar_t wide[32768];
    static char text[3 * 32768];
    DWORD length = GetCurrentDirectoryW(32768, wide);
    int bytes = WideCharToMultiByte(CP_UTF8, 0, wide, (int)length, text, sizeof(text), NULL, NULL);
    child_write(1, text, (size_t)bytes);
#else
    static char text[32768];
    if (!getcwd(text, sizeof(text))) {
        return 1;
    }
    child_write(1, text, strlen(text));
#endif
    child_write(1, "\n", 1);
    return 0;
}
