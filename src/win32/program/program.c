#include "win32/program/program.h"

#include "core/batch.h"
#include "core/cmdline.h"
#include "core/path_search.h"
#include "core/shebang.h"
#include "win32/program/path.h"
#include "win32/program/probe.h"
#include "win32/system/win.h"

#include <errno.h>

/* How many #! lines may lead from one script to the next; Linux follows as many. */
#define MAX_INTERPRETERS 4

/* What the search needs to know of this process and of the child. */
typedef struct surroundings {
    const qp_char *cwd; /* the child's */
    qp__text path;
    qp__text pathext;
    int has_path;
    int has_pathext;
} surroundings;

void qp__program_init(qp__program *program)
{
    qp__text_init(&program->image);
    qp__text_init(&program->command_line);
}

void qp__program_dispose(qp__program *program)
{
    qp__text_dispose(&program->image);
    qp__text_dispose(&program->command_line);
}

static int surroundings_read(surroundings *around, const qp_spawn_options *options,
                             const qp_char *cwd)
{
    qp__text_init(&around->path);
    qp__text_init(&around->pathext);
    around->cwd = cwd;
    if (options->search_path != NULL) {
        qp__text_append_z(&around->path, options->search_path);
        around->has_path = around->path.error < 0 ? around->path.error : 1;
    } else {
        around->has_path = qp__getenv(&around->path, L"PATH");
    }
    if (around->has_path < 0) {
        around->has_pathext = 0;
        return around->has_path;
    }
    around->has_pathext = qp__getenv(&around->pathext, L"PATHEXT");
    return around->has_pathext < 0 ? around->has_pathext : 0;
}

static void surroundings_dispose(surroundings *around)
{
    qp__text_dispose(&around->path);
    qp__text_dispose(&around->pathext);
}

static qp__search search_in(const surroundings *around, const qp_char *name, int use_path)
{
    qp__search search = {
        .name = name,
        .cwd = around->cwd,
        .path = around->has_path ? around->path.units : NULL,
        .pathext = around->has_pathext ? around->pathext.units : NULL,
        .use_path = use_path,
        .probe = qp__probe,
        .probe_prefix = qp__probe_prefix_in_directory,
    };

    return search;
}

static int find_file(const surroundings *around, const qp_char *name, int use_path, qp__text *found,
                     qp__program_kind *kind)
{
    qp__search search = search_in(around, name, use_path);

    return qp__path_search(&search, found, kind);
}

static const qp_char *last_component(const qp_char *path)
{
    const qp_char *last = path;

    for (; *path != 0; path++) {
        if (*path == L'/' || *path == L'\\') {
            last = path + 1;
        }
    }
    return last;
}

/* `opaque`: the system's directory, see qp__path_is_wsl_bash. */
static qp__program_kind probe_posix(void *opaque, const qp_char *path)
{
    qp__program_kind kind = qp__probe(NULL, path);
    qp__text full;

    if (kind != QP__FILE_IMAGE) {
        return kind;
    }
    qp__text_init(&full);
    if (qp__path_full(&full, path) < 0) {
        kind = QP__FILE_NO_MEMORY;
    } else if (qp__path_is_wsl_bash(full.units, full.length, opaque)) {
        kind = QP__FILE_MISSING;
    }
    qp__text_dispose(&full);
    return kind;
}

/*
 * A program that is named as on POSIX: its last component, in PATH. Never a file at the root of the
 * drive, where every user of a machine may put one.
 */
static int find_posix(const surroundings *around, const qp_char *name, qp__text *found,
                      qp__program_kind *kind)
{
    qp_char system[MAX_PATH];
    qp__search search = search_in(around, name, 1);
    UINT length = GetSystemDirectoryW(system, MAX_PATH);

    if (length == 0) {
        return qp__last_error();
    }
    if (length < MAX_PATH) {
        search.probe = probe_posix;
        search.opaque = system;
    }
    return qp__path_search(&search, found, kind);
}

/*
 * What a #! line names: /bin/sh is sh.exe, wherever that lives in PATH, and so is a path of Windows
 * where nothing is.
 */
static int find_interpreter(const surroundings *around, const qp_char *name, qp__text *found,
                            qp__program_kind *kind)
{
    size_t length = qp__length(name);
    int error;

    if (qp__path_has_directory(name, length) && !qp__path_is_rooted(name, length)) {
        error = find_file(around, name, 0, found, kind);
        if (error == 0 || error == -ENOMEM) {
            return error;
        }
        qp__text_clear(found);
    }
    return find_posix(around, last_component(name), found, kind);
}

