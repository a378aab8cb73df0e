/*
 * A script in a program of its own kind: quickjs-ng and quickproc's modules, without quickjs-libc.
 * One thread makes it, runs it and frees it.
 */
#ifndef GUI_SCRIPT_H
#define GUI_SCRIPT_H

#include <stddef.h>

typedef struct script script;

/* Where the script's lines go, and what is to be said about its errors: UTF-16, `units` of it. */
typedef void script_print(void *opaque, const wchar_t *text, size_t units);

/* `args` become the script's `args`; both they and `opaque` are borrowed. NULL: no memory. */
script *script_new(wchar_t **args, int arg_count, script_print *print, void *opaque);
script *script_free(script *self);

/* Runs a file as a module. 0; -1: it cannot be read, or failed, and that was printed. */
int script_run(script *self, const wchar_t *path);

/* A HANDLE to wait for: signalled while script_dispatch has something to do. */
void *script_events(script *self);

/* Runs one handler of the script, or settles one promise. Is there more to do right now? */
int script_dispatch(script *self);

/* Will something still happen: children, handlers? */
int script_is_active(script *self);

/* Calls what the script gave to onStop. Was there something? */
int script_stop(script *self);

#endif
