/*
 * From what the caller asked for to what CreateProcessW is given: which file, and which command
 * line.
 */
#ifndef QP_WIN32_PROGRAM_PROGRAM_H
#define QP_WIN32_PROGRAM_PROGRAM_H

#include "core/text.h"
#include "quickproc/quickproc.h"

typedef struct qp__program {
    qp__text image;        /* lpApplicationName: a full path */
    qp__text command_line; /* lpCommandLine */
} qp__program;

void qp__program_init(qp__program *program);
void qp__program_dispose(qp__program *program);

/*
 * Finds the file, follows #! lines, and builds the line by the rules of what was found (an image, a
 * batch file, cmd.exe itself). `cwd`: the child's directory, a full path. Errors as qp_spawn.
 */
int qp__program_resolve(qp__program *program, const qp_spawn_options *options, const qp_char *cwd);

/* Appends the full path of the file that would be found: an image, a batch file or a #! script. 0
 * or -errno. */
int qp__program_find(qp__text *found, const qp_spawn_options *options, const qp_char *cwd);

/* Appends the interpreter of a #! script as its line names it. 0; -ENOEXEC: what would be found is
 * no script; -errno. */
int qp__program_interpreter(qp__text *name, const qp_spawn_options *options, const qp_char *cwd);

/* Appends the full path of the system's cmd.exe. 0 or -errno. */
int qp__program_system_cmd(qp__text *out);

#endif
