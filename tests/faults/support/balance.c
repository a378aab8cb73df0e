#include "balance.h"

#include "../../children/handle_count.h"
#include "wrapper.h"

#include <io.h>
#include <limits.h>
#include <quickproc/quickproc.h>
#include <tlhelp32.h>

#define MOST_DESCRIPTORS 2048

static volatile LONG held[HELD_THREADS + 1];

static void count(balance_kind kind, int change)
{
    InterlockedExchangeAdd(&held[kind], change);
}

/* ---- In front of the functions ----------------------------------------------------------- */

static void *count_malloc(size_t size)
{
    void *block = malloc(size);

    count(HELD_BLOCKS, block != NULL);
    return block;
}

static void *count_calloc(size_t number, size_t size)
{
    void *block = calloc(number, size);

    count(HELD_BLOCKS, block != NULL);
    return block;
}

static void *count_realloc(void *block, size_t size)
{
    void *result = realloc(block, size);

    count(HELD_BLOCKS, block == NULL && result != NULL);
    return result;
}

static void count_free(void *block)
{
    count(HELD_BLOCKS, block == NULL ? 0 : -1);
    free(block);
}

static wchar_t *WINAPI count_get_environment(void)
{
    wchar_t *block = GetEnvironmentStringsW();

    count(HELD_ENVIRONMENTS, block != NULL);
    return block;
}

static BOOL WINAPI count_free_environment(wchar_t *block)
{
    count(HELD_ENVIRONMENTS, -1);
    return FreeEnvironmentStringsW(block);
}

static HANDLE WINAPI count_find_first(const wchar_t *pattern, WIN32_FIND_DATAW *entry)
{
    HANDLE found = FindFirstFileW(pattern, entry);

    count(HELD_SEARCHES, found != INVALID_HANDLE_VALUE);
    return found;
}

static HANDLE WINAPI count_find_first_ex(const wchar_t *pattern, FINDEX_INFO_LEVELS level,
                                         void *entry, FINDEX_SEARCH_OPS search, void *filter,
                                         DWORD flags)
{
    HANDLE found = FindFirstFileExW(pattern, level, entry, search, filter, flags);

    count(HELD_SEARCHES, found != INVALID_HANDLE_VALUE);
    return found;
}

static BOOL WINAPI count_find_close(HANDLE found)
{
    count(HELD_SEARCHES, -1);
    return FindClose(found);
}

static PTP_TIMER WINAPI count_create_timer(PTP_TIMER_CALLBACK callback, void *opaque,
                                           PTP_CALLBACK_ENVIRON environment)
{
    PTP_TIMER timer = CreateThreadpoolTimer(callback, opaque, environment);

    count(HELD_TIMERS, timer != NULL);
    return timer;
}

static void WINAPI count_close_timer(PTP_TIMER timer)
{
    count(HELD_TIMERS, -1);
    CloseThreadpoolTimer(timer);
}

static PTP_WORK WINAPI count_create_work(PTP_WORK_CALLBACK callback, void *opaque,
                                         PTP_CALLBACK_ENVIRON environment)
{
    PTP_WORK work = CreateThreadpoolWork(callback, opaque, environment);

    count(HELD_TIMERS, work != NULL);
    return work;
}

static void WINAPI count_close_work(PTP_WORK work)
{
    count(HELD_TIMERS, -1);
    CloseThreadpoolWork(work);
}

/* A thread is counted from its start to the end of its function. */
typedef struct started_thread {
    LPTHREAD_START_ROUTINE function;
    void *opaque;
} started_thread;

static DWORD WINAPI run_thread(void *opaque)
{
    started_thread started = *(started_thread *)opaque;
    DWORD result;

    free(opaque);
    result = started.function(started.opaque);
    count(HELD_THREADS, -1);
    return result;
}

static HANDLE WINAPI count_create_thread(SECURITY_ATTRIBUTES *security, SIZE_T stack,
                                         LPTHREAD_START_ROUTINE function, void *opaque, DWORD flags,
                                         DWORD *id)
{
    started_thread *started = malloc(sizeof(*started));
    HANDLE thread;

    if (started == NULL) {
        return NULL;
    }
    started->function = function;
    started->opaque = opaque;
    count(HELD_THREADS, 1);
    thread = CreateThread(security, stack, run_thread, started, flags, id);
    if (thread == NULL) {
        count(HELD_THREADS, -1);
        free(started);
    }
    return thread;
}

