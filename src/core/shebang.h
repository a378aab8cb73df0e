/*
 * The first line of a script, "#!interpreter [argument]", read as a POSIX kernel reads it.
 */
#ifndef QP_CORE_SHEBANG_H
#define QP_CORE_SHEBANG_H

#include "core/text.h"

/* How many bytes from a file's start are worth reading for qp__shebang_parse. */
#define QP__SHEBANG_MAX_BYTES 512

typedef struct qp__shebang {
    qp__text interpreter;  /* as written: "/bin/sh", "C:/tools/sh.exe"; for "/usr/bin/env X": "X" */
    qp__text argument;     /* everything after it, trimmed; one argument, as on Linux */
    size_t argument_count; /* over 1 only with `env -S`: then a NUL stands between the arguments */
} qp__shebang;

void qp__shebang_init(qp__shebang *shebang);
void qp__shebang_dispose(qp__shebang *shebang);

/*
 * `bytes` are a file's beginning (UTF-8), `shebang` is as qp__shebang_init left it. The line ends
 * at LF or CR LF or the file's end.
 *    #!/bin/sh a b                interpreter "/bin/sh", argument "a b"
 *    #!C:\My Tools\sh.exe a b     interpreter "C:\My Tools\sh.exe", argument "a b"
 *    #!/usr/bin/env X a b         interpreter "X", argument "a b"
 *    #!/usr/bin/env -S X a b      interpreter "X", arguments "a" and "b"
 *    #!/usr/bin/env -i X          interpreter "/usr/bin/env", argument "-i X": what else env can do
 *                                 (options, NAME=value, quotes and escapes after -S) is left to it
 * 0; -ENOEXEC when it is no #! line, names no interpreter, holds a NUL, or does not end within
 * QP__SHEBANG_MAX_BYTES; -ENOMEM.
 */
int qp__shebang_parse(qp__shebang *shebang, const uint8_t *bytes, size_t length);

#endif
