#include "qjs/system/os_files.h"

#include <errno.h>
#include <string.h>

#include "qjs/c_module.h"
#include "qjs/system/file_path.h"
#include "qjs/system/file_stat.h"
#include "quickproc/events.h"
#include "win32/system/console.h"
#include "win32/program/path.h"
#include "win32/system/win.h"

typedef int path_action(const qp_char *path);

/* A function of one path with the result 0 or -errno. */
static JSValue act(JSContext *ctx, JSValueConst name, path_action *action)
{
    qp__text path;
    int result;

    qp__text_init(&path);
    result = qp__file_path_js(ctx, &path, name);
    if (result == 0) {
        result = action(path.units);
    }
    qp__text_dispose(&path);
    return result == QP__THROWN ? JS_EXCEPTION : JS_NewInt32(ctx, result);
}

static int remove_now(const qp_char *path, DWORD attributes)
{
    BOOL removed =
        attributes & FILE_ATTRIBUTE_DIRECTORY ? RemoveDirectoryW(path) : DeleteFileW(path);

    return removed ? 0 : qp__last_error();
}

/* What may not be written may be removed, as on POSIX; Windows refuses that. */
static int remove_path(const qp_char *path)
{
    DWORD attributes = GetFileAttributesW(path);
    int error;

    if (attributes == INVALID_FILE_ATTRIBUTES) {
        return qp__last_error();
    }
    error = remove_now(path, attributes);
    if (error == -EACCES && attributes & FILE_ATTRIBUTE_READONLY &&
        SetFileAttributesW(path, attributes & ~(DWORD)FILE_ATTRIBUTE_READONLY)) {
        error = remove_now(path, attributes);
        if (error < 0) {
            SetFileAttributesW(path, attributes);
        }
    }
    return error;
}

static JSValue js_remove(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    return act(ctx, argv[0], remove_path);
}

static int make_directory(const qp_char *path)
{
    return CreateDirectoryW(path, NULL) ? 0 : qp__last_error();
}

static JSValue js_mkdir(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    return act(ctx, argv[0], make_directory);
}

/* Windows keeps each drive's directory in a variable, "=C:", which children inherit. */
static void remember_drive_directory(const qp_char *path)
{
    qp_char name[] = L"=?:";

    if (path[0] != L'\0' && path[1] == L':') {
        name[1] = (qp_char)(path[0] >= L'a' && path[0] <= L'z' ? path[0] - L'a' + L'A' : path[0]);
        SetEnvironmentVariableW(name, path);
    }
}

static int change_directory(const qp_char *name)
{
    qp__text path;
    int result;

    qp__text_init(&path);
    qp__text_append_z(&path, name);
    result = path.error < 0 ? path.error : qp__path_check_directory(name);
    /* The current directory knows no \\?\ form: where long paths are not switched on, it has to be
     * short. */
    if (result == 0) {
        result = qp__file_path_shorten(&path);
    }
    if (result == 0 && !SetCurrentDirectoryW(path.units)) {
        result = path.length >= MAX_PATH - 1 ? -ENAMETOOLONG : qp__last_error();
    }
    if (result == 0) {
        remember_drive_directory(path.units);
    }
    qp__text_dispose(&path);
    return result;
}

static JSValue js_chdir(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    return act(ctx, argv[0], change_directory);
}

static int rename_paths(JSContext *ctx, qp__text *from, qp__text *to, JSValueConst *argv)
{
    int result = qp__file_path_js(ctx, from, argv[0]);

    if (result == 0) {
        result = qp__file_path_js(ctx, to, argv[1]);
    }
    if (result == 0 && !MoveFileExW(from->units, to->units, MOVEFILE_REPLACE_EXISTING)) {
        result = qp__last_error();
    }
    return result;
}

static JSValue js_rename(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    qp__text from;
    qp__text to;
    int result;

    (void)this_val;
    (void)argc;
    qp__text_init(&from);
    qp__text_init(&to);
    result = rename_paths(ctx, &from, &to, argv);
    qp__text_dispose(&from);
    qp__text_dispose(&to);
    return result == QP__THROWN ? JS_EXCEPTION : JS_NewInt32(ctx, result);
}

/* [value, errno]; takes `value`. `error` is 0 or -errno. */
static JSValue new_pair(JSContext *ctx, JSValue value, int error)
{
    JSValue values[2] = {value, JS_NewInt32(ctx, -error)};

    return JS_IsException(value) ? value : JS_NewArrayFrom(ctx, 2, values);
}

/* [path, 0], or ["", errno]. */
static JSValue new_path_pair(JSContext *ctx, qp__text *path, int error)
{
    if (error == 0) {
        error = qp__file_path_shorten(path);
    }
    if (error < 0) {
        return new_pair(ctx, JS_NewString(ctx, ""), error);
    }
    return new_pair(ctx, qp__new_string(ctx, path->units, path->length), 0);
}