/* exec(["/bin/sh", ...]) is a script's way to name a program of POSIX; everything else is the file
 * that it names, or is searched. */
static int find_program(const surroundings *around, const qp_char *name, int use_path,
                        qp__text *found, qp__program_kind *kind)
{
    size_t posix = qp__path_posix_program(name, qp__length(name));

    return posix > 0 ? find_posix(around, name + posix, found, kind)
                     : find_file(around, name, use_path, found, kind);
}

int qp__program_system_cmd(qp__text *out)
{
    qp_char directory[MAX_PATH];
    UINT length = GetSystemDirectoryW(directory, MAX_PATH);

    if (length == 0) {
        return qp__last_error();
    }
    if (length >= MAX_PATH) {
        return -ENOENT;
    }
    qp__text_append(out, directory, length);
    qp__text_append_ascii(out, "\\cmd.exe");
    return out->error;
}

/* `script` becomes its full path: what CreateProcessW would see after its own clean-up of dots and
 * spaces. */
static int build_batch(qp__program *program, const qp_char *script, const qp_char *const *args,
                       size_t count, int verbatim)
{
    qp__text full;
    int error;

    qp__text_init(&full);
    error = qp__program_system_cmd(&program->image);
    if (error < 0) {
        goto finish;
    }
    error = qp__path_full(&full, script);
    if (error < 0) {
        goto finish;
    }
    error = qp__path_simplify(&full);
    if (error < 0) {
        goto finish;
    }
    if (full.length >= MAX_PATH) {
        error = qp__path_shorten(&full);
    }
    if (error < 0) {
        goto finish;
    }
    error = verbatim ? qp__batch_join(&program->command_line, program->image.units, full.units,
                                      args + 1, count - 1)
                     : qp__batch_build(&program->command_line, program->image.units, full.units,
                                       args + 1, count - 1);
finish:
    qp__text_dispose(&full);
    return error;
}

static int build_image(qp__program *program, const qp_char *file, const qp_char *const *args,
                       size_t count, int verbatim)
{
    size_t switch_index;
    int error = qp__path_full(&program->image, file);

    if (error < 0) {
        return error;
    }
    /* Only where it has to be: the child finds the prefix in its own name. */
    if (program->image.length >= MAX_PATH) {
        error = qp__path_lengthen(&program->image);
    }
    if (error < 0) {
        return error;
    }
    if (verbatim) {
        return qp__cmdline_join(&program->command_line, args, count);
    }
    if (qp__batch_is_cmd_path(program->image.units, program->image.length)) {
        switch_index = qp__batch_find_switch(args, count);
        if (switch_index > 0) {
            return qp__batch_build_cmd(&program->command_line, args, count, switch_index);
        }
    }
    return qp__cmdline_build(&program->command_line, args, count);
}

static int resolve(qp__program *program, const surroundings *around, const qp_char *file,
                   qp__program_kind kind, const qp_char *const *args, size_t count, int verbatim,
                   int depth);

/* The path that a script is told of itself: with `/`, which every interpreter takes and `dirname
 * "$0"` of sh needs. */
static void slashes_forward(qp__text *path)
{
    size_t i;

    for (i = 0; i < path->length; i++) {
        if (path->units[i] == L'\\') {
            path->units[i] = L'/';
        }
    }
}

/* args becomes: interpreter [arguments] script args[1..]. *count_out how many. NULL: no memory. */
static const qp_char **script_args(const qp__shebang *shebang, const qp_char *interpreter,
                                   const qp_char *script, const qp_char *const *args, size_t count,
                                   size_t *count_out)
{
    const qp_char **made = qp__alloc((count + shebang->argument_count + 1) * sizeof(*made));
    const qp_char *argument = shebang->argument.units;
    size_t n = 0;
    size_t i;

    if (made == NULL) {
        return NULL;
    }
    made[n++] = interpreter;
    for (i = 0; i < shebang->argument_count; i++) {
        made[n++] = argument;
        argument += qp__length(argument) + 1;
    }
    made[n++] = script;
    for (i = 1; i < count; i++) {
        made[n++] = args[i];
    }
    *count_out = n;
    return made;
}

/* Of the script `file`; `shebang` is initialised. 0 or -errno. */
static int read_shebang(qp__shebang *shebang, const qp_char *file)
{
    uint8_t bytes[QP__SHEBANG_MAX_BYTES];
    int size = qp__read_head(file, bytes, sizeof(bytes));

    return size < 0 ? size : qp__shebang_parse(shebang, bytes, (size_t)size);
}

