/*
 * What the child programs share: exact bytes in and out, numbers from arguments, sleeping. They
 * depend on nothing but the system, so that a test never measures the library with itself.
 */
#ifndef TESTS_CHILDREN_CHILD_H
#define TESTS_CHILDREN_CHILD_H

#ifdef _WIN32
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0A00
#endif
#include <windows.h>
#else
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#endif

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__MINGW32__) && !defined(TESTS_CHILDREN_NO_MAIN)
/* MinGW's start-up code would expand `*` in the arguments. */
int _CRT_glob = 0;
#endif

#ifdef _WIN32
static inline int child_on_wine(void)
{
    return GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != NULL;
}
#endif

/* Writes all of it to 1 (standard output) or 2 (standard error): 0, or -1 when nobody reads. */
static inline int child_write(int fd, const void *bytes, size_t length)
{
    const char *p = bytes;
    while (length > 0) {
#ifdef _WIN32
        DWORD wanted = length > 0x10000 ? 0x10000 : (DWORD)length, done = 0;
        HANDLE handle = GetStdHandle(fd == 1 ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE);
        if (!WriteFile(handle, p, wanted, &done, NULL)) {
            return -1;
        }
#else
        ssize_t done = write(fd, p, length);
        if (done < 0) {
            return -1;
        }
#endif
        p += done;
        length -= (size_t)done;
    }
    return 0;
}

/* Reads standard input: the number of bytes, 0 at the end (a broken pipe too), -1 on failure. */
static inline long child_read(void *bytes, size_t capacity)
{
#ifdef _WIN32
    DWORD done = 0;
    if (!ReadFile(GetStdHandle(STD_INPUT_HANDLE), bytes, (DWORD)capacity, &done, NULL)) {
        DWORD error = GetLastError();
        return error == ERROR_BROKEN_PIPE || error == ERROR_HANDLE_EOF ? 0 : -1;
    }
    return (long)done;
#else
    return (long)read(0, bytes, capacity);
#endif
}

/* Formatted, to standard output or standard error, in one write, no translation of line ends. */
static inline void child_say(int fd, const char *format, ...)
{
    char text[2048];
    va_list ap;
    va_start(ap, format);
    int length = vsnprintf(text, sizeof(text), format, ap);
    va_end(ap);
    if (length > 0) {
        child_write(fd, text, (size_t)length < sizeof(text) ? (size_t)length : sizeof(text) - 1);
    }
}

static inline void child_sleep_ms(uint32_t ms)
{
#ifdef _WIN32
    Sleep(ms);
#else
    struct timespec t = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};
    while (nanosleep(&t, &t) < 0 && errno == EINTR) {
    }
#endif
}

static inline unsigned long child_pid(void)
{
#ifdef _WIN32
    return GetCurrentProcessId();
#else
    return (unsigned long)getpid();
#endif
}

/* argv[i] as a number (decimal, 0x..., negative wraps to 32 bits), or `otherwise` when it is not
 * there. */
static inline uint32_t child_number(int argc, char **argv, int i, uint32_t otherwise)
{
    return i < argc ? (uint32_t)strtoll(argv[i], NULL, 0) : otherwise;
}

/* Appends to a file that others append to as well: one write, at the end. 0 or -1. */
static inline int child_append(const char *path, const void *bytes, size_t length)
{
#ifdef _WIN32
    DWORD done = 0;
    OVERLAPPED far_behind = {.Offset = 0x7fffffff};
    HANDLE file = CreateFileA(path, FILE_APPEND_DATA | GENERIC_READ,
                              FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_ALWAYS, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        return -1;
    }
    /* Wine looks where the end is, then writes there: of two at once, one is lost. The lock goes
     * with the handle. */
    BOOL ok = LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &far_behind) &&
              WriteFile(file, bytes, (DWORD)length, &done, NULL);
    CloseHandle(file);
    return ok ? 0 : -1;
#else
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT, 0666);
    if (fd < 0) {
        return -1;
    }
    ssize_t done = write(fd, bytes, length);
    close(fd);
    return done == (ssize_t)length ? 0 : -1;
#endif
}

/* FNV-1a; tests compute the same in JavaScript. Start with 2166136261. */
static inline uint32_t child_hash(uint32_t hash, const void *bytes, size_t length)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ p[i]) * 16777619u;
    }
    return hash;
}

/* The deterministic stream that `spew` writes: byte number `i`. */
static inline unsigned char child_pattern(uint64_t i)
{
    return (unsigned char)(i * 7 + (i >> 8) * 13 + (i >> 16));
}

/*
 * Starts this very program again with other arguments, its standard handles inherited: the pid, or
 * 0. `command_line` holds the arguments only (no quoting: they are plain words).
 */
static inline unsigned long child_start_self(char **argv, const char *arguments)
{
#ifdef _WIN32
    char path[MAX_PATH], line[1024 + sizeof("self ")];
    STARTUPINFOA startup = {.cb = sizeof(startup)};
    PROCESS_INFORMATION process;
    (void)argv;
    GetModuleFileNameA(NULL, path, sizeof(path));
    snprintf(line, sizeof(line), "self %s", arguments);
    if (!CreateProcessA(path, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process)) {
        return 0;
    }
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    return process.dwProcessId;
#else
    pid_t pid = fork();
    if (pid == 0) {
        char copy[1024], *words[16];
        int count = 0;
        words[count++] = argv[0];
        snprintf(copy, sizeof(copy), "%s", arguments);
        for (char *word = strtok(copy, " "); word && count < 15; word = strtok(NULL, " ")) {
            words[count++] = word;
        }
        words[count] = NULL;
        execv(argv[0], words);
        _exit(127);
    }
    return pid > 0 ? (unsigned long)pid : 0;
#endif
}

#endif
