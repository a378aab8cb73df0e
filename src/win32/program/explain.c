/*
 * For people: what would be started, and why it was not.
 */
#include "quickproc/subprocess.h"

#include "core/cmdline.h"
#include "win32/program/explain.h"
#include "win32/program/options.h"
#include "win32/program/path.h"
#include "win32/program/program.h"
#include "win32/system/win.h"

#include <errno.h>
#include <stdlib.h>

/* ---- Messages ---------------------------------------------------------------------------- */

/* The errors that a start is refused with before Windows is asked. */
static DWORD nearest_win_error(int error)
{
    switch (abs(error)) {
    case ENOENT:
        return ERROR_FILE_NOT_FOUND;
    case EACCES:
    case EPERM:
        return ERROR_ACCESS_DENIED;
    case EBADF:
        return ERROR_INVALID_HANDLE;
    case ENOMEM:
    case EAGAIN:
        return ERROR_NOT_ENOUGH_MEMORY;
    case ENOEXEC:
        return ERROR_BAD_EXE_FORMAT;
    case ENOTDIR:
        return ERROR_DIRECTORY;
    case EMFILE:
        return ERROR_TOO_MANY_OPEN_FILES;
    case EPIPE:
        return ERROR_BROKEN_PIPE;
    case E2BIG:
    case ENAMETOOLONG:
        return ERROR_FILENAME_EXCED_RANGE;
    case ELOOP:
        return ERROR_CANT_RESOLVE_FILENAME;
    case ENOTSUP:
        return ERROR_NOT_SUPPORTED;
    default:
        return ERROR_INVALID_PARAMETER;
    }
}

static int is_tail(qp_char unit)
{
    return unit == L'\r' || unit == L'\n' || unit == L' ' || unit == L'.';
}

/* Lines become words, the end loses its full stop. The length. */
static size_t tidy(qp_char *text, size_t length)
{
    size_t kept = 0;

    while (length > 0 && is_tail(text[length - 1])) {
        length--;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] != L'\r') {
            text[kept++] = text[i] == L'\n' ? L' ' : text[i];
        }
    }
    text[kept] = 0;
    return kept;
}

size_t qp_error_text(int error, uint32_t win_error, const qp_char *subject, qp_char *buffer,
                     size_t buffer_units)
{
    DWORD_PTR inserts[9];
    DWORD room = buffer_units > 65535 ? 65535 : (DWORD)buffer_units;
    DWORD length;

    if (buffer == NULL || buffer_units == 0) {
        return 0;
    }
    for (int i = 0; i < 9; i++) {
        inserts[i] = (DWORD_PTR)(subject != NULL ? subject : L"");
    }
    length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_ARGUMENT_ARRAY, NULL,
                            win_error != 0 ? win_error : nearest_win_error(error), 0, buffer, room,
                            (va_list *)inserts);
    return tidy(buffer, length);
}

/* ---- Programs ---------------------------------------------------------------------------- */

/* The result of a function that has filled `text`: its units go to the caller. */
static int hand_over(qp__text *text, int error, qp_char **result)
{
    if (error < 0) {
        qp__text_dispose(text);
        return error;
    }
    *result = text->units;
    return 0;
}

int qp__check_directory(const qp_char *path)
{
    return path == NULL ? -EINVAL : qp__path_check_directory(path);
}

/* Appends a text about what would be started in `cwd`. 0 or -errno. */
typedef int preview_function(qp__text *out, const qp_spawn_options *options, const qp_char *cwd);

static int preview(const qp_spawn_options *options, preview_function *make, qp_char **result)
{
    qp_spawn_options taken;
    qp__text cwd;
    qp__text made;
    int error;

    qp__text_init(&cwd);
    qp__text_init(&made);
    error = qp__spawn_options_take(&taken, options);
    if (error < 0) {
        goto finish;
    }
    error = qp__path_child_directory(&cwd, taken.cwd);
    if (error < 0) {
        goto finish;
    }
    error = make(&made, &taken, cwd.units);
finish:
    qp__text_dispose(&cwd);
    return hand_over(&made, error, result);
}

int qp_which(const qp_spawn_options *options, qp_char **path)
{
    return preview(options, qp__program_find, path);
}

int qp__interpreter(const qp_spawn_options *options, qp_char **name)
{
    return preview(options, qp__program_interpreter, name);
}

static int is_missing(int error)
{
    return error == -ENOENT || error == -EACCES || error == -ENOEXEC || error == -ELOOP;
}

static int build_line(qp__text *out, const qp_spawn_options *options, const qp_char *cwd)
{
    qp__program program;
    int error;

    qp__program_init(&program);
    error = qp__program_resolve(&program, options, cwd);
    if (error == 0) {
        *out = program.command_line;
        qp__text_init(&program.command_line);
    } else if (is_missing(error)) {
        error = options->flags & QP_VERBATIM_ARGUMENTS
                    ? qp__cmdline_join(out, options->args, options->arg_count)
                    : qp__cmdline_build(out, options->args, options->arg_count);
    }
    qp__program_dispose(&program);
    return error;
}

int qp_command_line(const qp_spawn_options *options, qp_char **line)
{
    return preview(options, build_line, line);
}

qp_char *qp__system_shell(void)
{
    qp__text path;
    qp_char *result = NULL;

    qp__text_init(&path);
    hand_over(&path, qp__program_system_cmd(&path), &result);
    return result;
}