static JSValue js_getcwd(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    qp__text path;
    JSValue result;

    (void)this_val;
    (void)argc;
    (void)argv;
    qp__text_init(&path);
    result = new_path_pair(ctx, &path, qp__path_current(&path));
    qp__text_dispose(&path);
    return result;
}

static JSValue js_realpath(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    qp__text path;
    JSValue result = JS_EXCEPTION;
    int error;

    (void)this_val;
    (void)argc;
    qp__text_init(&path);
    error = qp__file_path_js(ctx, &path, argv[0]);
    if (error != QP__THROWN) {
        result = new_path_pair(ctx, &path, error < 0 ? error : qp__file_path_resolve(&path));
    }
    qp__text_dispose(&path);
    return result;
}

static JSValue js_exe_path(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    /* No path is longer. */
    enum { ROOM = 32768 };
    qp_char *buffer = qp__alloc(ROOM * sizeof(*buffer));
    JSValue result;
    DWORD units;

    (void)this_val;
    (void)argc;
    (void)argv;
    if (buffer == NULL) {
        return JS_ThrowOutOfMemory(ctx);
    }
    units = GetModuleFileNameW(NULL, buffer, ROOM);
    result = units > 0 ? qp__new_string(ctx, buffer, units) : JS_UNDEFINED;
    qp__free(buffer);
    return result;
}

/* ---- readdir ----------------------------------------------------------------------------- */

static int push_name(JSContext *ctx, JSValueConst array, uint32_t *count, const qp_char *name)
{
    JSValue value = qp__new_string(ctx, name, qp__length(name));

    if (JS_IsException(value)) {
        return QP__THROWN;
    }
    return JS_DefinePropertyValueUint32(ctx, array, (*count)++, value, JS_PROP_C_W_E) < 0
               ? QP__THROWN
               : 0;
}

static int is_dots(const qp_char *name)
{
    return wcscmp(name, L".") == 0 || wcscmp(name, L"..") == 0;
}

/* `.` and `..` come first, also in the root of a drive, where Windows does not list them. */
static int push_names(JSContext *ctx, JSValueConst array, HANDLE find, WIN32_FIND_DATAW *data)
{
    uint32_t count = 0;
    int result = push_name(ctx, array, &count, L".");

    if (result == 0) {
        result = push_name(ctx, array, &count, L"..");
    }
    do {
        if (result == 0 && !is_dots(data->cFileName)) {
            result = push_name(ctx, array, &count, data->cFileName);
        }
    } while (result == 0 && FindNextFileW(find, data));
    if (result == 0 && GetLastError() != ERROR_NO_MORE_FILES) {
        result = qp__last_error();
    }
    return result;
}

/* Fills `array` with the names in a folder. 0; -errno; QP__THROWN. */
static int list(JSContext *ctx, JSValueConst array, qp__text *path)
{
    WIN32_FIND_DATAW data;
    HANDLE find;
    int result = qp__path_check_directory(path->units);

    if (result < 0) {
        return result;
    }
    qp__text_append_z(path, path->units[path->length - 1] == L'\\' ? L"*" : L"\\*");
    if (path->error < 0) {
        return path->error;
    }
    find = FindFirstFileW(path->units, &data);
    if (find == INVALID_HANDLE_VALUE) {
        return qp__last_error();
    }
    result = push_names(ctx, array, find, &data);
    FindClose(find);
    return result;
}

static JSValue js_readdir(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    JSValue array = JS_NewArray(ctx);
    qp__text path;
    int result;

    (void)this_val;
    (void)argc;
    if (JS_IsException(array)) {
        return array;
    }
    qp__text_init(&path);
    result = qp__file_path_js(ctx, &path, argv[0]);
    if (result == 0) {
        result = list(ctx, array, &path);
    }
    qp__text_dispose(&path);
    if (result == QP__THROWN) {
        JS_FreeValue(ctx, array);
        return JS_EXCEPTION;
    }
    return new_pair(ctx, array, result);
}

/* ---- stat, utimes ------------------------------------------------------------------------ */

static JSValue new_stat(JSContext *ctx, const qp__file_stat *stat)
{
    const struct {
        const char *name;
        int64_t value;
    } members[] = {
        {"dev", stat->device},
        {"ino", (int64_t)stat->index},
        {"mode", stat->mode},
        {"nlink", stat->links},
        {"uid", 0},
        {"gid", 0},
        {"rdev", stat->device},
        {"size", (int64_t)stat->size_bytes},
        {"atime", stat->accessed_ms},
        {"mtime", stat->modified_ms},
        {"ctime", stat->changed_ms},
    };
    JSValue object = JS_NewObject(ctx);

    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]) && !JS_IsException(object); i++) {
        if (JS_DefinePropertyValueStr(ctx, object, members[i].name,
                                      JS_NewInt64(ctx, members[i].value), JS_PROP_C_W_E) < 0) {
            JS_FreeValue(ctx, object);
            object = JS_EXCEPTION;
        }
    }
    return object;
}

