#include "quickjs/calls/exec_request.h"

#include "quickjs/values/engine.h"
#include "quickjs/values/option.h"
#include "quickjs/values/text.h"

#include <stdio.h>
#include <string.h>

#define MAX_ARGS 65535

static int read_arg_count(JSContext *ctx, qp__exec_request *request, JSValueConst args)
{
    int64_t length;
    int array = qp__is_array(ctx, args);

    if (array == 0) {
        JS_ThrowTypeError(ctx, "args is not an array");
    }
    if (array <= 0 || qp__get_length(ctx, args, &length) < 0) {
        return -1;
    }
    if (length < 1 || length > MAX_ARGS) {
        JS_ThrowTypeError(ctx, "invalid number of arguments");
        return -1;
    }
    request->arg_count = (size_t)length;
    return 0;
}

static int read_arg(JSContext *ctx, qp__exec_request *request, JSValueConst args, uint32_t index)
{
    char what[24];
    JSValue value = JS_GetPropertyUint32(ctx, args, index);

    if (JS_IsException(value)) {
        return -1;
    }
    snprintf(what, sizeof(what), "argument %u", (unsigned int)index);
    request->args[index] = qp__js_text(ctx, value, what);
    JS_FreeValue(ctx, value);
    return request->args[index] == NULL ? -1 : 0;
}

static int read_args(JSContext *ctx, qp__exec_request *request, JSValueConst args)
{
    uint32_t i;

    if (read_arg_count(ctx, request, args) < 0) {
        return -1;
    }
    request->args = js_mallocz(ctx, request->arg_count * sizeof(*request->args));
    if (request->args == NULL) {
        return -1;
    }
    for (i = 0; i < request->arg_count; i++) {
        if (read_arg(ctx, request, args, i) < 0) {
            return -1;
        }
    }
    return 0;
}

/* ---- env ---- */

static int is_env_name(const qp_char *name)
{
    size_t i;

    for (i = 1; name[0] != 0 && name[i] != 0; i++) {
        if (name[i] == '=') {
            return 0;
        }
    }
    return name[0] != 0;
}

static size_t text_length(const qp_char *text)
{
    size_t length = 0;

    while (text[length] != 0) {
        length++;
    }
    return length;
}

static qp_char *join_entry(JSContext *ctx, const qp_char *name, const qp_char *value)
{
    size_t name_length = text_length(name);
    size_t value_length = text_length(value);
    qp_char *entry = js_malloc(ctx, (name_length + value_length + 2) * sizeof(*entry));

    if (entry == NULL) {
        return NULL;
    }
    memcpy(entry, name, name_length * sizeof(*entry));
    entry[name_length] = '=';
    memcpy(entry + name_length + 1, value, (value_length + 1) * sizeof(*entry));
    return entry;
}

static qp_char *read_env_name(JSContext *ctx, JSAtom atom)
{
    JSValue key = JS_AtomToString(ctx, atom);
    qp_char *name = JS_IsException(key) ? NULL : qp__js_text(ctx, key, "a name in env");

    JS_FreeValue(ctx, key);
    if (name != NULL && !is_env_name(name)) {
        JS_ThrowTypeError(ctx, "invalid name in env");
        js_free(ctx, name);
        name = NULL;
    }
    return name;
}

static int read_env_entry(JSContext *ctx, qp__exec_request *request, JSValueConst env, JSAtom atom)
{
    qp_char *name = NULL;
    qp_char *text = NULL;
    qp_char *entry = NULL;
    JSValue value = JS_GetProperty(ctx, env, atom);

    if (JS_IsException(value)) {
        return -1;
    }
    text = qp__js_text(ctx, value, "a value in env");
    JS_FreeValue(ctx, value);
    if (text != NULL) {
        name = read_env_name(ctx, atom);
    }
    if (name != NULL) {
        entry = join_entry(ctx, name, text);
    }
    js_free(ctx, name);
    js_free(ctx, text);
    if (entry == NULL) {
        return -1;
    }
    request->env[request->env_count++] = entry;
    return 0;
}

