#include "hooks.h"

#include "balance.h"
#include "listing.h"
#include "locks.h"
#include "promises.h"
#include "on_windows.h"
#include "../../support/imports.h"
#include "../../support/wait_packets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_CALLS   320
#define THUNK_BYTES  96
#define MOST_PLACES  256
#define WAIT_REPEATS 4

/* What stands in front of a function, whatever else happens to the call. */
static FARPROC wrap(const char *name, FARPROC actual)
{
    actual = listing_wrap(name, balance_wrap(name, locks_wrap(name, actual)));
    return promises_wrap(name, windows_wrap(name, actual));
}

typedef struct hooked_call {
    const call_row *row;
    FARPROC actual; /* the function itself, or what stands in front of it */
    volatile LONG calls;
    uintptr_t places[MOST_PLACES]; /* of the first calls */
} hooked_call;

static hooked_call calls[MOST_CALLS];
static volatile LONG call_count;
static uint8_t *thunks; /* MOST_CALLS of them, executable */
static uintptr_t base;
static SRWLOCK adding = SRWLOCK_INIT;

/* Written by hooks_start, before any call that it is about. */
static volatile LONG counting;
static int failing_call = -1;
static long failing_nth;
static volatile LONG has_failed;
static uintptr_t failed_at;

/* ---- What a piece of code asks ----------------------------------------------------------- */

/* In place of the function, with its first four arguments. */
static uintptr_t fail(uintptr_t a, uintptr_t b, uintptr_t c, uintptr_t d)
{
    const hooked_call *call = &calls[failing_call];
    const call_row *row = call->row;

    if (row->kind == CALL_FAILS_AFTERWARDS) {
        ((uintptr_t(*)(uintptr_t, uintptr_t, uintptr_t, uintptr_t))(void (*)(void))call->actual)(
            a, b, c, d);
    }
    if (row->crt_errno != 0) {
        errno = row->crt_errno;
    }
    SetLastError(row->win_error);
    return row->result;
}

static int must_fail(int number, uintptr_t return_address)
{
    LONG nth = InterlockedIncrement(&calls[number].calls);

    if (nth <= MOST_PLACES) {
        calls[number].places[nth - 1] = return_address - base;
    }
    if (number != failing_call || nth != failing_nth) {
        return 0;
    }
    failed_at = return_address - base;
    InterlockedExchange(&has_failed, 1);
    return 1;
}

/* Where the call goes on. The last error is the caller's, whatever happens here. */
static FARPROC decide(int number, uintptr_t return_address)
{
    DWORD last_error = GetLastError();
    FARPROC target = calls[number].actual;

    if (counting && must_fail(number, return_address)) {
        target = (FARPROC)(void (*)(void))fail;
    }
    SetLastError(last_error);
    return target;
}

/* ---- The pieces of code ------------------------------------------------------------------ */

/*
 * Keeps the four registers that carry arguments (no call of the library passes a floating-point
 * number), asks decide(number, return address), and jumps to the answer. The stack is as the caller
 * left it then, so that it works for any number of arguments.
 */
static FARPROC make_thunk(int number)
{
    static const uint8_t before[] = {
        0x48, 0x83, 0xEC, 0x68,       /* sub rsp, 104 */
        0x48, 0x89, 0x4C, 0x24, 0x20, /* mov [rsp+32], rcx */
        0x48, 0x89, 0x54, 0x24, 0x28, /* mov [rsp+40], rdx */
        0x4C, 0x89, 0x44, 0x24, 0x30, /* mov [rsp+48], r8 */
        0x4C, 0x89, 0x4C, 0x24, 0x38, /* mov [rsp+56], r9 */
        0x48, 0x8B, 0x54, 0x24, 0x68, /* mov rdx, [rsp+104] */
        0xB9,                         /* mov ecx, number */
    };
    static const uint8_t after[] = {
        0xFF, 0xD0,                   /* call rax */
        0x48, 0x8B, 0x4C, 0x24, 0x20, /* mov rcx, [rsp+32] */
        0x48, 0x8B, 0x54, 0x24, 0x28, /* mov rdx, [rsp+40] */
        0x4C, 0x8B, 0x44, 0x24, 0x30, /* mov r8, [rsp+48] */
        0x4C, 0x8B, 0x4C, 0x24, 0x38, /* mov r9, [rsp+56] */
        0x48, 0x83, 0xC4, 0x68,       /* add rsp, 104 */
        0xFF, 0xE0,                   /* jmp rax */
    };
    static const uint8_t load[] = {0x48, 0xB8}; /* mov rax, decide */
    FARPROC asked = (FARPROC)(void (*)(void))decide;
    uint8_t *thunk = thunks + (size_t)number * THUNK_BYTES;
    uint8_t *at = thunk;

    memcpy(at, before, sizeof(before));
    at += sizeof(before);
    memcpy(at, &number, sizeof(number));
    at += sizeof(number);
    memcpy(at, load, sizeof(load));
    at += sizeof(load);
    memcpy(at, &asked, sizeof(asked));
    at += sizeof(asked);
    memcpy(at, after, sizeof(after));
    memcpy(&asked, &thunk, sizeof(asked));
    return asked;
}

