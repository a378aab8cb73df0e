/*
 * crash HOW [CODE]: dies in one of the ways in which programs die.
 *   access overflow illegal privileged divide float breakpoint fastfail abort
 *   raise CODE      an exception with that code that nobody handles
 *   terminate CODE  TerminateProcess of itself
 */
#include "child.h"

#ifdef _MSC_VER
#include <intrin.h>
#endif

static volatile int zero;
static volatile int *volatile nowhere;

/* This program is there to crash. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wanalyzer-null-dereference"
#endif

static int overflow(volatile char *above)
{
    volatile char here[4096];
    here[0] = *above;
    return zero ? 0 : overflow(here) + here[0];
}

#ifdef _WIN32

/* Wine's own last handler needs more stack than an overflow leaves, and the process would end with
 * code 1. */
static LONG WINAPI end_at_overflow(EXCEPTION_POINTERS *exception)
{
    DWORD code = exception->ExceptionRecord->ExceptionCode;
    if (code == EXCEPTION_STACK_OVERFLOW) {
        TerminateProcess(GetCurrentProcess(), code);
    }
    return EXCEPTION_CONTINUE_SEARCH;
}

static void raise_code(uint32_t code)
{
    RaiseException(code, EXCEPTION_NONCONTINUABLE, 0, NULL);
}

static void die(const char *how, uint32_t code)
{
    if (strcmp(how, "access") == 0) {
        *nowhere = 1;
    } else if (strcmp(how, "overflow") == 0) {
        volatile char first = 0;
        overflow(&first);
    } else if (strcmp(how, "illegal") == 0) {
#ifdef __GNUC__
        __builtin_trap();
#else
        raise_code(0xC000001D);
#endif
    } else if (strcmp(how, "privileged") == 0) {
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
        __asm__ volatile("hlt");
#else
        raise_code(0xC0000096);
#endif
    } else if (strcmp(how, "divide") == 0) {
#if defined(__x86_64__) || defined(__i386__) || defined(_M_X64) || defined(_M_IX86)
        zero = (int)code / zero;
#else
        raise_code(0xC0000094); /* other processors divide by zero without a trap */
#endif
    } else if (strcmp(how, "float") == 0) {
        raise_code(0xC000008E);
    } else if (strcmp(how, "breakpoint") == 0) {
        DebugBreak();
    } else if (strcmp(how, "fastfail") == 0) {
#ifdef _MSC_VER
        __fastfail(7);
#elif defined(__x86_64__) || defined(__i386__)
        __asm__ volatile("int $0x29" : : "c"(7));
#else
        TerminateProcess(GetCurrentProcess(), 0xC0000409);
#endif
    } else if (strcmp(how, "abort") == 0) {
        abort();
    } else if (strcmp(how, "raise") == 0) {
        raise_code(code);
    } else if (strcmp(how, "terminate") == 0) {
        TerminateProcess(GetCurrentProcess(), code);
    }
}

#else

static void die(const char *how, uint32_t code)
{
    (void)code;
    if (strcmp(how, "access") == 0) {
        *nowhere = 1;
    } else if (strcmp(how, "overflow") == 0) {
        volatile char first = 0;
        overflow(&first);
    } else if (strcmp(how, "illegal") == 0) {
        raise(SIGILL);
    } else if (strcmp(how, "privileged") == 0) {
        raise(SIGILL);
    } else if (strcmp(how, "divide") == 0) {
        raise(SIGFPE);
    } else if (strcmp(how, "float") == 0) {
        raise(SIGFPE);
    } else if (strcmp(how, "breakpoint") == 0) {
        raise(SIGTRAP);
    } else if (strcmp(how, "fastfail") == 0 || strcmp(how, "abort") == 0) {
        abort();
    }
}

#endif

int main(int argc, char **argv)
{
#ifdef _WIN32
    /* No dialog, no debugger: the test waits for the end. */
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    if (child_on_wine()) {
        SetUnhandledExceptionFilter(end_at_overflow);
    }
#endif
    die(argc > 1 ? argv[1] : "", child_number(argc, argv, 2, 0));
    child_say(2, "crash: still alive\n");
    return 99;
}
