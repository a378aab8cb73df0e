/*
 * The module `quickproc:std-files`: what std needs so that its functions take any name of a file.
 *
 * loadFile, writeFile and loadScript as in quickjs-libc, without translation of line ends.
 * openFile(path, mode): a descriptor for std.open's mode, or -errno; TypeError for letters that no
 * mode has. `a` appends in the kernel, also in children. closeFile(fd).
 * temporaryFile(): a descriptor, or -errno. systemShell(): the path of the system's cmd.exe.
 * translateLines(fd): CR LF is read as LF from now on, LF written as CR LF.
 */
#ifndef QP_QJS_SYSTEM_STD_FILES_H
#define QP_QJS_SYSTEM_STD_FILES_H

#include <quickjs.h>

JSModuleDef *qp__init_std_files(JSContext *ctx, const char *name);

#endif
