/*
 * faults [SUBJECT [SCENARIO [CALL NTH]]]: walks all, one subject, one scenario, or runs one fault.
 * QP_FAULTS_ALL=1: every call of every scenario. Else a few of those that are made many times, and
 * none that an earlier scenario of the subject has made just as often and from the same places.
 */
#include "walk.h"

#include "balance.h"
#include "exports.h"
#include "hooks.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A run that takes longer hangs. */
#define PATIENCE_MS 60000

/* How long threads, processes and handles may take to go; and how long they get where nobody knows
 * which of them stay. */
#define SETTLE_MS         10000
#define UNKNOWN_SETTLE_MS 1000

static const balance nothing;

/* How many of many calls are walked by default. */
#define FEW 4
/* Where each takes a process and a console. */
#define FEW_CONSOLES 2

#define MOST_CALLS 320

/* What one run came to. */
typedef struct outcome {
    int told;     /* the first error that a public function returned; 0: none */
    int hit;      /* the call that was to fail was made */
    int wrong;    /* walk_wrong was called */
    uintptr_t at; /* where in the library */
    balance left; /* more than before */
    long calls[MOST_CALLS];
} outcome;

static outcome current;
static char current_name[200];
static const char *current_call = "";
static volatile LONG64 deadline;

static unsigned failures;
static unsigned faults;
static unsigned unnoticed;
static unsigned missed;
static int walks_all;
static char seen[MOST_CALLS]; /* by row: failed at least once */

/* ---- For scenarios ----------------------------------------------------------------------- */

int walk_told(int result)
{
    if (result < 0 && current.told == 0) {
        current.told = result;
    }
    return result;
}

int walk_is_about(const char *call)
{
    return strcmp(current_call, call) == 0;
}

DWORD walk_win_error(void)
{
    const call_row *row = calls_find(current_call);

    return row == NULL ? 0 : row->win_error;
}

void walk_wrong(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    printf("FAILED %s: ", current_name);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
    current.wrong = 1;
}

int walk_again(int result, const char *call)
{
    if (result < 0) {
        walk_wrong("%s fails once more: %d", call, result);
    }
    return result;
}

/* ---- Hangs and crashes ------------------------------------------------------------------- */

static void die(const char *how)
{
    printf("FAILED %s: %s\n", current_name, how);
    fflush(stdout);
    TerminateProcess(GetCurrentProcess(), 1);
}

static DWORD WINAPI watch_time(void *unused)
{
    (void)unused;
    while (deadline == 0 || (LONG64)GetTickCount64() < deadline) {
        Sleep(200);
    }
    die("hangs");
    return 0;
}

static LONG WINAPI on_crash(EXCEPTION_POINTERS *exception)
{
    printf("crash %08lx at %p\n", exception->ExceptionRecord->ExceptionCode,
           exception->ExceptionRecord->ExceptionAddress);
    die("crashes");
    return EXCEPTION_EXECUTE_HANDLER;
}

/* ---- One run ----------------------------------------------------------------------------- */

/* `allowed`: what may be left; NULL: nobody knows yet. */
static void run_here(const scenario *what, int call, long nth, const balance *allowed)
{
    balance before;
    balance limit;
    balance after;
    int i;

    memset(&current, 0, sizeof(current));
    current_call = call < 0 ? "" : hooks_row(call)->name;
    if (call >= 0) {
        snprintf(current_name, sizeof(current_name), "%s, %s number %ld", what->name,
                 hooks_row(call)->name, nth);
    } else {
        snprintf(current_name, sizeof(current_name), "%s", what->name);
    }
    InterlockedExchange64(&deadline, (LONG64)GetTickCount64() + PATIENCE_MS);
    before = limit = balance_now();
    for (i = 0; allowed != NULL && i < HELD_KINDS; i++) {
        limit.held[i] += allowed->held[i];
    }
    hooks_start(call, nth);
    what->run();
    after = balance_settle(&limit, allowed == NULL ? UNKNOWN_SETTLE_MS : SETTLE_MS);
    hooks_stop();
    InterlockedExchange64(&deadline, 0);
    for (i = 0; i < HELD_KINDS; i++) {
        current.left.held[i] = after.held[i] - before.held[i];
    }
    for (i = 0; i < hooks_count(); i++) {
        current.calls[i] = hooks_calls(i);
    }
    current.hit = hooks_has_failed();
    current.at = hooks_failed_at();
}

