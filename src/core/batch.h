/*
 * Command lines for cmd.exe: running a batch file with arguments that cannot run a command, and
 * cmd.exe itself with a command line written by the caller.
 */
#ifndef QP_CORE_BATCH_H
#define QP_CORE_BATCH_H

#include "core/text.h"

/* The most units that cmd.exe takes, the terminating NUL included. */
#define QP__CMD_MAX_UNITS 8191

/*
 * Is this path a batch file for CreateProcessW? Trailing dots and spaces do not hide `.bat` or
 * `.cmd`.
 */
int qp__batch_is_batch_path(const qp_char *path, size_t length);

/* Is the last component of this path `cmd` or `cmd.exe`, in any case? */
int qp__batch_is_cmd_path(const qp_char *path, size_t length);

/*
 * "<cmd_exe>" /d /e:ON /v:OFF /c ""<script>" "arg" ..." for CreateProcessW. `script` is the full
 * path of the batch file, whose trailing dots and spaces are dropped; `args` are those after
 * args[0]. No argument can run a command, expand a variable or redirect.
 * The batch file sees each argument in %1, %2, ... as it is or in double quotes, an inner quote
 * doubled; a program that it hands them to reads the original by the rules of the Universal CRT.
 * 0; -ENOMEM; -E2BIG over QP__CMD_MAX_UNITS; -EINVAL for what cannot be escaped: CR, LF and Ctrl-Z
 * (in `script` or an argument), a double quote in `script` or `cmd_exe`, and a `script` that
 * cmd.exe would not take for a batch file.
 */
int qp__batch_build(qp__text *out, const qp_char *cmd_exe, const qp_char *script,
                    const qp_char *const *args, size_t count);

/*
 * The same with the arguments joined by single spaces and not quoted, as the caller's own command
 * line for cmd.exe. `script` is quoted all the same: by its bare name cmd.exe would search another
 * one, in the current directory first. 0; -ENOMEM; -E2BIG; -EINVAL for the script.
 */
int qp__batch_join(qp__text *out, const qp_char *cmd_exe, const qp_char *script,
                   const qp_char *const *args, size_t count);

/*
 * The index of `/c` or `/k` (or `/r`, an old name of `/c`) among args[1..], in any case; also as
 * the start of a longer word (`/cecho`) or behind other switches (`/d/c`), as cmd.exe reads them; 0
 * when there is none.
 */
size_t qp__batch_find_switch(const qp_char *const *args, size_t count);

/*
 * For cmd.exe itself: the words up to the switch as arguments, then /s (which makes cmd.exe strip
 * just the outer quotes), the switch, and one quoted string of all later words.
 *
 * One later word is a line as one would type it. Of several, those that are empty, or have white
 * space or one of & | < > ^ ( ) and no double quote, are quoted; unless the whole word is an
 * operator as it is typed: & && | || ( ) 2>nul >>file <file 2>&1. All others are joined as they
 * are, by single spaces.
 *
 *    echo a & echo b         echo a & echo b
 *    mkdir, my folder        mkdir "my folder"
 *    dir, 2>nul, ||, echo, a & b        dir 2>nul || echo "a & b"
 *
 * cmd.exe reads one line: line breaks at the ends are dropped, with the white space around them; of
 * a single word all white space at the ends.
 *
 * Same errors as qp__cmdline_build; -E2BIG over QP__CMD_MAX_UNITS; -EINVAL when there is no such
 * switch, and for a line break (CR, LF, Ctrl-Z) within a word.
 */
int qp__batch_build_cmd(qp__text *out, const qp_char *const *args, size_t count,
                        size_t switch_index);

#endif
