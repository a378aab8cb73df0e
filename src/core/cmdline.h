/*
 * From a list of arguments to the one string that CreateProcessW takes, such that the parser of the
 * Universal C runtime ("Parsing C command-line arguments") and CommandLineToArgvW both give the
 * list back.
 */
#ifndef QP_CORE_CMDLINE_H
#define QP_CORE_CMDLINE_H

#include "core/text.h"

/*
 * The most units of a command line, its terminating NUL included (CreateProcessW, lpCommandLine).
 */
#define QP__CMDLINE_MAX_UNITS 32767

/*
 * Appends args[0] by the rules for a program name and the others by the rules for arguments,
 * separated by single spaces. 0; -ENOMEM; -E2BIG when the whole would exceed QP__CMDLINE_MAX_UNITS;
 * -EINVAL when args[0] holds a double quote (no command line can carry that).
 */
int qp__cmdline_build(qp__text *out, const qp_char *const *args, size_t count);

/* The same, joined by single spaces with no quoting at all (windowsVerbatimArguments). */
int qp__cmdline_join(qp__text *out, const qp_char *const *args, size_t count);

/* Appends one argument (not a program name), quoted where it needs to be. No leading space. */
void qp__cmdline_append_argument(qp__text *out, const qp_char *arg, size_t length);

/*
 * Appends a program name, in quotes where it needs them or is asked for. Nothing in it can be
 * escaped: -EINVAL when it holds a double quote; else out->error.
 */
int qp__cmdline_append_program(qp__text *out, const qp_char *name, int always_quoted);

#endif