static int resolve_script(qp__program *program, const surroundings *around, const qp_char *file,
                          const qp_char *const *args, size_t count, int verbatim, int depth)
{
    qp__shebang shebang;
    qp__text interpreter;
    qp__text script;
    const qp_char **all = NULL;
    qp__program_kind kind = QP__FILE_MISSING;
    size_t all_count = 0;
    int error;

    qp__shebang_init(&shebang);
    qp__text_init(&interpreter);
    qp__text_init(&script);
    if (depth >= MAX_INTERPRETERS) {
        error = -ELOOP;
        goto finish;
    }
    error = read_shebang(&shebang, file);
    if (error < 0) {
        goto finish;
    }
    error = find_interpreter(around, shebang.interpreter.units, &interpreter, &kind);
    if (error < 0) {
        goto finish;
    }
    qp__text_append_z(&script, file);
    error = script.error < 0 ? script.error : qp__path_simplify(&script);
    if (error < 0) {
        goto finish;
    }
    slashes_forward(&script);
    all = script_args(&shebang, interpreter.units, script.units, args, count, &all_count);
    if (all == NULL) {
        error = -ENOMEM;
        goto finish;
    }
    error = resolve(program, around, interpreter.units, kind, all, all_count, verbatim, depth + 1);
finish:
    qp__free((void *)all);
    qp__text_dispose(&script);
    qp__text_dispose(&interpreter);
    qp__shebang_dispose(&shebang);
    return error;
}

static int resolve(qp__program *program, const surroundings *around, const qp_char *file,
                   qp__program_kind kind, const qp_char *const *args, size_t count, int verbatim,
                   int depth)
{
    switch (kind) {
    case QP__FILE_IMAGE:
        return build_image(program, file, args, count, verbatim);
    case QP__FILE_BATCH:
        return build_batch(program, file, args, count, verbatim);
    case QP__FILE_SCRIPT:
        return resolve_script(program, around, file, args, count, verbatim, depth);
    default:
        return -ENOEXEC;
    }
}

int qp__program_resolve(qp__program *program, const qp_spawn_options *options, const qp_char *cwd)
{
    const qp_char *name = options->file != NULL ? options->file : options->args[0];
    surroundings around;
    qp__text found;
    qp__program_kind kind = QP__FILE_MISSING;
    int error;

    qp__text_init(&found);
    error = surroundings_read(&around, options, cwd);
    if (error < 0) {
        goto finish;
    }
    error = find_program(&around, name, !(options->flags & QP_NO_PATH_SEARCH), &found, &kind);
    if (error < 0) {
        goto finish;
    }
    error = resolve(program, &around, found.units, kind, options->args, options->arg_count,
                    (options->flags & QP_VERBATIM_ARGUMENTS) != 0, 0);
finish:
    qp__text_dispose(&found);
    surroundings_dispose(&around);
    return error;
}

/* What is meant by the options' program, as a path and what it is. */
static int find_meant(qp__text *found, qp__program_kind *kind, const qp_spawn_options *options,
                      const qp_char *cwd)
{
    const qp_char *name = options->file != NULL ? options->file : options->args[0];
    surroundings around;
    int error = surroundings_read(&around, options, cwd);

    if (error < 0) {
        goto finish;
    }
    error = find_program(&around, name, !(options->flags & QP_NO_PATH_SEARCH), found, kind);
finish:
    surroundings_dispose(&around);
    return error;
}

int qp__program_find(qp__text *found, const qp_spawn_options *options, const qp_char *cwd)
{
    qp__program_kind kind;
    qp__text path;
    int error;

    qp__text_init(&path);
    error = find_meant(&path, &kind, options, cwd);
    if (error < 0) {
        goto finish;
    }
    error = qp__path_full(found, path.units);
finish:
    qp__text_dispose(&path);
    return error;
}

int qp__program_interpreter(qp__text *name, const qp_spawn_options *options, const qp_char *cwd)
{
    qp__program_kind kind = QP__FILE_MISSING;
    qp__shebang shebang;
    qp__text path;
    int error;

    qp__shebang_init(&shebang);
    qp__text_init(&path);
    error = find_meant(&path, &kind, options, cwd);
    if (error < 0) {
        goto finish;
    }
    if (kind != QP__FILE_SCRIPT) {
        error = -ENOEXEC;
        goto finish;
    }
    error = read_shebang(&shebang, path.units);
    if (error < 0) {
        goto finish;
    }
    qp__text_append_z(name, shebang.interpreter.units);
    error = name->error;
finish:
    qp__text_dispose(&path);
    qp__shebang_dispose(&shebang);
    return error;
}
