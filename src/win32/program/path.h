/*
 * Full paths, and the directory that a child starts in.
 */
#ifndef QP_WIN32_PROGRAM_PATH_H
#define QP_WIN32_PROGRAM_PATH_H

#include "core/text.h"

/* Appends GetFullPathNameW of `path`: absolute, `\` only, no `.` and `..`, no trailing dots and
 * spaces. 0 or -errno. */
int qp__path_full(qp__text *out, const qp_char *path);

/* Is it the name of a device: "nul", and in all folders before Windows 11 "con.bat"? 1, 0 or
 * -errno. GetFullPathNameW. */
int qp__path_is_device(const qp_char *path);

/* Appends this process's current directory. 0 or -errno. */
int qp__path_current(qp__text *out);

/* Appends the full path of the directory that names relative to a child's are seen from: `cwd`, or
 * this process's when that is NULL or empty. 0 or -errno. */
int qp__path_child_directory(qp__text *out, const qp_char *cwd);

/*
 * Prefixes a full path of MAX_PATH - 12 units or more (the limit of new directories) by
 * \\?\ (\\?\UNC\ for \\server), which lifts that limit where a file is named.
 */
int qp__path_lengthen(qp__text *path);

/* Appends the full path, lengthened: what a file is named by. 0; -ENAMETOOLONG when nothing can be
 * there; -errno. */
int qp__path_long(qp__text *out, const qp_char *path);

/*
 * Takes \\?\ off again where the path means the same without it. cmd.exe names no file by it and
 * starts in no such directory, and `.` and `..` behind it are names like any other. 0 or -ENOMEM.
 */
int qp__path_simplify(qp__text *path);

/*
 * A full path of MAX_PATH units or more becomes its 8.3 name, where the volume has those, for the
 * few that know no \\?\: cmd.exe, lpCurrentDirectory. It stays as it is where there is none. 0;
 * -ENOMEM, -EMFILE.
 */
int qp__path_shorten(qp__text *path);

/*
 * The same for a directory that a process is to start in: MAX_PATH - 2 units at most, whatever the
 * manifest and the registry say of long paths (lpCurrentDirectory; SetCurrentDirectory knows
 * longer ones, and says of CreateProcess that it then fails). 0; -ENAMETOOLONG; -ENOMEM.
 */
int qp__path_shorten_start(qp__text *directory);

/* 0; -ENOENT; -ENOTDIR; -errno. */
int qp__path_check_directory(const qp_char *path);

/* Appends the value of an environment variable of this process. 1; 0 when it is not set; -errno. */
int qp__getenv(qp__text *out, const qp_char *name);

#endif
