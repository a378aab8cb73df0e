/*
 * What the interpreter asks of the system before the first script runs.
 */
#ifndef QP_QJS_PROCESS_H
#define QP_QJS_PROCESS_H

#include <stddef.h>

/*
 * Standard streams without translation of line ends; no dialog and no abort for a bad descriptor or
 * a crash.
 */
void qp__process_prepare(void);

/* `argv` in UTF-8, NULL-terminated; NULL when there is no memory. Never freed. */
char **qp__process_argv_utf8(int argc, wchar_t **argv);

#endif
