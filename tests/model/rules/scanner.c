/*
 * A virus scanner opens a program that was just written, for a moment. Until it is done, the
 * program cannot be renamed: ERROR_SHARING_VIOLATION. golang/go, issue 16882; rust-lang/rustup,
 * issue 1912.
 *
 * Here: the first attempt to rename a program fails, and the next one does not.
 */
#include "../model.h"

#include <string.h>

MODEL_NEXT(MoveFileExW);

static volatile LONG attempts;

static int is_program(const wchar_t *path)
{
    HANDLE file =
        CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                    NULL, OPEN_EXISTING, 0, NULL);
    char head[2] = {0};
    DWORD got = 0;

    if (file == INVALID_HANDLE_VALUE) {
        return 0;
    }
    ReadFile(file, head, sizeof(head), &got, NULL);
    CloseHandle(file);
    return got == sizeof(head) && memcmp(head, "MZ", 2) == 0;
}

static BOOL WINAPI move(const wchar_t *from, const wchar_t *to, DWORD flags)
{
    if (is_program(from) && InterlockedIncrement(&attempts) % 2 == 1) {
        SetLastError(ERROR_SHARING_VIOLATION);
        return FALSE;
    }
    return next_MoveFileExW(from, to, flags);
}

static const model_function functions[] = {
    MODEL_INSTEAD(MoveFileExW, move),
    MODEL_END,
};

const model_rule rule_scanner = {"scanner", functions, NULL, NULL};
