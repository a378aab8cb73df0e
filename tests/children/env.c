/*
 * env            the environment block as it is: each "NAME=value" as UTF-16 in hexadecimal, one a
 * line, in order env NAME...    a line "NAME=value" (UTF-8) or "NAME unset" for each
 */
#include "child.h"

#ifdef _WIN32

static void print_entry(const wchar_t *z)
{
    static char text[4 * 32768 + 2];
    size_t length = 0;
    while (*z) {
        length += (size_t)snprintf(text + length, sizeof(text) - length, "%04x", (unsigned)*z++);
    }
    text[length++] = '\n';
    child_write(1, text, length);
}

static void print_all(void)
{
    for (const wchar_t *p = GetEnvironmentStringsW(); *p; p += wcslen(p) + 1) {
        print_entry(p);
    }
}

static void print_one(const char *name)
{
    static wchar_t wide_name[32768], value[32768];
    static char text[3 * 32768];
    MultiByteToWideChar(CP_ACP, 0, name, -1, wide_name, 32768);
    SetLastError(0);
    DWORD length = GetEnvironmentVariableW(wide_name, value, 32768);
    if (length == 0 && GetLastError() == ERROR_ENVVAR_NOT_FOUND) {
        child_say(1, "%s unset\n", name);
        return;
    }
    int bytes = WideCharToMultiByte(CP_UTF8, 0, value, (int)length, text, sizeof(text), NULL, NULL);
    child_say(1, "%s=", name);
    child_write(1, text, (size_t)bytes);
    child_write(1, "\n", 1);
}

#else

extern char **environ;

static void put_unit(unsigned unit)
{
    child_say(1, "%04x", unit);
}

static void print_entry(const char *z)
{
    const unsigned char *p = (const unsigned char *)z;
    while (*p) {
        unsigned c = *p++;
        int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
        c = more == 3 ? c & 7u : more == 2 ? c & 15u : more == 1 ? c & 31u : c;
        while (more-- > 0 && *p) {
            c = c << 6 | (*p++ & 63u);
        }
        if (c > 0xffff) {
            put_unit(0xd7c0 + (c >> 10));
            c = 0xdc00 | (c & 0x3ff);
        }
        put_unit(c);
    }
    child_write(1, "\n", 1);
}

static void print_all(void)
{
    for (char **p = environ; *p; p++) {
        print_entry(*p);
    }
}

static void print_one(const char *name)
{
    const char *value = getenv(name);
    if (value) {
        child_say(1, "%s=%s\n", name, value);
    } else {
        child_say(1, "%s unset\n", name);
    }
}

#endif

int main(int argc, char **argv)
{
    if (argc == 1) {
        print_all();
    }
    for (int i = 1; i < argc; i++) {
        print_one(argv[i]);
    }
    return 0;
}
