#include "qjs/process.h"

#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <wchar.h>

#include "core/utf16.h"
#include "quickproc/quickproc.h"
#include "quickproc/signal.h"
#include "win32/system/crt.h"

/* For the C runtime: report EBADF and go on. The default ends the process. */
static void ignore_invalid_parameter(const wchar_t *expression, const wchar_t *function,
                                     const wchar_t *file, unsigned line, uintptr_t reserved)
{
    (void)expression;
    (void)function;
    (void)file;
    (void)line;
    (void)reserved;
}

/* How long the end waits for children that are being started. */
#define PATIENCE_MS 2000

static void end_by_exit(void)
{
    qp_spawn_stop(0, PATIENCE_MS);
}

/*
 * Asked last, when nothing handles the event. Ctrl+C and its like end the process without the
 * functions of atexit. The exit code is the one that Windows itself gives then; on Wine it would be
 * 0, and whoever waits could not tell it from success.
 */
static BOOL WINAPI end_by_event(DWORD event)
{
    int signal = qp_signal_of_event(event);

    if (signal == 0) {
        return FALSE;
    }
    qp_spawn_stop(signal, PATIENCE_MS);
    if (event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT) {
        ExitProcess((UINT)STATUS_CONTROL_C_EXIT);
    }
    return FALSE;
}

/* A console ends its lines with CR LF, whoever reads them: there the C runtime has to translate. */
static void use_binary_streams(void)
{
    DWORD mode;

    if (!qp__fd_is_device(0) || !GetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), &mode)) {
        _setmode(0, _O_BINARY);
    }
    _setmode(1, _O_BINARY);
    _setmode(2, _O_BINARY);
}

void qp__process_prepare(void)
{
    atexit(end_by_exit); /* the first one, so it is called last: others may still start a child */
    _set_invalid_parameter_handler(ignore_invalid_parameter);
    /* Children inherit this: a crash must end them, not open a dialog that nobody answers. */
    SetErrorMode(GetErrorMode() | SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX |
                 SEM_NOOPENFILEERRORBOX);
    use_binary_streams();
    SetConsoleCtrlHandler(end_by_event, TRUE);
}

static void free_words(char **words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        free(words[i]);
    }
    free(words);
}

char **qp__process_argv_utf8(int argc, wchar_t **argv)
{
    char **result = calloc((size_t)argc + 1, sizeof(*result));

    for (int i = 0; result != NULL && i < argc; i++) {
        size_t length = wcslen(argv[i]);
        size_t bytes;
        result[i] = malloc(3 * length + 1);
        if (result[i] == NULL) {
            free_words(result);
            return NULL;
        }
        bytes = qp__utf8_from_utf16((uint8_t *)result[i], argv[i], length);
        result[i][bytes] = '\0';
    }
    return result;
}
