/*
 * resources FILE: what a program's resources say, a line each:
 *   subsystem N
 *   icons N            in its first group of icons
 *   icon N BYTES       each of them
 *   NAME TEXT          the entries of its version that are asked for below
 *   version A.B.C.D    the binary one
 * The system's own functions read them (LoadLibraryEx, VerQueryValue).
 */
#include "child.h"

static const wchar_t *const names[] = {L"FileVersion",      L"ProductVersion", L"ProductName",
                                       L"OriginalFilename", L"CompanyName",    L"FileDescription"};

static void say_icons(HMODULE module)
{
    HRSRC found = FindResourceW(module, MAKEINTRESOURCEW(1), (LPCWSTR)RT_GROUP_ICON);
    const BYTE *group = found ? LockResource(LoadResource(module, found)) : NULL;
    int count = group ? group[4] | group[5] << 8 : 0;
    child_say(1, "icons %d\n", count);
    for (int i = 0; i < count; i++) {
        const BYTE *entry = group + 6 + (size_t)14 * (size_t)i;
        int id = entry[12] | entry[13] << 8;
        HRSRC icon = FindResourceW(module, MAKEINTRESOURCEW(id), (LPCWSTR)RT_ICON);
        child_say(1, "icon %d %lu\n", entry[0],
                  (unsigned long)(icon ? SizeofResource(module, icon) : 0));
    }
}

typedef BOOL(WINAPI get_info)(LPCWSTR, DWORD, DWORD, LPVOID);
typedef BOOL(WINAPI query)(LPCVOID, LPCWSTR, LPVOID *, PUINT);

static void say_version(const wchar_t *file)
{
    static BYTE info[65536];
    HMODULE version = LoadLibraryW(L"version.dll");
    get_info *get = (get_info *)(void *)GetProcAddress(version, "GetFileVersionInfoW");
    query *ask = (query *)(void *)GetProcAddress(version, "VerQueryValueW");
    VS_FIXEDFILEINFO *fixed;
    wchar_t path[100];
    char bytes[1000];
    wchar_t *text;
    UINT length;
    if (!get(file, 0, sizeof(info), info)) {
        return;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        swprintf(path, 100, L"\\StringFileInfo\\040904B0\\%ls", names[i]);
        if (ask(info, path, (void **)&text, &length) && length > 0) {
            WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof(bytes), NULL, NULL);
            child_say(1, "%ls %s\n", names[i], bytes);
        }
    }
    if (ask(info, L"\\", (void **)&fixed, &length)) {
        child_say(1, "version %d.%d.%d.%d\n", HIWORD(fixed->dwFileVersionMS),
                  LOWORD(fixed->dwFileVersionMS), HIWORD(fixed->dwFileVersionLS),
                  LOWORD(fixed->dwFileVersionLS));
    }
}

int main(int argc, char **argv)
{
    wchar_t file[1000];
    HMODULE module;
    const BYTE *base;
    if (argc < 2 || !MultiByteToWideChar(CP_ACP, 0, argv[1], -1, file, 1000)) {
        return 2;
    }
    module = LoadLibraryExW(file, NULL, LOAD_LIBRARY_AS_IMAGE_RESOURCE);
    if (!module) {
        return 3;
    }
    /* The low bits of the handle mark it as a file of data. */
    /* NOLINTNEXTLINE(performance-no-int-to-ptr) */
    base = (const BYTE *)((uintptr_t)module & ~(uintptr_t)3);
    base += *(const DWORD *)(base + 0x3C);
    child_say(1, "subsystem %d\n", base[24 + 68]);
    say_icons(module);
    say_version(file);
    return 0;
}
