#include "listing.h"

#include "wrapper.h"

#include <string.h>
#include <wchar.h>

#define PIPES       L"\\\\.\\pipe\\"
#define KNOWN_NAMES 8

typedef HANDLE WINAPI find_first(const wchar_t *pattern, WIN32_FIND_DATAW *entry);
typedef BOOL WINAPI find_next(HANDLE list, WIN32_FIND_DATAW *entry);
typedef BOOL WINAPI find_close(HANDLE list);
typedef ULONGLONG WINAPI clock(void);

/* Longer than a sender waits. */
#define SLOW_MS 10000

static find_first *actual_first;
static find_next *actual_next;
static find_close *actual_close;
static clock *actual_clock;

/* Behind the target's prefix. */
static const wchar_t *const hostile[] = {
    L"x\\..\\..\\C:\\secret.txt", L"x\\..\\..\\UNC\\host\\share\\file",
    L"0123456789abcdef\\..\\x",   L"0123456789ABCDEF",
    L"0123456789abcdef0",         L"0123456789abcde"};

#define HOSTILE_COUNT ((long)(sizeof(hostile) / sizeof(hostile[0])))

static volatile LONG kind;
static volatile LONG handed_out;
static volatile LONG listings;    /* that were begun since listing_set */
static volatile LONG64 passed_ms; /* in slow ones */

/* One listing at a time, on the thread that sends. */
static wchar_t prefix[MAX_PATH];
static HANDLE of_system;
static const HANDLE of_tests = (HANDLE)&prefix; /* NOLINT(misc-misplaced-const): a HANDLE */

void listing_set(listing_kind wanted)
{
    InterlockedExchange(&handed_out, 0);
    InterlockedExchange(&listings, 0);
    InterlockedExchange(&kind, (LONG)wanted);
}

long listing_names(void)
{
    return handed_out;
}

static BOOL hand_out(WIN32_FIND_DATAW *entry, const wchar_t *end)
{
    memset(entry, 0, sizeof(*entry));
    wcscpy(entry->cFileName, prefix);
    wcscat(entry->cFileName, end);
    InterlockedIncrement(&handed_out);
    return TRUE;
}

static BOOL hand_out_number(WIN32_FIND_DATAW *entry, long number)
{
    wchar_t end[17];

    swprintf(end, sizeof(end) / sizeof(end[0]), L"%016lx", number);
    return hand_out(entry, end);
}

/* After the hostile ones: those of the system, or without a list those that there can be. */
static BOOL hand_out_actual(WIN32_FIND_DATAW *entry, long number)
{
    if (of_system != INVALID_HANDLE_VALUE) {
        return actual_next(of_system, entry);
    }
    if (number >= KNOWN_NAMES) {
        SetLastError(ERROR_NO_MORE_FILES);
        return FALSE;
    }
    return hand_out_number(entry, number);
}

static BOOL next_entry(WIN32_FIND_DATAW *entry)
{
    if (kind == LISTING_ENDLESS) {
        return hand_out_number(entry, 0x1000 + handed_out);
    }
    if (kind == LISTING_SLOW) {
        return hand_out_actual(entry, handed_out);
    }
    return handed_out < HOSTILE_COUNT ? hand_out(entry, hostile[handed_out])
                                      : hand_out_actual(entry, handed_out - HOSTILE_COUNT);
}

static HANDLE WINAPI first(const wchar_t *pattern, WIN32_FIND_DATAW *entry)
{
    HANDLE list = INVALID_HANDLE_VALUE;

    if (kind == LISTING_FORBIDDEN) {
        SetLastError(ERROR_ACCESS_DENIED);
        return list;
    }
    if (kind != LISTING_ENDLESS) {
        list = actual_first(pattern, entry);
    }
    if (kind == LISTING_OF_SYSTEM) {
        return list;
    }
    if (InterlockedIncrement(&listings) == 2 && kind == LISTING_SLOW) {
        InterlockedAdd64(&passed_ms, SLOW_MS);
    }
    of_system = list;
    wcscpy(prefix, pattern + wcslen(PIPES));
    prefix[wcslen(prefix) - 1] = 0;
    InterlockedExchange(&handed_out, 0);
    return next_entry(entry) ? of_tests : INVALID_HANDLE_VALUE;
}

static BOOL WINAPI next(HANDLE list, WIN32_FIND_DATAW *entry)
{
    return list == of_tests ? next_entry(entry) : actual_next(list, entry);
}

static BOOL WINAPI close_list(HANDLE list)
{
    if (list != of_tests) {
        return actual_close(list);
    }
    if (of_system != INVALID_HANDLE_VALUE) {
        actual_close(of_system);
    }
    return TRUE;
}

static ULONGLONG WINAPI tick_count(void)
{
    return actual_clock() + (ULONGLONG)passed_ms;
}

static int hold(const wchar_t *name, HANDLE *held)
{
    wchar_t path[2 * MAX_PATH] = L"\\\\?\\pipe\\";

    wcscat(path, name);
    *held = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    return *held != INVALID_HANDLE_VALUE;
}

int listing_hold(HANDLE held[], int most)
{
    wchar_t pattern[2 * MAX_PATH] = PIPES;
    WIN32_FIND_DATAW entry;
    int count = 0;
    int i;

    wcscat(pattern, prefix);
    wcscat(pattern, L"*");
    of_system = actual_first(pattern, &entry);
    if (of_system != INVALID_HANDLE_VALUE) {
        do {
            count += count < most && hold(entry.cFileName, &held[count]);
        } while (actual_next(of_system, &entry));
        actual_close(of_system);
        return count;
    }
    for (i = 0; i < KNOWN_NAMES && count < most; i++) {
        hand_out_number(&entry, i);
        count += hold(entry.cFileName, &held[count]);
    }
    return count;
}

FARPROC listing_wrap(const char *name, FARPROC actual)
{
    static const wrapper wrapped[] = {
        {"FindFirstFileW", (void (*)(void))first},
        {"FindNextFileW", (void (*)(void))next},
        {"FindClose", (void (*)(void))close_list},
        {"GetTickCount64", (void (*)(void))tick_count},
    };
    void (*function)(void) = (void (*)(void))actual;

    if (strcmp(name, "FindFirstFileW") == 0) {
        actual_first = (find_first *)function;
    } else if (strcmp(name, "FindNextFileW") == 0) {
        actual_next = (find_next *)function;
    } else if (strcmp(name, "FindClose") == 0) {
        actual_close = (find_close *)function;
    } else if (strcmp(name, "GetTickCount64") == 0) {
        actual_clock = (clock *)function;
    }
    return wrapper_find(wrapped, sizeof(wrapped) / sizeof(wrapped[0]), name, actual);
}
