/*
 * The module `quickproc:os-files`: the functions of quickjs-libc's `os` that take or give names of
 * files, over the W functions of Windows. quickjs-libc hands UTF-8 to functions that expect the
 * process's code page, and fails for names longer than 260 bytes.
 *
 * remove, rename, mkdir, chdir, utimes: 0 or -errno. getcwd, realpath, readdir, stat: [value,
 * errno]. exePath: a string. Differences from quickjs-libc on Windows, each towards POSIX: rename
 * replaces an existing file; realpath resolves links and fails for what does not exist; readdir
 * reports an errno; stat knows `ino`, sizes over 2 GiB, milliseconds, and `ctime` is the time of
 * the last change.
 */
#ifndef QP_QJS_SYSTEM_OS_FILES_H
#define QP_QJS_SYSTEM_OS_FILES_H

#include <quickjs.h>

JSModuleDef *qp__init_os_files(JSContext *ctx, const char *name);

#endif
