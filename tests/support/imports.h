/*
 * The import table of a module of this process: which functions it calls, and which ones it calls
 * instead.
 */
#ifndef TESTS_SUPPORT_IMPORTS_H
#define TESTS_SUPPORT_IMPORTS_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

/* `slot` holds the function's address. `name` is NULL when it is imported by its ordinal. Data that
 * is imported is not visited. */
typedef void imports_visitor(FARPROC *slot, const char *dll, const char *name, void *opaque);

void imports_visit(HMODULE module, imports_visitor *visit, void *opaque);

/* FALSE with the last error. */
BOOL imports_replace(FARPROC *slot, FARPROC function);

#endif