static int read_env(JSContext *ctx, qp__exec_request *request, JSValueConst env)
{
    JSPropertyEnum *names;
    uint32_t count;
    uint32_t i;
    int result = 0;

    if (JS_GetOwnPropertyNames(ctx, &names, &count, env, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) <
        0) {
        return -1;
    }
    /* One more than needed: an empty env has to differ from none. */
    request->env = js_mallocz(ctx, ((size_t)count + 1) * sizeof(*request->env));
    if (request->env == NULL) {
        result = -1;
    }
    for (i = 0; result == 0 && i < count; i++) {
        result = read_env_entry(ctx, request, env, names[i].atom);
    }
    qp__free_property_names(ctx, names, count);
    return result;
}

static int read_env_option(JSContext *ctx, qp__exec_request *request, JSValueConst options)
{
    JSValue env;
    int given = qp__option_get(ctx, options, "env", &env);

    if (given > 0) {
        given = read_env(ctx, request, env);
        JS_FreeValue(ctx, env);
    }
    return given < 0 ? -1 : 0;
}

/* ---- the other options ---- */

static int read_fds(JSContext *ctx, qp__exec_request *request, JSValueConst options)
{
    static const char *const names[3] = {"stdin", "stdout", "stderr"};
    int i;

    for (i = 0; i < 3; i++) {
        int given = qp__option_int32(ctx, options, names[i], &request->fds[i]);
        if (given < 0) {
            return -1;
        }
        /* Any negative number is a bad descriptor, also the one that the C API has a meaning for.
         */
        if (given > 0 && request->fds[i] < 0) {
            request->fds[i] = -1;
        }
    }
    return 0;
}

static int read_flag(JSContext *ctx, qp__exec_request *request, JSValueConst options,
                     const char *name, uint32_t flag, uint32_t flag_if_false)
{
    int value = 0;
    int given = qp__option_bool(ctx, options, name, &value);

    if (given > 0) {
        request->flags |= value ? flag : flag_if_false;
    }
    return given;
}

/* uid, gid and groups are converted, so that nonsense throws as on POSIX, and then refused. */
static int read_ids(JSContext *ctx, qp__exec_request *request, JSValueConst options)
{
    int32_t unused;
    JSValue groups;
    int64_t length;
    int uid = qp__option_int32(ctx, options, "uid", &unused);
    int gid = uid < 0 ? -1 : qp__option_int32(ctx, options, "gid", &unused);
    int given = gid < 0 ? -1 : qp__option_get(ctx, options, "groups", &groups);

    if (given > 0) {
        given = qp__get_length(ctx, groups, &length) < 0 ? -1 : 1;
        JS_FreeValue(ctx, groups);
    }
    request->unsupported = uid > 0 || gid > 0 || given > 0;
    return given < 0 ? -1 : 0;
}

static int read_windows_options(JSContext *ctx, qp__exec_request *request, JSValueConst options)
{
    if (qp__option_timeout(ctx, options, "timeout", &request->timeout_ms) < 0 ||
        qp__option_integer(ctx, options, "killSignal", &request->kill_signal) < 0 ||
        read_flag(ctx, request, options, "windowsHide", QP_HIDE_WINDOW, QP_SHOW_WINDOW) < 0 ||
        read_flag(ctx, request, options, "windowsVerbatimArguments", QP_VERBATIM_ARGUMENTS, 0) <
            0 ||
        read_flag(ctx, request, options, "newProcessGroup", QP_NEW_PROCESS_GROUP, 0) < 0 ||
        read_flag(ctx, request, options, "detached", QP_DETACHED, 0) < 0 ||
        read_flag(ctx, request, options, "killOnExit", QP_KILL_ON_EXIT, 0) < 0) {
        return -1;
    }
    return 0;
}

/* ---- where it appears, and what it gets besides ---- */

static const char *const window_names[] = {"normal", "hidden", "minimized", "maximized"};
static const int windows[] = {QP_WINDOW_NORMAL, QP_WINDOW_HIDDEN, QP_WINDOW_MINIMIZED,
                              QP_WINDOW_MAXIMIZED};
