#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* STATUS_STOPPED_BY_VERIFIER: what Application Verifier ends a process with. */
#define STOPPED_BY_VERIFIER 0xC0000421u

#define LINE_BYTES  2048
#define MOST_LINES  20
#define MOST_FRAMES 32

static wchar_t path[MAX_PATH];
static DWORD told_seed;
static volatile LONG lines;

void report_begin(DWORD seed)
{
    DWORD length = GetEnvironmentVariableW(L"QP_MODEL_REPORT", path, MAX_PATH);

    told_seed = seed;
    if (length >= MAX_PATH) {
        path[0] = 0;
    }
}

/* Each call opens the file anew: no handle of the model is among the program's. */
static int write_line(const char *line, int length)
{
    HANDLE file = path[0] == 0
                      ? INVALID_HANDLE_VALUE
                      : CreateFileW(path, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                    NULL, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    int has_file = file != INVALID_HANDLE_VALUE;
    DWORD written;

    WriteFile(has_file ? file : GetStdHandle(STD_ERROR_HANDLE), line, (DWORD)length, &written,
              NULL);
    if (has_file) {
        CloseHandle(file);
    }
    return has_file;
}

static int add_format(char *line, int length, const char *format, va_list values)
{
    int more = vsnprintf(line + length, (size_t)(LINE_BYTES - length), format, values);

    return more < 0 || more >= LINE_BYTES - length ? LINE_BYTES - 1 : length + more;
}

static int add(char *line, int length, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    length = add_format(line, length, format, values);
    va_end(values);
    return length;
}

/* The program's own frames, as addresses for addr2line. */
static int add_places(char *line, int length)
{
    const char *program = (const char *)GetModuleHandleW(NULL);
    const IMAGE_DOS_HEADER *dos = (const void *)program;
    const IMAGE_NT_HEADERS *nt = (const void *)(program + dos->e_lfanew);
    void *frames[MOST_FRAMES];
    int count = RtlCaptureStackBackTrace(1, MOST_FRAMES, frames, NULL);
    int i;

    length = add(line, length, ", at");
    for (i = 0; i < count; i++) {
        ULONG_PTR offset = (ULONG_PTR)frames[i] - (ULONG_PTR)program;
        if (offset < nt->OptionalHeader.SizeOfImage) {
            length = add(line, length, " 0x%llx",
                         (unsigned long long)(nt->OptionalHeader.ImageBase + offset));
        }
    }
    return length;
}

static int begin_line(char *line, const char *kind, const char *rule)
{
    return add(line, 0, "model: %s: %s (process %lu, seed %lu): ", kind, rule,
               GetCurrentProcessId(), told_seed);
}

void model_breach(const char *rule, const char *format, ...)
{
    DWORD last_error = GetLastError();
    char line[LINE_BYTES];
    int length = begin_line(line, "breach", rule);
    va_list values;

    va_start(values, format);
    length = add_format(line, length, format, values);
    va_end(values);
    length = add_places(line, length);
    length = add(line, length < LINE_BYTES - 2 ? length : LINE_BYTES - 2, "\n");
    if (InterlockedIncrement(&lines) <= MOST_LINES && !write_line(line, length)) {
        TerminateProcess(GetCurrentProcess(), STOPPED_BY_VERIFIER);
    }
    SetLastError(last_error);
}

void model_note(const char *rule, const char *format, ...)
{
    DWORD last_error = GetLastError();
    char line[LINE_BYTES];
    int length = begin_line(line, "note", rule);
    va_list values;

    va_start(values, format);
    length = add_format(line, length, format, values);
    va_end(values);
    length = add_places(line, length);
    length = add(line, length < LINE_BYTES - 2 ? length : LINE_BYTES - 2, "\n");
    if (path[0] != 0 && InterlockedIncrement(&lines) <= MOST_LINES) {
        write_line(line, length);
    }
    SetLastError(last_error);
}
