/*
 * Which file is meant by a program's name. Pure: the file system is asked through a callback.
 */
#ifndef QP_CORE_PATH_SEARCH_H
#define QP_CORE_PATH_SEARCH_H

#include "core/text.h"

/* What is at a path. */
typedef enum qp__program_kind {
    QP__FILE_MISSING, /* nothing, or no access to look */
    QP__FILE_DIRECTORY,
    QP__FILE_NOT_RUNNABLE, /* a file that neither is an image nor begins with #! */
    QP__FILE_IMAGE,        /* .exe, .com, an App Execution Alias, or any file that begins with MZ */
    QP__FILE_BATCH,        /* .bat, .cmd */
    QP__FILE_SCRIPT,       /* begins with #! */
    QP__FILE_NO_MEMORY,    /* the system has no memory to look: nobody knows */
    QP__FILE_UNREACHABLE   /* nothing, and no other name of this place either: a drive or a server
                              that does not answer, where each look may take seconds */
} qp__program_kind;

/* `path` is NUL-terminated; `opaque` is the caller's. */
typedef qp__program_kind qp__probe_file(void *opaque, const qp_char *path);

/*
 * Could any name in a directory begin with this one, in any case? `prefix` is the directory and the
 * beginning of the name. 0: surely none does; -ENOMEM.
 */
typedef int qp__probe_prefix(void *opaque, const qp_char *prefix);

typedef struct qp__search {
    const qp_char *name; /* as the caller wrote it, NUL-terminated */
    const qp_char *cwd; /* the child's working directory, a full path; relative names start there */
    const qp_char *path;    /* the value of PATH, NULL when unset */
    const qp_char *pathext; /* the value of PATHEXT, NULL or empty: .com;.exe;.bat;.cmd */
    int use_path;           /* 0: a bare name is a file in cwd */
    qp__probe_file *probe;
    qp__probe_prefix *probe_prefix; /* NULL: every candidate is probed */
    void *opaque;
} qp__search;

/*
 * Finds the file: `out` becomes its path, *kind what it is (IMAGE, BATCH or SCRIPT).
 * With a separator (/ or \) or a drive in the name: that file. Else each directory of PATH in
 * order (`;` separates, and a `:` that belongs to no drive, as POSIX scripts write it; neither does
 * inside double quotes, which are removed, as are blanks around an entry). Passed over are entries
 * that are empty, that begin with % (a reference that was never expanded) or with one separator
 * (the root of any drive); the current directory is not searched (unless PATH names it). At each
 * place: the name itself when its extension can run (one of PATHEXT, or .com .exe .bat .cmd), then
 * the name with each extension of PATHEXT, then the name itself if it turns out to be a #! script,
 * or an image that has some other extension. An image without any is no program, as for cmd.exe: it
 * would hide the .exe of a later directory. Directories and files that cannot run are passed over.
 * `probe_prefix` only saves probes: a directory of PATH that holds none of a dozen candidates is
 * passed over by one question. 0;
 * -ENOMEM, also when the system could not look at one of the places; -ENOENT; for a name with a
 * separator or use_path == 0 also -EACCES (a directory) and -ENOEXEC (a file that cannot run).
 */
int qp__path_search(const qp__search *search, qp__text *out, qp__program_kind *kind);

/*
 * Appends the full form of `name` seen from `cwd`: joined unless it is absolute (\\server\...,
 * C:\...), separators turned to `\`. "\dir" takes cwd's drive. "C:dir" is seen from cwd
 * when that is on C:, else appended as it is: Windows resolves it by that drive's directory.
 */
void qp__path_join(qp__text *out, const qp_char *cwd, const qp_char *name, size_t name_length);

/* Is there a separator (/ or \) or a drive ("C:") in it? */
int qp__path_has_directory(const qp_char *name, size_t length);

/*
 * Is it a program of POSIX, by a name that scripts take for granted: "/bin/X", "/usr/bin/X",
 * "/usr/local/bin/X", written with `/`, with detours ("/usr//bin/X") too? It means X in PATH, never
 * a file at the root of the drive, where every user of a machine may make folders. The offset of X;
 * 0: it is no such name.
 */
size_t qp__path_posix_program(const qp_char *name, size_t length);

/* Does it begin with one separator and no drive: "/opt/sh", which on Windows is at the root of
 * whatever drive is the current one? */
int qp__path_is_rooted(const qp_char *name, size_t length);

/*
 * Is it a bash.exe that starts a Linux of WSL: that of the system's directory (`system`, or its
 * name Sysnative for 32-bit programs), or the alias in Microsoft\WindowsApps? Those cannot read
 * the paths of Windows that a script is started with. `path` is full.
 */
int qp__path_is_wsl_bash(const qp_char *path, size_t length, const qp_char *system);

#endif
