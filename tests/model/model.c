#include "model.h"

#include "../support/imports.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* In front of a function, the later ones stand before the earlier ones. */
static const model_rule *const rules[] = {
    &rule_clock,   &rule_starting, &rule_console, &rule_serial,  &rule_pipes,
    &rule_ending,  &rule_denied,   &rule_reused,  &rule_scanner, &rule_overlapped,
    &rule_handles, &rule_exit,     &rule_packets, &rule_threads,
};

#define RULES       ((int)(sizeof(rules) / sizeof(rules[0])))
#define MOST_HEADS  256
#define MOST_CHOICE 1024

/* What a name stands for now: the rule before all others. */
typedef struct head {
    const char *name;
    FARPROC function;
} head;

static head heads[MOST_HEADS];
static int head_count;
static int chosen[RULES];
static volatile LONG seed = 1;
static volatile LONG drawn;
static int quick;

/* ---- Choices ------------------------------------------------------------------------------ */

/* Is `name` in the list `a,b,c`? */
static int is_in(const char *list, const char *name)
{
    size_t length = strlen(name);
    const char *at = strstr(list, name);

    for (; at != NULL; at = strstr(at + 1, name)) {
        if ((at == list || at[-1] == ',') && (at[length] == 0 || at[length] == ',')) {
            return 1;
        }
    }
    return 0;
}

static void choose(void)
{
    char text[MOST_CHOICE];
    int named = 0;
    int without = 0;
    int i;

    if (GetEnvironmentVariableA("QP_MODEL", text, sizeof(text)) > 0) {
        named = 1;
        without = text[0] == '-';
    }
    for (i = 0; i < RULES; i++) {
        chosen[i] = !named || is_in(text + without, rules[i]->name) != without;
    }
    if (GetEnvironmentVariableA("QP_MODEL_SEED", text, sizeof(text)) > 0) {
        seed = (LONG)strtoul(text, NULL, 10);
    }
    quick = GetEnvironmentVariableA("QP_MODEL_PACE", text, sizeof(text)) > 0 &&
            strcmp(text, "short") == 0;
}

/* The same numbers for the same seed, as far as threads take them in the same order. */
DWORD model_random(DWORD low, DWORD high)
{
    DWORD n = (DWORD)seed * 0x9E3779B9u + (DWORD)InterlockedIncrement(&drawn) * 0x85EBCA6Bu;

    n = (n ^ (n >> 16)) * 0x7FEB352Du;
    n = (n ^ (n >> 15)) * 0x846CA68Bu;
    n ^= n >> 16;
    return low + n % (high - low + 1);
}

DWORD model_pace(DWORD ms, DWORD short_ms)
{
    return quick ? short_ms : ms;
}

/* RtlDllShutdownInProgress: documented with DllMain as what a DLL may ask at the process's end. */
int model_is_ending(void)
{
    static BOOLEAN(NTAPI * ask)(void);

    if (ask == NULL) {
        FARPROC found = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlDllShutdownInProgress");
        memcpy(&ask, &found, sizeof(ask));
    }
    return ask();
}

/* ---- Standing in front -------------------------------------------------------------------- */

static FARPROC find_head(const char *name)
{
    int i;

    for (i = 0; i < head_count; i++) {
        if (strcmp(heads[i].name, name) == 0) {
            return heads[i].function;
        }
    }
    return NULL;
}

/* NULL: no such function on this system. */
static FARPROC find_actual(const char *name)
{
    static const wchar_t *const dlls[] = {L"kernel32.dll", L"kernelbase.dll", L"ntdll.dll",
                                          L"ucrtbase.dll", L"msvcrt.dll"};
    FARPROC found = NULL;
    size_t i;

    for (i = 0; found == NULL && i < sizeof(dlls) / sizeof(dlls[0]); i++) {
        HMODULE dll = GetModuleHandleW(dlls[i]);
        found = dll == NULL ? NULL : GetProcAddress(dll, name);
    }
    return found;
}

static void stand_before(const model_function *function)
{
    FARPROC before = find_head(function->name);
    FARPROC next = before != NULL ? before : find_actual(function->name);
    int i;

    if (next == NULL || head_count == MOST_HEADS) {
        return;
    }
    memcpy(function->next, &next, sizeof(next));
    for (i = 0; i < head_count && strcmp(heads[i].name, function->name) != 0; i++) {
    }
    heads[i].name = function->name;
    heads[i].function = (FARPROC)function->instead;
    head_count = i == head_count ? head_count + 1 : head_count;
}

/* What is looked up by its name stands behind the rules as well. */
MODEL_NEXT(GetProcAddress);

static FARPROC (*find_lent)(const char *name);

void model_lend(FARPROC (*find)(const char *name))
{
    find_lent = find;
}

static FARPROC WINAPI get_function(HMODULE module, const char *name)
{
    FARPROC found = next_GetProcAddress(module, name);
    FARPROC instead;

    if ((ULONG_PTR)name < 0x10000) {
        return found;
    }
    if (found == NULL) {
        return find_lent == NULL ? NULL : find_lent(name);
    }
    instead = find_head(name);
    return instead != NULL ? instead : found;
}

static void end_rules(void)
{
    int i;

    for (i = 0; i < RULES; i++) {
        if (chosen[i] && rules[i]->end != NULL) {
            rules[i]->end();
        }
    }
}

MODEL_NEXT(ExitProcess);

static void WINAPI exit_process(UINT code)
{
    end_rules();
    next_ExitProcess(code);
}

static const model_function own[] = {MODEL_INSTEAD(GetProcAddress, get_function),
                                     MODEL_INSTEAD(ExitProcess, exit_process), MODEL_END};

static void stand_before_all(const model_function *functions)
{
    for (; functions->name != NULL; functions++) {
        stand_before(functions);
    }
}

static void replace(FARPROC *slot, const char *dll, const char *name, void *opaque)
{
    FARPROC instead = name == NULL ? NULL : find_head(name);

    (void)dll;
    (void)opaque;
    if (instead != NULL) {
        imports_replace(slot, instead);
    }
}

static void replace_in(const wchar_t *module)
{
    HMODULE loaded = GetModuleHandleW(module);

    if (loaded != NULL) {
        imports_visit(loaded, replace, NULL);
    }
}

/* Called by the program before its own code. What the C runtime calls is the program's doing. */
__declspec(dllexport) void model_begin(void);

void model_begin(void)
{
    int i;

    choose();
    report_begin((DWORD)seed);
    stand_before_all(own);
    for (i = 0; i < RULES; i++) {
        if (chosen[i]) {
            stand_before_all(rules[i]->functions);
        }
    }
    for (i = 0; i < RULES; i++) {
        if (chosen[i] && rules[i]->begin != NULL) {
            rules[i]->begin();
        }
    }
    replace_in(L"msvcrt.dll");
    replace_in(L"ucrtbase.dll");
    replace_in(L"quickproc.dll");
    replace_in(NULL);
}