FARPROC balance_wrap(const char *name, FARPROC actual)
{
    static const wrapper counted[] = {
        {"malloc", (void (*)(void))count_malloc},
        {"calloc", (void (*)(void))count_calloc},
        {"realloc", (void (*)(void))count_realloc},
        {"free", (void (*)(void))count_free},
        {"GetEnvironmentStringsW", (void (*)(void))count_get_environment},
        {"FreeEnvironmentStringsW", (void (*)(void))count_free_environment},
        {"FindFirstFileW", (void (*)(void))count_find_first},
        {"FindFirstFileExW", (void (*)(void))count_find_first_ex},
        {"FindClose", (void (*)(void))count_find_close},
        {"CreateThreadpoolTimer", (void (*)(void))count_create_timer},
        {"CloseThreadpoolTimer", (void (*)(void))count_close_timer},
        {"CreateThreadpoolWork", (void (*)(void))count_create_work},
        {"CloseThreadpoolWork", (void (*)(void))count_close_work},
        {"CreateThread", (void (*)(void))count_create_thread},
    };

    return wrapper_find(counted, sizeof(counted) / sizeof(counted[0]), name, actual);
}

/* ---- What there is ----------------------------------------------------------------------- */

/* The Universal C runtime; Visual C++ has no other. */
#if defined(_UCRT) || defined(_MSC_VER)
#define ENDS_FOR_BAD_DESCRIPTORS
#endif

#ifdef ENDS_FOR_BAD_DESCRIPTORS
#ifdef __MINGW32__
/* In mingw-w64's import library, but not in its headers. */
_invalid_parameter_handler
_set_thread_local_invalid_parameter_handler(_invalid_parameter_handler handler);
#endif

static void ignore(const wchar_t *expression, const wchar_t *function, const wchar_t *file,
                   unsigned int line, uintptr_t reserved)
{
    (void)expression;
    (void)function;
    (void)file;
    (void)line;
    (void)reserved;
}
#endif

static long count_descriptors(void)
{
    long number = 0;
    int fd;
#ifdef ENDS_FOR_BAD_DESCRIPTORS
    _invalid_parameter_handler previous = _set_thread_local_invalid_parameter_handler(ignore);
#endif

    for (fd = 0; fd < MOST_DESCRIPTORS; fd++) {
        number += _get_osfhandle(fd) != -1;
    }
#ifdef ENDS_FOR_BAD_DESCRIPTORS
    _set_thread_local_invalid_parameter_handler(previous);
#endif
    return number;
}

static long count_children(void)
{
    HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    PROCESSENTRY32W process = {.dwSize = sizeof(process)};
    long number = 0;
    BOOL more;

    for (more = Process32FirstW(snapshot, &process); more;
         more = Process32NextW(snapshot, &process)) {
        /* Wine's desktop is a child of the first process that makes a window. */
        number += process.th32ParentProcessID == GetCurrentProcessId() &&
                  lstrcmpiW(process.szExeFile, L"explorer.exe") != 0;
    }
    CloseHandle(snapshot);
    return number;
}

const char *balance_name(balance_kind kind)
{
    static const char *const names[HELD_KINDS] = {"blocks of memory",
                                                  "environment blocks",
                                                  "searches for files",
                                                  "timers and work",
                                                  "threads",
                                                  "handles",
                                                  "descriptors",
                                                  "children"};

    return names[kind];
}

balance balance_now(void)
{
    balance now;
    int i;

    for (i = 0; i <= HELD_THREADS; i++) {
        now.held[i] = held[i];
    }
    now.held[HELD_HANDLES] = (long)handle_count(GetCurrentProcessId());
    now.held[HELD_DESCRIPTORS] = count_descriptors();
    now.held[HELD_CHILDREN] = count_children();
    return now;
}

static int is_more(const balance *now, const balance *before)
{
    int i;

    for (i = 0; i < HELD_KINDS; i++) {
        if (now->held[i] > before->held[i]) {
            return 1;
        }
    }
    return 0;
}

balance balance_settle(const balance *before, unsigned patience_ms)
{
    ULONGLONG deadline = GetTickCount64() + patience_ms;
    balance now = balance_now();

    while (is_more(&now, before) && GetTickCount64() < deadline) {
        Sleep(2);
        /* Groups end without telling: a look for any clears away those that are over. */
        qp_kill(-INT_MAX, 0);
        now = balance_now();
    }
    return now;
}
