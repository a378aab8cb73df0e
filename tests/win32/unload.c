/*
 * quickproc.dll in a program that loads and frees it: its threads stay a while, and their code
 * does.
 */
#include "../core/test.h"

#include <quickproc/subprocess.h>

#include <windows.h>

enum { UNITS_OF_PATH = 1024 };

/* In the folder above the one of the tests. */
static HMODULE load_dll(void)
{
    wchar_t path[UNITS_OF_PATH + 32];
    DWORD units = GetModuleFileNameW(NULL, path, UNITS_OF_PATH);

    CHECK(units > 0 && units < UNITS_OF_PATH);
    *wcsrchr(path, L'\\') = 0;
    wcscat(path, L"\\..\\quickproc.dll");
    return LoadLibraryW(path);
}

typedef void spawn_init(qp_spawn_options *options, size_t size);
typedef void run_init(qp_run_options *options, size_t size);
typedef int run_start(const qp_spawn_options *spawn, const qp_run_options *options, qp_run **run);
typedef int run_finish(qp_run *run, qp_run_result *result, size_t size);

#define FUNCTION(dll, name) (void (*)(void)) GetProcAddress(dll, name)

/* The thread that serves all runs is there from here on. */
static void run_nothing(HMODULE dll)
{
    const qp_char *args[] = {L"cmd", L"/c", L"exit 7"};
    qp_spawn_options spawn;
    qp_run_options options;
    qp_run_result result = {0};
    qp_run *run = NULL;

    ((spawn_init *)FUNCTION(dll, "qp_spawn_options_init"))(&spawn, sizeof(spawn));
    ((run_init *)FUNCTION(dll, "qp_run_options_init"))(&options, sizeof(options));
    spawn.args = args;
    spawn.arg_count = COUNT(args);
    CHECK_INT(((run_start *)FUNCTION(dll, "qp_run_start"))(&spawn, &options, &run), 0);
    CHECK_INT(((run_finish *)FUNCTION(dll, "qp_run_finish"))(run, &result, sizeof(result)), 0);
    CHECK_INT(result.status, 7 * 256);
}

int main(void)
{
    HMODULE dll = load_dll();

    CHECK(dll != NULL);
    if (dll != NULL) {
        run_nothing(dll);
        FreeLibrary(dll);
        CHECK(GetModuleHandleW(L"quickproc.dll") == dll);
    }
    return test_end("unload");
}
