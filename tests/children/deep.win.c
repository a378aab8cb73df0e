/*
 * deep FOLDER LENGTH FILE NAME: makes folders below FOLDER until the path has at least LENGTH
 * characters, copies FILE there as NAME, and says the innermost folder. Paths are ASCII; \\?\ lifts
 * the limit of 260.
 */
#include "child.h"
#include <wchar.h>

static void say_path(const wchar_t *path)
{
    for (; *path; path++) {
        char c = (char)*path;
        child_write(1, &c, 1);
    }
    child_write(1, "\n", 1);
}

int main(int argc, char **argv)
{
    static wchar_t path[32768], file[32768], from[32768];
    if (argc < 5) {
        return 2;
    }
    size_t wanted = child_number(argc, argv, 2, 0);
    size_t length = (size_t)swprintf(path, 32768, L"\\\\?\\%hs", argv[1]);
    while (length - 4 < wanted && length < 32768 - 300) {
        size_t missing = wanted - (length - 4);
        size_t name = missing < 2 ? 1 : missing - 1 < 100 ? missing - 1 : 100;
        path[length++] = L'\\';
        for (size_t i = 0; i < name; i++) {
            path[length++] = L'd';
        }
        path[length] = 0;
        CreateDirectoryW(path, NULL);
    }
    swprintf(file, 32768, L"%ls\\%hs", path, argv[4]);
    swprintf(from, 32768, L"%hs", argv[3]);
    if (!CopyFileW(from, file, FALSE)) {
        child_say(2, "deep: error %lu\n", (unsigned long)GetLastError());
        return 1;
    }
    say_path(path + 4);
    return 0;
}
