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

/* Appends the full path of the directory that a child starts in: `cwd`, or this process's when that
 * is NULL or empty. 0 or -errno. */
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
 * Can a process start in this directory? Beyond MAX_PATH only where long paths are switched on for
 * the machine and for this program. Asked beforehand: Windows calls such a directory invalid, Wine
 * 8 starts a child that cannot load. `length` in units, of a full path.
 */
int qp__path_can_start_in(size_t length);

/* 0; -ENOENT; -ENOTDIR; -errno. */
int qp__path_check_directory(const qp_char *path);

/* Appends the value of an environment variable of this process. 1; 0 when it is not set; -errno. */
int qp__getenv(qp__text *out, const qp_char *name);

#endif
