#include "win32/control/console_helper.h"

#include "win32/children/starting.h"

#include <errno.h>
#include <wchar.h>

/*
 * What the helper has to do stands in STARTUPINFO's title: neither in the arguments, which may come
 * from outside, nor in the environment, which children inherit.
 */
#define TITLE L"quickproc console event "

#define TITLE_UNITS 80
#define PATH_UNITS  1024
#define LINE_UNITS  ((size_t)2 * PATH_UNITS)

/* Its exit codes. */
enum { SENT = 0, NO_CONSOLE = 1, OUR_CONSOLE = 2, NOT_SENT = 3 };

/* ---- The helper --------------------------------------------------------------------------- */

static BOOL WINAPI survive(DWORD event)
{
    (void)event;
    return TRUE;
}

static int is_on_console(DWORD pid)
{
    DWORD pids[256];
    DWORD count = GetConsoleProcessList(pids, 256);
    DWORD i;

    for (i = 0; i < count && i < 256; i++) {
        if (pids[i] == pid) {
            return 1;
        }
    }
    /* So many that they cannot be listed: it may be. */
    return count > 256;
}

/* With no console to begin with. Attaching makes Windows forget handlers, so `survive` comes
 * afterwards. */
static UINT send_event(DWORD pid, DWORD event, DWORD sender)
{
    if (!AttachConsole(pid)) {
        return NO_CONSOLE;
    }
    if (is_on_console(sender)) {
        return OUR_CONSOLE;
    }
    if (!SetConsoleCtrlHandler(survive, TRUE) || !GenerateConsoleCtrlEvent(event, 0)) {
        return NOT_SENT;
    }
    return SENT;
}

/* Does not return in a process that is the helper. */
static void help(void)
{
    STARTUPINFOW startup;
    wchar_t *rest;
    DWORD pid;
    DWORD event;

    GetStartupInfoW(&startup);
    if (startup.lpTitle == NULL || wcsncmp(startup.lpTitle, TITLE, wcslen(TITLE)) != 0) {
        return;
    }
    pid = wcstoul(startup.lpTitle + wcslen(TITLE), &rest, 10);
    event = wcstoul(rest, &rest, 10);
    ExitProcess(send_event(pid, event, wcstoul(rest, &rest, 10)));
}

static HMODULE own_module(void)
{
    static const wchar_t here;
    HMODULE module = NULL;

    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                           GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                       &here, &module);
    return module;
}

static int is_in_program(void)
{
    return own_module() == GetModuleHandleW(NULL);
}

/* Before main, and before whatever the program does there. */
#ifdef _MSC_VER
static void __cdecl help_before_main(void)
{
    if (is_in_program()) {
        help();
    }
}
#pragma section(".CRT$XCU", read)
__declspec(allocate(".CRT$XCU")) void(__cdecl *const qp__console_helper_hook)(void) =
    help_before_main;
#ifdef _M_IX86
#pragma comment(linker, "/include:_qp__console_helper_hook")
#else
#pragma comment(linker, "/include:qp__console_helper_hook")
#endif
#else
__attribute__((constructor)) static void help_before_main(void)
{
    if (is_in_program()) {
        help();
    }
}
#endif

/* What rundll32.exe calls in quickproc.dll, with parameters that say nothing here. It does not
 * return there, so the calling convention does not matter. */
void qp__console_helper(void);
void qp__console_helper(void)
{
    help();
}

/* ---- Starting it -------------------------------------------------------------------------- */

/* image and line. 1; 0: there is no helper; -errno. */
static int plan_self(wchar_t *image, wchar_t *line)
{
    DWORD units = GetModuleFileNameW(NULL, image, PATH_UNITS);

    if (units == 0) {
        return qp__last_error();
    }
    if (units >= PATH_UNITS) {
        return 0;
    }
    _snwprintf(line, LINE_UNITS, L"\"%ls\"", image);
    return 1;
}

static int plan_rundll(HMODULE dll, wchar_t *image, wchar_t *line)
{
    wchar_t path[PATH_UNITS];
    DWORD units = GetModuleFileNameW(dll, path, PATH_UNITS);
    UINT folder = GetSystemDirectoryW(image, MAX_PATH);

    if (units == 0 || folder == 0) {
        return qp__last_error();
    }
    if (units >= PATH_UNITS || folder >= MAX_PATH ||
        GetProcAddress(dll, "qp__console_helper") == NULL) {
        return 0;
    }
    wcscat(image, L"\\rundll32.exe");
    _snwprintf(line, LINE_UNITS, L"rundll32.exe \"%ls\",qp__console_helper", path);
    return 1;
}

/*
 * Without a console, so that it can attach to another one. It inherits nothing: neither handles nor
 * our current directory, which may be too long for CreateProcessW, and from which rundll32.exe
 * could load a DLL.
 */
static int start(wchar_t *image, wchar_t *line, wchar_t *title, HANDLE *helper)
{
    STARTUPINFOW startup = {.cb = sizeof(startup), .lpTitle = title};
    PROCESS_INFORMATION process;
    wchar_t folder[MAX_PATH];
    UINT units = GetSystemDirectoryW(folder, MAX_PATH);
    int error;

    if (units == 0 || units >= MAX_PATH) {
        return units == 0 ? qp__last_error() : -ENAMETOOLONG;
    }
    error = qp__starting_begin();
    if (error < 0) {
        return error;
    }
    if (!CreateProcessW(image, line, NULL, NULL, FALSE, DETACHED_PROCESS, NULL, folder, &startup,
                        &process)) {
        error = qp__last_error();
    }
    qp__starting_done(NULL, 0);
    if (error == 0) {
        CloseHandle(process.hThread);
        *helper = process.hProcess;
    }
    return error;
}

static int await(HANDLE helper, DWORD patience_ms, HANDLE abandoned)
{
    HANDLE handles[2] = {helper, abandoned};
    DWORD code = NOT_SENT;

    WaitForMultipleObjects(abandoned == NULL ? 1 : 2, handles, FALSE, patience_ms);
    if (!GetExitCodeProcess(helper, &code)) {
        code = NOT_SENT;
    }
    if (code == STILL_ACTIVE) {
        TerminateProcess(helper, NOT_SENT);
    }
    return code == SENT;
}

int qp__console_helper_send(int pid, DWORD event, DWORD patience_ms, HANDLE abandoned)
{
    wchar_t image[PATH_UNITS];
    wchar_t line[LINE_UNITS];
    wchar_t title[TITLE_UNITS];
    HMODULE module = own_module();
    HANDLE helper = NULL;
    int result = is_in_program() ? plan_self(image, line) : plan_rundll(module, image, line);

    if (result <= 0) {
        return result;
    }
    _snwprintf(title, TITLE_UNITS, TITLE L"%lu %lu %lu", (unsigned long)pid, event,
               GetCurrentProcessId());
    result = start(image, line, title, &helper);
    if (result == 0) {
        result = await(helper, patience_ms, abandoned);
        CloseHandle(helper);
    }
    return result;
}