/* ---- One run in a process of its own ----------------------------------------------------- */

static FILE *open_file(const char *name, const char *mode)
{
    char path[MAX_PATH];

    snprintf(path, sizeof(path), "%s\\%s", getenv("QP_TEST_TMP"), name);
    return fopen(path, mode);
}

/* One value, in a file of its own. */
static void write_file(const char *name, const void *bytes, size_t size)
{
    FILE *file = open_file(name, "wb");
    int is_whole = file != NULL && fwrite(bytes, 1, size, file) == size;

    if (file != NULL) {
        is_whole = fclose(file) == 0 && is_whole;
    }
    if (!is_whole) {
        die("cannot write to its folder");
    }
}

static int read_file(const char *name, void *bytes, size_t size)
{
    FILE *file = open_file(name, "rb");
    int is_whole = file != NULL && fread(bytes, 1, size, file) == size;

    if (file != NULL) {
        fclose(file);
    }
    return is_whole;
}

/* Calls that only the other process has met get no number here: they are kept by name. */
typedef struct named_count {
    char name[64];
    long calls;
    uint32_t places; /* hooks_places; 0: it was not called */
} named_count;

/* What a run came to, for the process that ordered it. */
static struct report {
    outcome came_to;
    int count;
    named_count counts[MOST_CALLS];
} report;

/* What scenarios of this subject have made, each once. */
typedef struct walked_call {
    const call_row *row;
    uint32_t places;
} walked_call;

#define MOST_WALKED 2000

static walked_call walked[MOST_WALKED];
static int walked_count;

static void fill_report(void)
{
    int i;

    memset(&report, 0, sizeof(report));
    report.came_to = current;
    report.count = hooks_count();
    for (i = 0; i < report.count; i++) {
        snprintf(report.counts[i].name, sizeof(report.counts[i].name), "%s", hooks_row(i)->name);
        report.counts[i].calls = current.calls[i];
        report.counts[i].places = hooks_places(i);
    }
}

/* What may be left, if that is known. */
struct allowance {
    int is_known;
    balance left;
};

/* NULL: the other process is to find out what may be left. */
static void write_allowed(const balance *allowed)
{
    struct allowance written = {allowed != NULL, nothing};

    if (allowed != NULL) {
        written.left = *allowed;
    }
    write_file("allowed", &written, sizeof(written));
}

static const balance *read_allowed(void)
{
    static struct allowance allowed;

    return read_file("allowed", &allowed, sizeof(allowed)) && allowed.is_known ? &allowed.left
                                                                               : NULL;
}

static void run_elsewhere(const subject *about, const scenario *what, const char *call, long nth,
                          const balance *allowed)
{
    char self[MAX_PATH];
    char line[MAX_PATH + 200];
    STARTUPINFOA startup = {.cb = sizeof(startup), .dwFlags = STARTF_USESTDHANDLES};
    DWORD flags = what->fresh == WITH_CONSOLE ? CREATE_NO_WINDOW : 0;
    PROCESS_INFORMATION process;
    DWORD code = 1;

    startup.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    startup.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    startup.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    snprintf(current_name, sizeof(current_name), "%s, %s number %ld", what->name, call, nth);
    GetModuleFileNameA(NULL, self, sizeof(self));
    snprintf(line, sizeof(line), "faults %s %s %s %ld", about->name, what->name, call, nth);
    fflush(stdout);
    write_allowed(allowed);
    InterlockedExchange64(&deadline, (LONG64)GetTickCount64() + 2 * (LONG64)PATIENCE_MS);
    if (!CreateProcessA(self, line, NULL, NULL, TRUE, flags, NULL, NULL, &startup, &process)) {
        die("cannot start itself");
    }
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    InterlockedExchange64(&deadline, 0);
    memset(&current, 0, sizeof(current));
    if (code != 0 || !read_file("report", &report, sizeof(report))) {
        walk_wrong("its process ends with %#lx", code);
        return;
    }
    current = report.came_to;
}

/* ---- Judging ----------------------------------------------------------------------------- */

static int is_exempt(const scenario *what, const call_row *row, int told)
{
    const exemption *one = what->exemptions;

    for (; one != NULL && one->call != NULL; one++) {
        int is_meant = strcmp(one->call, "*") == 0 || strcmp(one->call, row->name) == 0;
        if (is_meant && one->result == told) {
            return 1;
        }
    }
    return 0;
}