static void give_up(const char *what, const char *name)
{
    printf("%s %s\n", what, name);
    fflush(stdout);
    ExitProcess(1);
}

/* The number. */
static int add_call(const char *name, FARPROC actual)
{
    const call_row *row = calls_find(name);
    int number = (int)call_count;

    if (row == NULL) {
        give_up("calls.c does not say how this call fails:", name);
    }
    if (number == MOST_CALLS) {
        give_up("no room for", name);
    }
    calls[number].row = row;
    calls[number].actual = actual == NULL ? NULL : wrap(name, actual);
    call_count = number + 1;
    return number;
}

static int packets_lent;

void hooks_lend_wait_packets(void)
{
    packets_lent = 1;
}

static FARPROC find_actual(HMODULE module, const char *name)
{
    FARPROC found = GetProcAddress(module, name);
    FARPROC lent = wait_packets_find(name);

    if (lent == NULL) {
        return found;
    }
    return !packets_lent ? NULL : found != NULL ? found : lent;
}

/* GetProcAddress of the library. */
static FARPROC WINAPI find_function(HMODULE module, const char *name)
{
    FARPROC found = find_actual(module, name);
    int number;

    if (found == NULL) {
        return NULL;
    }
    AcquireSRWLockExclusive(&adding);
    number = hooks_find(name);
    if (number < 0) {
        number = add_call(name, found);
    }
    calls[number].actual = wrap(name, found);
    ReleaseSRWLockExclusive(&adding);
    return make_thunk(number);
}

/* ---- The import table -------------------------------------------------------------------- */

static void hook(FARPROC *slot, const char *dll, const char *name, void *opaque)
{
    (void)opaque;
    if (name == NULL) {
        give_up("imported without a name from", dll);
    }
    if (!imports_replace(slot,
                         make_thunk(add_call(name, strcmp(name, "GetProcAddress") == 0
                                                       ? (FARPROC)(void (*)(void))find_function
                                                       : *slot)))) {
        give_up("cannot replace", name);
    }
}

void hooks_install(HMODULE library)
{
    memcpy(&base, &library, sizeof(base));
    thunks = VirtualAlloc(NULL, (size_t)MOST_CALLS * THUNK_BYTES, MEM_COMMIT | MEM_RESERVE,
                          PAGE_EXECUTE_READWRITE);
    if (thunks == NULL) {
        give_up("no memory for", "the hooks");
    }
    imports_visit(library, hook, NULL);
}

/* ---- The rest ---------------------------------------------------------------------------- */

int hooks_count(void)
{
    return (int)call_count;
}

const call_row *hooks_row(int call)
{
    return calls[call].row;
}

int hooks_find(const char *name)
{
    int i;

    for (i = 0; i < (int)call_count; i++) {
        if (strcmp(calls[i].row->name, name) == 0) {
            return i;
        }
    }
    return -1;
}

int hooks_expect(const char *name)
{
    int number = hooks_find(name);

    return number >= 0 || strcmp(name, "-") == 0 ? number : add_call(name, NULL);
}

void hooks_start(int call, long nth)
{
    int i;

    for (i = 0; i < MOST_CALLS; i++) {
        calls[i].calls = 0;
    }
    failing_call = call;
    failing_nth = nth;
    has_failed = 0;
    InterlockedExchange(&counting, 1);
}

void hooks_stop(void)
{
    InterlockedExchange(&counting, 0);
}

long hooks_calls(int call)
{
    return calls[call].calls;
}

int hooks_has_failed(void)
{
    return has_failed != 0;
}

/* How often a place has called before, among the first `count` calls. */
static int count_place(const hooked_call *call, int count)
{
    int before = 0;
    int i;

    for (i = 0; i < count; i++) {
        before += call->places[i] == call->places[count];
    }
    return before;
}

/* Adds, so that the order among threads is nothing. Waits in a loop count a few times only: how
 * many there are is a matter of time. */
uint32_t hooks_places(int call)
{
    const hooked_call *one = &calls[call];
    int count = one->calls < MOST_PLACES ? (int)one->calls : MOST_PLACES;
    int most = strncmp(one->row->name, "Wait", 4) == 0 ? WAIT_REPEATS : MOST_PLACES;
    uint32_t sum = 0;
    int i;

    for (i = 0; i < count; i++) {
        int before = count_place(one, i);
        if (before < most) {
            sum += ((uint32_t)one->places[i] * 256 + (uint32_t)before) * 2654435761u;
        }
    }
    return sum;
}

uintptr_t hooks_failed_at(void)
{
    return failed_at;
}
