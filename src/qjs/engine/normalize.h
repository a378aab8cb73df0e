/*
 * The full name of a module from the name in an import statement.
 */
#ifndef QP_QJS_ENGINE_NORMALIZE_H
#define QP_QJS_ENGINE_NORMALIZE_H

#include <stddef.h>

/* Room for the result of qp__normalize, in bytes. */
size_t qp__normalize_room(const char *base, const char *name);

/*
 * Writes the full name into `out`. `std`, `os` and `bjson` become `qjs:std`, `qjs:os` and
 * `qjs:bjson`, so that both names are one module. A name that begins with a dot is seen from the
 * folder of `base`, with `/` and `\` as separators; any other name stays as it is.
 */
void qp__normalize(char *out, const char *base, const char *name);

#endif
