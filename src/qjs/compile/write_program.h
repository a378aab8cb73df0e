/*
 * Writing the file of a standalone program.
 */
#ifndef QP_QJS_COMPILE_WRITE_PROGRAM_H
#define QP_QJS_COMPILE_WRITE_PROGRAM_H

#include "core/text.h"

typedef struct qp__resource {
    uint16_t type;       /* RT_ICON, ... */
    uint16_t id;         /* or, if 0: */
    const qp_char *name; /* NUL-terminated */
    uint16_t language;
    const void *bytes;
    size_t size;
} qp__resource;

typedef struct qp__program_plan {
    const qp_char *exe; /* the program to copy; full paths, as of qp__file_path */
    const qp_char *out;
    int windowed; /* no console window */
    const qp__resource *resources;
    size_t resource_count;
} qp__program_plan;

/*
 * Writes plan->out, or leaves it as it was. 0; -errno, with *doing what failed; -ENOEXEC when
 * plan->exe is no program. CopyFileW, UpdateResourceW, MoveFileExW.
 */
int qp__write_program(const qp__program_plan *plan, const char **doing);

#endif
