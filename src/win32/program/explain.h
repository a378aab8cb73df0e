/*
 * What scripts ask before a start, beside the public qp_which and qp_command_line.
 */
#ifndef QP_WIN32_PROGRAM_EXPLAIN_H
#define QP_WIN32_PROGRAM_EXPLAIN_H

#include "quickproc/quickproc.h"

/* Can it be a child's working directory? 0; -ENOENT; -ENOTDIR; -EACCES. */
int qp__check_directory(const qp_char *path);

/* The interpreter that the #! line of the program names, as qp_which would find it; *name is the
 * caller's to qp_free. 0; -ENOEXEC: it is no script; errors as qp_which. */
int qp__interpreter(const qp_spawn_options *options, qp_char **name);

/* The full path of the system's own cmd.exe, whatever ComSpec and PATH say; the caller's to
 * qp_free. NULL when there is no memory. */
qp_char *qp__system_shell(void);

#endif