static const char *const priority_names[] = {"idle",         "below-normal", "normal",
                                             "above-normal", "high",         "realtime"};
static const int priorities[] = {QP_PRIORITY_IDLE,   QP_PRIORITY_BELOW_NORMAL,
                                 QP_PRIORITY_NORMAL, QP_PRIORITY_ABOVE_NORMAL,
                                 QP_PRIORITY_HIGH,   QP_PRIORITY_REALTIME};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A descriptor's number in the child, and ours. 0; -1 with an exception. */
static int read_child_fd(JSContext *ctx, qp__exec_request *request, JSValueConst fds, JSAtom atom)
{
    qp_child_fd *made = &request->more_fds[request->more_fd_count];
    JSValue key = JS_AtomToString(ctx, atom);
    JSValue value = JS_GetProperty(ctx, fds, atom);
    double child_fd;
    int result = -1;

    if (!JS_IsException(key) && !JS_IsException(value) && JS_ToFloat64(ctx, &child_fd, key) == 0) {
        if (!(child_fd >= 3 && child_fd <= QP_MAX_CHILD_FD && child_fd == (int)child_fd)) {
            JS_ThrowRangeError(ctx, "fds: the numbers in the program go from 3 to %d",
                               QP_MAX_CHILD_FD);
        } else {
            made->child_fd = (int)child_fd;
            result = qp__to_integer(ctx, value, "a descriptor in fds", &made->fd);
            request->more_fd_count++;
        }
    }
    JS_FreeValue(ctx, key);
    JS_FreeValue(ctx, value);
    return result;
}

static int read_more_fds(JSContext *ctx, qp__exec_request *request, JSValueConst fds)
{
    JSPropertyEnum *names;
    uint32_t count;
    int result = 0;

    if (JS_GetOwnPropertyNames(ctx, &names, &count, fds, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) <
        0) {
        return -1;
    }
    request->more_fds = js_mallocz(ctx, ((size_t)count + 1) * sizeof(*request->more_fds));
    if (request->more_fds == NULL) {
        result = -1;
    }
    for (uint32_t i = 0; result == 0 && i < count; i++) {
        result = read_child_fd(ctx, request, fds, names[i].atom);
    }
    qp__free_property_names(ctx, names, count);
    return result;
}

static int read_more_fds_option(JSContext *ctx, qp__exec_request *request, JSValueConst options)
{
    JSValue fds;
    int given = qp__option_get(ctx, options, "fds", &fds);

    if (given > 0 && !JS_IsObject(fds)) {
        JS_ThrowTypeError(ctx, "fds is not an object of descriptors");
        JS_FreeValue(ctx, fds);
        return -1;
    }
    if (given > 0) {
        given = read_more_fds(ctx, request, fds);
        JS_FreeValue(ctx, fds);
    }
    return given < 0 ? -1 : 0;
}

static int read_appearance(JSContext *ctx, qp__exec_request *request, JSValueConst options)
{
    if (qp__option_word(ctx, options, "windowStyle", window_names, windows, COUNT(windows),
                        &request->window) < 0 ||
        read_flag(ctx, request, options, "newConsole", QP_NEW_CONSOLE, 0) < 0 ||
        qp__option_word(ctx, options, "priority", priority_names, priorities, COUNT(priorities),
                        &request->priority) < 0 ||
        read_flag(ctx, request, options, "breakaway", QP_BREAKAWAY, 0) < 0) {
        return -1;
    }
    return read_more_fds_option(ctx, request, options);
}

/* What only the module subprocess gives. */
static int read_own_options(JSContext *ctx, qp__exec_request *request, JSValueConst options)
{
    if (read_flag(ctx, request, options, "killTree", QP_KILL_TREE, 0) < 0 ||
        read_flag(ctx, request, options, "tryKillTree", QP_TRY_KILL_TREE, 0) < 0 ||
        qp__option_text(ctx, options, "searchPath", &request->search_path) < 0) {
        return -1;
    }
    return 0;
}