static JSValue js_stat(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    qp__file_stat stat;
    qp__text path;
    int error;

    (void)this_val;
    (void)argc;
    qp__text_init(&path);
    error = qp__file_path_js(ctx, &path, argv[0]);
    if (error == 0) {
        error = qp__file_stat_get(&stat, path.units);
    }
    qp__text_dispose(&path);
    if (error == QP__THROWN) {
        return JS_EXCEPTION;
    }
    return new_pair(ctx, error != 0 ? JS_NULL : new_stat(ctx, &stat), error);
}

static JSValue js_utimes(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    qp__text path;
    int64_t accessed_ms;
    int64_t modified_ms;
    int result;

    (void)this_val;
    (void)argc;
    if (JS_ToInt64(ctx, &accessed_ms, argv[1]) < 0 || JS_ToInt64(ctx, &modified_ms, argv[2]) < 0) {
        return JS_EXCEPTION;
    }
    qp__text_init(&path);
    result = qp__file_path_js(ctx, &path, argv[0]);
    if (result == 0) {
        result = qp__file_set_times(path.units, accessed_ms, modified_ms);
    }
    qp__text_dispose(&path);
    return result == QP__THROWN ? JS_EXCEPTION : JS_NewInt32(ctx, result);
}

/*
 * Not the C runtime's: it says so of every device of characters, and of NUL, which is what a
 * program without an input has. Whoever asks wants to know whether there is a person.
 */
static JSValue js_isatty(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    HANDLE handle;
    int fd;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &fd, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    return JS_NewBool(ctx, qp__fd_is_console(fd, &handle) > 0);
}

/*
 * The engine's, but the read of a line that a handler waits for is ended first: it would keep the
 * mode in which it began until Enter is pressed.
 */
static JSValue js_tty_set_raw(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    HANDLE handle;
    void *paused;
    int fd;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &fd, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    paused = qp_watch_pause(fd);
    if (qp__fd_is_console(fd, &handle) > 0 &&
        SetConsoleMode(handle, ENABLE_WINDOW_INPUT | ENABLE_VIRTUAL_TERMINAL_INPUT) && fd == 0 &&
        qp__fd_is_console(1, &handle) > 0) {
        SetConsoleMode(handle, ENABLE_PROCESSED_OUTPUT | ENABLE_WRAP_AT_EOL_OUTPUT |
                                   ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    }
    qp_watch_resume(paused);
    return JS_UNDEFINED;
}

/*
 * [columns, rows], or null. Not the engine's: it takes the rows of the whole buffer, with what has
 * scrolled off, for those of the window (libuv, src/win/tty.c, takes the window's), and at a pipe
 * it waits for another process that is in a write of it.
 */
static JSValue js_tty_get_win_size(JSContext *ctx, JSValueConst this_val, int argc,
                                   JSValueConst *argv)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    JSValue sizes[2];
    HANDLE handle;
    int fd;

    (void)this_val;
    (void)argc;
    if (JS_ToInt32(ctx, &fd, argv[0]) < 0) {
        return JS_EXCEPTION;
    }
    if (qp__fd_is_console(fd, &handle) <= 0 || !GetConsoleScreenBufferInfo(handle, &info)) {
        return JS_NULL;
    }
    sizes[0] = JS_NewInt32(ctx, info.dwSize.X);
    sizes[1] = JS_NewInt32(ctx, info.srWindow.Bottom - info.srWindow.Top + 1);
    return JS_NewArrayFrom(ctx, 2, sizes);
}

static const JSCFunctionListEntry funcs[] = {
    JS_CFUNC_DEF("remove", 1, js_remove),
    JS_CFUNC_DEF("rename", 2, js_rename),
    JS_CFUNC_DEF("mkdir", 1, js_mkdir),
    JS_CFUNC_DEF("chdir", 1, js_chdir),
    JS_CFUNC_DEF("getcwd", 0, js_getcwd),
    JS_CFUNC_DEF("realpath", 1, js_realpath),
    JS_CFUNC_DEF("exePath", 0, js_exe_path),
    JS_CFUNC_DEF("readdir", 1, js_readdir),
    JS_CFUNC_DEF("stat", 1, js_stat),
    JS_CFUNC_DEF("utimes", 3, js_utimes),
    JS_CFUNC_DEF("isatty", 1, js_isatty),
    JS_CFUNC_DEF("ttySetRaw", 1, js_tty_set_raw),
    JS_CFUNC_DEF("ttyGetWinSize", 1, js_tty_get_win_size),
};

QP__DEFINE_MODULE(qp__init_os_files, funcs)