static int is_right(const scenario *what, const call_row *row, int told)
{
    return (row->expected != 0 && told == -row->expected) || (told == 0 && row->reason != NULL) ||
           is_exempt(what, row, told);
}

static void judge_balance(const balance *allowed)
{
    int i;

    for (i = 0; i < HELD_KINDS; i++) {
        if (current.left.held[i] > allowed->held[i]) {
            walk_wrong("%ld %s left", current.left.held[i] - allowed->held[i],
                       balance_name((balance_kind)i));
        }
    }
}

static void judge(const scenario *what, const call_row *row, const balance *allowed)
{
    int count;

    if (!current.hit) {
        missed++;
        failures += current.wrong != 0;
        return;
    }
    faults++;
    seen[row - calls_all(&count)] = 1;
    unnoticed += current.told == 0;
    if (!is_right(what, row, current.told)) {
        walk_wrong("told %d, not %d", current.told, -row->expected);
    }
    judge_balance(allowed);
    if (current.wrong) {
        failures++;
        printf("    (the call at %#lx of the library)\n", (unsigned long)current.at);
    }
}

/* ---- The walk ---------------------------------------------------------------------------- */

static void run_one(const subject *about, const scenario *what, const call_row *row, long nth,
                    const balance *allowed)
{
    int tries = 0;

    do {
        if (what->fresh) {
            run_elsewhere(about, what, row->name, nth, allowed);
        } else {
            run_here(what, hooks_find(row->name), nth, allowed);
        }
        /* What threads do is not the same each time. */
    } while (!current.hit && !current.wrong && ++tries < 3);
    judge(what, row, allowed);
    if (getenv("QP_FAULTS_VERBOSE") != NULL) {
        printf("    %s: hit %d, told %d, at %#lx\n", current_name, current.hit, current.told,
               (unsigned long)current.at);
    }
    fflush(stdout);
}

static int was_walked(const call_row *row, uint32_t places)
{
    int i;

    if (places == 0 || walks_all) {
        return 0;
    }
    for (i = 0; i < walked_count; i++) {
        if (walked[i].row == row && walked[i].places == places) {
            return 1;
        }
    }
    if (walked_count < MOST_WALKED) {
        walked[walked_count].row = row;
        walked[walked_count++].places = places;
    }
    return 0;
}

static void walk_call(const subject *about, const scenario *what, const named_count *made,
                      const balance *allowed)
{
    const call_row *row = calls_find(made->name);
    long calls = made->calls;
    long few = what->fresh == WITH_CONSOLE ? FEW_CONSOLES : FEW;
    long i;

    if (row->kind == CALL_NEVER) {
        return;
    }
    if (row->kind == CALL_ELSEWHERE) {
        walk_wrong("%s is called, and calls.c says it is not", row->name);
        failures++;
        return;
    }
    if (was_walked(row, made->places)) {
        return;
    }
    if (calls <= few || walks_all) {
        for (i = 1; i <= calls; i++) {
            run_one(about, what, row, i, allowed);
        }
    } else {
        for (i = 0; i < few; i++) {
            run_one(about, what, row, 1 + (calls - 1) * i / (few - 1), allowed);
        }
    }
}

/* A first run without faults, to make what is made once; a second one counts. */
static void count_calls(const subject *about, const scenario *what)
{
    if (what->fresh) {
        run_elsewhere(about, what, "-", 0, NULL);
    } else {
        run_here(what, -1, 0, NULL);
        run_here(what, -1, 0, &nothing);
        judge_balance(&nothing);
        fill_report();
    }
    if (current.told != 0) {
        walk_wrong("told %d without any fault", current.told);
    }
    failures += current.wrong != 0;
}

static void walk_scenario(const subject *about, const scenario *what)
{
    static named_count counted[MOST_CALLS];
    ULONGLONG begin = GetTickCount64();
    unsigned faults_before = faults;
    balance allowed;
    int count;
    int i;

    count_calls(about, what);
    if (current.wrong) {
        return;
    }
    allowed = what->fresh ? current.left : nothing;
    count = report.count;
    memcpy(counted, report.counts, sizeof(counted));
    for (i = 0; i < count; i++) {
        if (counted[i].calls > 0) {
            walk_call(about, what, &counted[i], &allowed);
        }
    }
    printf("%-10s %-28s %4u faults, %5lu ms\n", about->name, what->name, faults - faults_before,
           (unsigned long)(GetTickCount64() - begin));
    fflush(stdout);
}

