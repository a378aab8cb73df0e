/* What would be started, why it was not, and text of other code pages. */
#include "support/programs.h"
#include "support/walk.h"
#include "win32/program/code_page.h"
#include "win32/program/explain.h"
#include "win32/program/own_environment.h"

#include <quickproc/subprocess.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_UNITS 512

static const wchar_t *exit_program;
static const wchar_t *batch;

static void prepare(void)
{
    exit_program = program_path(L"exit");
    batch = file_path(L"explained.cmd");
    file_write(batch, "@exit 7\r\n");
    walk_search_path(_wgetenv(L"QP_TEST_CHILDREN"));
}

/* Where NULL says that there is no memory. */
#define TRY_POINTER(pointer, call)                                                                 \
    do {                                                                                           \
        (pointer) = call;                                                                          \
        if ((pointer) == NULL) {                                                                   \
            walk_told(-ENOMEM);                                                                    \
            (pointer) = call;                                                                      \
            walk_again((pointer) == NULL ? -ENOMEM : 0, #call);                                    \
        }                                                                                          \
    } while (0)

static void expect_units(const qp_char *found, const qp_char *expected)
{
    if (found == NULL || wcscmp(found, expected) != 0) {
        walk_wrong("%ls, not %ls", found == NULL ? L"nothing" : found, expected);
    }
}

/* ---- Programs ---------------------------------------------------------------------------- */

static void which_of(const wchar_t *name, const wchar_t *expected)
{
    const wchar_t *args[] = {name, L"7"};
    qp_spawn_options options = program_options(args, 2);
    qp_char *path = NULL;
    int result;

    TRY(result, qp_which(&options, &path));
    if (result == 0) {
        expect_units(path, expected);
    }
    qp_free(path);
}

static void which(void)
{
    which_of(L"exit", exit_program);
}

static void which_batch(void)
{
    which_of(batch, batch);
}

static void which_nothing(void)
{
    const wchar_t *args[] = {L"no-such-program"};
    qp_spawn_options options = program_options(args, 1);
    qp_char *path = NULL;
    int result = qp_which(&options, &path);

    if (result != -ENOENT) {
        walk_told(result);
        result = qp_which(&options, &path);
    }
    if (result != -ENOENT || path != NULL) {
        walk_wrong("a program that is not there: %d", result);
    }
}

static void line_of(const wchar_t *name, uint32_t flags, const wchar_t *expected)
{
    const wchar_t *args[] = {name, L"a b"};
    qp_spawn_options options = program_options(args, 2);
    qp_char *line = NULL;
    int result;

    options.flags = flags;
    TRY(result, qp_command_line(&options, &line));
    if (result == 0 && expected != NULL) {
        expect_units(line, expected);
    }
    qp_free(line);
}

static void command_line(void)
{
    line_of(L"exit", 0, L"exit \"a b\"");
    line_of(L"exit", QP_VERBATIM_ARGUMENTS, L"exit a b");
}

static void command_line_of_batch(void)
{
    line_of(batch, 0, NULL);
}

static void command_line_of_nothing(void)
{
    line_of(L"no-such-program", 0, L"no-such-program \"a b\"");
    line_of(L"no-such-program", QP_VERBATIM_ARGUMENTS, L"no-such-program a b");
}

static void directory(void)
{
    int result;

    TRY(result, qp__check_directory(_wgetenv(L"QP_TEST_TMP")));
    result = qp__check_directory(batch);
    if (result != -ENOTDIR) {
        walk_told(result);
        result = qp__check_directory(batch);
    }
    if (result != -ENOTDIR) {
        walk_wrong("a file as a directory: %d", result);
    }
}

static void interpreter(void)
{
    const wchar_t *script = file_path(L"script");
    const wchar_t *args[] = {script};
    qp_spawn_options options = program_options(args, 1);
    qp_char *name = NULL;
    int result;

    file_write(script, "#!/usr/bin/env some-interpreter -x\n");
    TRY(result, qp__interpreter(&options, &name));
    if (result == 0) {
        expect_units(name, L"some-interpreter");
    }
    qp_free(name);
}

static void shell(void)
{
    qp_char *path;

    TRY_POINTER(path, qp__system_shell());
    if (path != NULL && wcslen(path) < 8) {
        walk_wrong("the shell is %ls", path);
    }
    qp_free(path);
}

/* ---- Errors ------------------------------------------------------------------------------ */

static void error_text(void)
{
    qp_char text[TEXT_UNITS] = L"left from before";
    size_t length = qp_error_text(-ENOENT, 0, L"subject", text, TEXT_UNITS);

    if (length == 0) {
        walk_told(-ENOMEM);
        if (text[0] != 0) {
            walk_wrong("no text, but %ls", text);
        }
        length = qp_error_text(-ENOENT, 0, L"subject", text, TEXT_UNITS);
    }
    if (length < 5 || length != wcslen(text)) {
        walk_wrong("a text of %lu units", (unsigned long)length);
    }
}

/* No call at all: these are never told anything. */
static void version(void)
{
    if (qp_version() != QUICKPROC_VERSION) {
        walk_wrong("version %lu", (unsigned long)qp_version());
    }
}

static void statuses(void)
{
    if (!qp_wifexited((qp_status)7 * 256) || qp_wexitstatus((qp_status)7 * 256) != 7 ||
        !qp_wifsignaled(QP_SIGTERM) || qp_wtermsig(QP_SIGTERM) != QP_SIGTERM) {
        walk_wrong("a status is not what it is");
    }
}

/* ---- Environment ------------------------------------------------------------------------- */

static void environment(void)
{
    qp_char *block;

    TRY_POINTER(block, qp__environment());
    if (block != NULL && (block[0] == 0 || !qp__same_variable(L"Path", L"PATH"))) {
        walk_wrong("no environment");
    }
    qp_free(block);
}

/* ---- Code pages -------------------------------------------------------------------------- */

static void code_pages(void)
{
    if (qp__ansi_code_page() == 0 || qp__oem_code_page(0) == 0 || qp__oem_code_page(1) == 0) {
        walk_wrong("there is no code page");
    }
}

static void decode(void)
{
    qp_char *units = NULL;
    size_t length = 0;
    int result;

    TRY(result, qp__decode(850, "\x84x", 2, &units, &length));
    if (result == 0 && length != 2) {
        walk_wrong("%lu units", (unsigned long)length);
    }
    if (result == 0) {
        expect_units(units, L"\u00e4x");
    }
    qp_free(units);
}

static void encode(void)
{
    char *bytes = NULL;
    size_t length = 0;
    int result;

    TRY(result, qp__encode(850, L"\u00e4x", 2, &bytes, &length));
    if (result == 0 && (length != 2 || strcmp(bytes, "\x84x") != 0)) {
        walk_wrong("%lu bytes", (unsigned long)length);
    }
    qp_free(bytes);
}

static const exemption while_guessing[] = {
    {"LoadLibraryExW", 0, "without the registry the locale says it"},
    {"InitOnceExecuteOnce", 0, "without the registry the locale says it"},
    {NULL, 0, NULL}};

static const scenario scenarios[] = {
    {"which", which, NULL, 0},
    {"which-batch", which_batch, NULL, 0},
    {"which-nothing", which_nothing, NULL, 0},
    {"command-line", command_line, NULL, 0},
    {"command-line-of-batch", command_line_of_batch, NULL, 0},
    {"command-line-of-nothing", command_line_of_nothing, NULL, 0},
    {"directory", directory, NULL, 0},
    {"interpreter", interpreter, NULL, 0},
    {"shell", shell, NULL, 0},
    {"error-text", error_text, NULL, 0},
    {"version", version, NULL, 0},
    {"statuses", statuses, NULL, 0},
    {"environment", environment, NULL, 0},
    {"code-pages", code_pages, while_guessing, 1},
    {"decode", decode, NULL, 0},
    {"encode", encode, NULL, 0},
};

const subject subject_explain = {"explain", prepare, NULL, scenarios,
                                 sizeof(scenarios) / sizeof(scenarios[0])};