static const char *const option_names[] = {
    "block",           "usePath",   "file",       "cwd",         "stdin",
    "stdout",          "stderr",    "env",        "uid",         "gid",
    "groups",          "timeout",   "killSignal", "windowsHide", "windowsVerbatimArguments",
    "newProcessGroup", "detached",  "killOnExit", "windowStyle", "newConsole",
    "priority",        "breakaway", "fds",
};

static int read_options(JSContext *ctx, qp__exec_request *request, JSValueConst options)
{
    if (qp__option_bool(ctx, options, "block", &request->block) < 0 ||
        read_flag(ctx, request, options, "usePath", 0, QP_NO_PATH_SEARCH) < 0 ||
        qp__option_text(ctx, options, "file", &request->file) < 0 ||
        qp__option_text(ctx, options, "cwd", &request->cwd) < 0 ||
        read_fds(ctx, request, options) < 0 || read_env_option(ctx, request, options) < 0 ||
        read_ids(ctx, request, options) < 0) {
        return -1;
    }
    if (read_windows_options(ctx, request, options) < 0 ||
        read_appearance(ctx, request, options) < 0) {
        return -1;
    }
    return read_own_options(ctx, request, options);
}

int qp__exec_request_check(JSContext *ctx, int argc, JSValueConst *argv)
{
    return argc < 2 ? 0
                    : qp__options_check(ctx, argv[1], option_names,
                                        sizeof(option_names) / sizeof(option_names[0]), "exec");
}

int qp__exec_request_read(JSContext *ctx, qp__exec_request *request, int argc, JSValueConst *argv)
{
    memset(request, 0, sizeof(*request));
    request->fds[0] = request->fds[1] = request->fds[2] = QP_FD_INHERIT;
    request->block = 1;
    request->timeout_ms = QP_NO_TIMEOUT;
    request->kill_signal = QP_SIGTERM;
    if (argc >= 3 && !JS_IsUndefined(argv[2]) && !JS_IsObject(argv[2])) {
        JS_ThrowTypeError(ctx, "errorObj is not an object");
        return -1;
    }
    if (read_args(ctx, request, argc > 0 ? argv[0] : JS_UNDEFINED) < 0) {
        return -1;
    }
    if (argc >= 2 && !JS_IsUndefined(argv[1])) {
        return read_options(ctx, request, argv[1]);
    }
    return 0;
}

void qp__exec_request_dispose(JSContext *ctx, qp__exec_request *request)
{
    size_t i;

    for (i = 0; request->args != NULL && i < request->arg_count; i++) {
        js_free(ctx, request->args[i]);
    }
    for (i = 0; i < request->env_count; i++) {
        js_free(ctx, request->env[i]);
    }
    js_free(ctx, request->args);
    js_free(ctx, request->env);
    js_free(ctx, request->file);
    js_free(ctx, request->cwd);
    js_free(ctx, request->more_fds);
    js_free(ctx, request->search_path);
    memset(request, 0, sizeof(*request));
}

void qp__exec_request_options(const qp__exec_request *request, qp_spawn_options *options)
{
    qp_spawn_options_init(options, sizeof(*options));
    options->args = (const qp_char *const *)request->args;
    options->arg_count = request->arg_count;
    options->file = request->file;
    options->cwd = request->cwd;
    options->env = (const qp_char *const *)request->env;
    options->env_count = request->env_count;
    memcpy(options->fds, request->fds, sizeof(options->fds));
    options->flags = request->flags;
    options->more_fds = request->more_fds;
    options->more_fd_count = request->more_fd_count;
    options->search_path = request->search_path;
    options->window = request->window;
    options->priority = request->priority;
}

void qp__exec_request_limits(const qp__exec_request *request, qp_exec_options *options)
{
    qp_exec_options_init(options, sizeof(*options));
    options->timeout_ms = request->timeout_ms;
    options->kill_signal = request->kill_signal;
}

int qp__set_errno(JSContext *ctx, int argc, JSValueConst *argv, int error)
{
    if (argc < 3 || JS_IsUndefined(argv[2])) {
        return 0;
    }
    return JS_SetPropertyStr(ctx, argv[2], "errno", JS_NewInt32(ctx, error)) < 0 ? -1 : 0;
}