static void prepare(const subject *about)
{
    if (about->prepare != NULL) {
        about->prepare();
    }
}

void walk_search_path(const wchar_t *path)
{
    _wputenv_s(L"PATH", path);
    SetEnvironmentVariableW(L"PATH", path);
}

static void walk_subject(const subject *about, const char *only)
{
    wchar_t *path = _wcsdup(_wgetenv(L"PATH"));
    int i;

    walked_count = 0;
    prepare(about);
    for (i = 0; i < about->count; i++) {
        if (only == NULL || strcmp(only, about->scenarios[i].name) == 0) {
            walk_scenario(about, &about->scenarios[i]);
        }
    }
    if (about->end != NULL) {
        about->end();
    }
    walk_search_path(path);
    free(path);
}

static int run_single(const subject *about, const char *name, const char *call, long nth)
{
    int i;

    prepare(about);
    for (i = 0; i < about->count; i++) {
        const scenario *what = &about->scenarios[i];
        if (strcmp(name, what->name) == 0) {
            if (!what->fresh) {
                run_here(what, -1, 0, &nothing);
            }
            run_here(what, hooks_expect(call), nth, what->fresh ? read_allowed() : &nothing);
            fill_report();
            write_file("report", &report, sizeof(report));
        }
    }
    return current.wrong;
}

/* ---- The list of calls ------------------------------------------------------------------- */

static int is_in_library(const char *name, const char *image, size_t size)
{
    size_t length = strlen(name) + 1;
    size_t i;

    for (i = 0; i + length <= size; i++) {
        if (image[i] == name[0] && memcmp(image + i, name, length) == 0) {
            return 1;
        }
    }
    return 0;
}

static size_t image_size(const char *image)
{
    const IMAGE_DOS_HEADER *dos = (const IMAGE_DOS_HEADER *)image;

    return ((const IMAGE_NT_HEADERS *)(image + dos->e_lfanew))->OptionalHeader.SizeOfImage;
}

/* A row for a call that the library does not make says something that is not true any more. */
static void check_rows(HMODULE library)
{
    const char *image = (const char *)library;
    size_t size = image_size(image);
    int count;
    const call_row *rows = calls_all(&count);
    int i;

    for (i = 0; i < count; i++) {
        if (rows[i].kind != CALL_NEVER && rows[i].kind != CALL_ELSEWHERE &&
            !is_in_library(rows[i].name, image, size)) {
            printf("FAILED: calls.c has a row for %s, which the library does not call\n",
                   rows[i].name);
            failures++;
        }
    }
}

static void print_unreached(void)
{
    int count;
    const call_row *rows = calls_all(&count);
    int i;

    for (i = 0; i < count; i++) {
        if (!seen[i] && rows[i].kind != CALL_NEVER && rows[i].kind != CALL_ELSEWHERE) {
            printf("note: no scenario calls %s here\n", rows[i].name);
        }
    }
}

int main(int argc, char **argv)
{
    HMODULE library = GetModuleHandleW(L"quickproc_faults.dll");
    int i;

    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    SetUnhandledExceptionFilter(on_crash);
    if (argc == 2 && strcmp(argv[1], "target") == 0) {
        return deliver_target();
    }
    if (argc == 2 && strcmp(argv[1], "unwritten") == 0) {
        return watch_unwritten();
    }
    if (argc == 3 && strcmp(argv[1], "send") == 0) {
        return deliver_send((int)strtol(argv[2], NULL, 10));
    }
    walks_all = getenv("QP_FAULTS_ALL") != NULL;
    hooks_install(library);
    CloseHandle(CreateThread(NULL, 0, watch_time, NULL, 0, NULL));
    for (i = 0; subjects[i] != NULL; i++) {
        if (argc > 1 && strcmp(argv[1], subjects[i]->name) != 0) {
            continue;
        }
        if (argc == 5) {
            return run_single(subjects[i], argv[2], argv[3], strtol(argv[4], NULL, 10));
        }
        walk_subject(subjects[i], argc > 2 ? argv[2] : NULL);
    }
    check_rows(library);
    failures += exports_missing(library);
    if (argc == 1) {
        print_unreached();
    }
    printf("%u faults, %u of them without an error; %u calls were not reached again; %u failures\n",
           faults, unnoticed, missed, failures);
    return failures > 0;
}
