/*
 * The clock ticks every 15.625 ms. Times are those of the last tick, and what waits for so many
 * milliseconds wakes at the first tick at which that many have gone by since the tick before the
 * call: a wait can end early by nearly a tick, and late by one.
 *
 * Microsoft: "Sleep function (synchapi.h)" (less than the resolution of the system clock: may sleep
 * for less than the specified time), "GetTickCount64" (10 to 16 ms), "Wait Functions" (time-out
 * accuracy).
 */
#include "../model.h"

#define TICK_US        15625ull
#define US_OF_FILETIME 10ull

MODEL_NEXT(Sleep);
MODEL_NEXT(GetTickCount64);
MODEL_NEXT(GetSystemTimeAsFileTime);
MODEL_NEXT(GetProcessTimes);
MODEL_NEXT(WaitForSingleObject);
MODEL_NEXT(WaitForMultipleObjects);
MODEL_NEXT(SleepConditionVariableSRW);

static ULONGLONG now_us(void)
{
    LARGE_INTEGER count;
    LARGE_INTEGER frequency;

    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&frequency);
    return (ULONGLONG)((double)count.QuadPart * 1e6 / (double)frequency.QuadPart);
}

/* What to ask Wine for in place of `ms`. */
static DWORD rounded(DWORD ms)
{
    ULONGLONG now = now_us();
    ULONGLONG due = now / TICK_US * TICK_US + ms * 1000ull;
    ULONGLONG tick = (due + TICK_US - 1) / TICK_US * TICK_US;

    if (ms == 0 || ms == INFINITE) {
        return ms;
    }
    return tick <= now ? 1 : (DWORD)((tick - now + 999) / 1000);
}

static void WINAPI instead_of_sleep(DWORD ms)
{
    next_Sleep(rounded(ms));
}

static DWORD WINAPI wait_for_one(HANDLE handle, DWORD ms)
{
    return next_WaitForSingleObject(handle, rounded(ms));
}

static DWORD WINAPI wait_for_several(DWORD count, const HANDLE *handles, BOOL all, DWORD ms)
{
    return next_WaitForMultipleObjects(count, handles, all, rounded(ms));
}

static BOOL WINAPI sleep_condition(PCONDITION_VARIABLE condition, PSRWLOCK lock, DWORD ms,
                                   ULONG flags)
{
    return next_SleepConditionVariableSRW(condition, lock, rounded(ms), flags);
}

static ULONGLONG WINAPI tick_count(void)
{
    return now_us() / TICK_US * TICK_US / 1000;
}

static void round_time(FILETIME *time)
{
    ULONGLONG value = (ULONGLONG)time->dwHighDateTime << 32 | time->dwLowDateTime;

    value = value / (TICK_US * US_OF_FILETIME) * (TICK_US * US_OF_FILETIME);
    time->dwHighDateTime = (DWORD)(value >> 32);
    time->dwLowDateTime = (DWORD)value;
}

static void WINAPI system_time(FILETIME *time)
{
    next_GetSystemTimeAsFileTime(time);
    round_time(time);
}

/* Those of the start stay: they are part of names, which processes outside of the model form. */
static BOOL WINAPI process_times(HANDLE process, FILETIME *created, FILETIME *exited,
                                 FILETIME *kernel, FILETIME *user)
{
    BOOL result = next_GetProcessTimes(process, created, exited, kernel, user);

    if (result) {
        round_time(exited);
    }
    return result;
}

static const model_function functions[] = {
    MODEL_INSTEAD(Sleep, instead_of_sleep),
    MODEL_INSTEAD(GetTickCount64, tick_count),
    MODEL_INSTEAD(GetSystemTimeAsFileTime, system_time),
    MODEL_INSTEAD(GetProcessTimes, process_times),
    MODEL_INSTEAD(WaitForSingleObject, wait_for_one),
    MODEL_INSTEAD(WaitForMultipleObjects, wait_for_several),
    MODEL_INSTEAD(SleepConditionVariableSRW, sleep_condition),
    MODEL_END,
};

const model_rule rule_clock = {"clock", functions, NULL, NULL};
