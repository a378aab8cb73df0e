/*
 * A blocking exec of a program that does nothing: CreateProcessW, WaitForSingleObject,
 * GetExitCodeProcess, CloseHandle. Command line and environment block are made beforehand.
 */
#include "floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

static void run(const floor_request *request, const wchar_t *image, const wchar_t *line,
                void *environment)
{
    HANDLE stdio[3];

    floor_own_stdio(stdio);
    for (int i = 0; i < request->count; i++) {
        double before = floor_now_ns();
        floor_reap(floor_create(image, line, environment, stdio, NULL));
        floor_sample("time", floor_now_ns() - before);
    }
}

/* spawn: by full path, no arguments, environment inherited. */
void floor_spawn(const floor_request *request)
{
    run(request, floor_child(L"nothing"), L"nothing", NULL);
}

/* spawn-args N: with N arguments of 10 characters. */
void floor_spawn_args(const floor_request *request)
{
    static wchar_t line[32768];
    int count = _wtoi(floor_word(request, 0));
    wchar_t *end = line + swprintf(line, 32768, L"nothing");

    for (int i = 0; i < count; i++) {
        end += swprintf(end, (size_t)(line + 32768 - end), L" argument%02d", i % 100);
    }
    run(request, floor_child(L"nothing"), line, NULL);
}

/* spawn-env: with an environment of SystemRoot and 100 variables. */
void floor_spawn_env(const floor_request *request)
{
    static wchar_t block[32768];
    wchar_t *end = block;
    wchar_t root[MAX_PATH];

    if (GetEnvironmentVariableW(L"SystemRoot", root, MAX_PATH) == 0) {
        floor_fail("SystemRoot");
    }
    end += swprintf(end, 300, L"SystemRoot=%ls", root) + 1;
    for (int i = 0; i < 100; i++) {
        end += swprintf(end, 100, L"VARIABLE_%02d=the value of variable %02d", i, i) + 1;
    }
    *end = 0;
    run(request, floor_child(L"nothing"), L"nothing", block);
}

/* spawn-search NAME: the system searches by itself: NAME.exe alone, in its own folders and in PATH.
 */
void floor_spawn_search(const floor_request *request)
{
    run(request, NULL, floor_word(request, 0), NULL);
}

/* Is DIRECTORY\NAME.EXT a file, for each extension of PATHEXT? */
static int probe_directory(const wchar_t *directory, size_t length, const wchar_t *name,
                           const wchar_t *extensions, wchar_t *found)
{
    while (*extensions != 0) {
        size_t extension = wcscspn(extensions, L";");
        DWORD attributes;

        swprintf(found, 1024, L"%.*ls\\%ls%.*ls", (int)length, directory, name, (int)extension,
                 extensions);
        attributes = GetFileAttributesW(found);
        if (attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY)) {
            return 1;
        }
        extensions += extension + (extensions[extension] == L';');
    }
    return 0;
}

static void search(const wchar_t *name, wchar_t *found)
{
    static wchar_t path[32768];
    wchar_t extensions[1024];
    const wchar_t *rest = path;

    if (GetEnvironmentVariableW(L"PATH", path, 32768) == 0 ||
        GetEnvironmentVariableW(L"PATHEXT", extensions, 1024) == 0) {
        floor_fail("PATH");
    }
    while (*rest != 0) {
        size_t length = wcscspn(rest, L";");

        if (probe_directory(rest, length, name, extensions, found)) {
            return;
        }
        rest += length + (rest[length] == L';');
    }
    floor_fail("the search");
}

/*
 * spawn-path NAME: a search as it is usually written by hand, with GetFileAttributesW for each
 * folder of PATH and each extension of PATHEXT.
 */
void floor_spawn_path(const floor_request *request)
{
    wchar_t image[1024];
    HANDLE stdio[3];

    floor_own_stdio(stdio);
    for (int i = 0; i < request->count; i++) {
        double before = floor_now_ns();
        search(floor_word(request, 0), image);
        floor_reap(floor_create(image, floor_word(request, 0), NULL, stdio, NULL));
        floor_sample("time", floor_now_ns() - before);
    }
}
