/*
 * quickproc: starts, feeds, waits for and ends processes on Windows, with the semantics of POSIX.
 *
 * Conventions of these headers
 *   - Names: qp_ is the C library, quickproc_ (quickjs.h) the module for QuickJS scripts, a library
 *     of its own on top of it.
 *   - Results: >= 0, or a negative errno of the C runtime (-ENOENT). Nothing sets errno. The
 *     comment on a function lists its errors, one a line. Windows may also refuse a call for a
 *     reason that is not listed; this becomes the nearest errno, or -EIO if there is none.
 *   - NULL for options, a path, a buffer or the two descriptors of a pipe is -EINVAL.
 *   - Text is UTF-16, NUL-terminated, and borrowed for the duration of the call. `/` and `\` both
 *     separate directories.
 *   - A descriptor (fd) is one of the C runtime's. Any number may be passed: one that is not open
 *     is -EBADF and never ends the process, whatever the C runtime's invalid-parameter handler is.
 *   - Threads: any thread may call any function, at the same time as others. Children belong to
 *     the process, not to the thread that started them. Objects are different: a qp_events belongs
 *     to one thread (events.h), and only one thread at a time may use a qp_run (subprocess.h).
 *   - `_ms` is milliseconds.
 *
 * Options structs
 *   Call a struct's init function first. It sets the first member to the size that the struct has
 *   in the header that the program was compiled with. Newer libraries only append members, and use
 *   the defaults for a program without them. A program that is newer than the library runs as well,
 *   unless it sets a member or a flag that the library does not know: -ENOTSUP. A struct that was
 *   not initialised is -EINVAL.
 */
#ifndef QUICKPROC_H
#define QUICKPROC_H

#include "quickproc/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Starting ---------------------------------------------------------------------------- */

/* For qp_spawn_options.fds: this process's own descriptor of that number, as it is now. If it is
 * not open, the child reads end of file, and its output is discarded (NUL). */
#define QP_FD_INHERIT (-1000)

/* qp_spawn_options.flags */
enum {
    /* A bare name is a file in `cwd`, as with execve. */
    QP_NO_PATH_SEARCH = 1 << 0,
    /* Join `args` with single spaces and quote nothing, at the caller's own risk. */
    QP_VERBATIM_ARGUMENTS = 1 << 1,
    /* The child leads a group: qp_kill(-pid) reaches it and all its descendants. */
    QP_NEW_PROCESS_GROUP = 1 << 2,
    /* A hidden console and a group of its own. NUL replaces descriptors that are this process's
     * console. */
    QP_DETACHED = 1 << 3,
    /* The child and its descendants end when this process ends, however it ends. */
    QP_KILL_ON_EXIT = 1 << 4,
    /* No window: SW_HIDE for windows, and no console window. The child gets a hidden console of its
     * own, unless one of the three descriptors is a console: what it prints there would be lost, so
     * it shares this process's console. The default in a process without a console. */
    QP_HIDE_WINDOW = 1 << 5,
    /* A console window, even if this process has no console. */
    QP_SHOW_WINDOW = 1 << 6,
    /*
     * The child and its descendants are a tree, a job object: a timeout ends all of them, and
     * qp_kill(-pid) reaches them. A tree is not a process group: Ctrl+C at the console works as
     * usual, and qp_waitpid(0) waits for the child. A descendant that breaks away (QP_BREAKAWAY)
     * leaves the tree. -EACCES if this process is in a job that allows no nested one (a job that
     * limits the user interface).
     */
    QP_KILL_TREE = 1 << 7,
    /* The same, but if no job can be nested, the child alone. */
    QP_TRY_KILL_TREE = 1 << 8,
    /* A console of its own, in a window as `window` says. */
    QP_NEW_CONSOLE = 1 << 9,
    /* Leave the jobs that this process is in; -EACCES if one of them does not allow it.
     * CREATE_BREAKAWAY_FROM_JOB. */
    QP_BREAKAWAY = 1 << 10
};

/* qp_spawn_options.window: how the program's first window (or its new console's) appears, unless
 * the program decides for itself. STARTUPINFO.wShowWindow */
enum {
    QP_WINDOW_DEFAULT,
    QP_WINDOW_NORMAL,
    QP_WINDOW_HIDDEN,
    QP_WINDOW_MINIMIZED,
    QP_WINDOW_MAXIMIZED
};

/* qp_spawn_options.priority: the priority class. Without the privilege for REALTIME Windows gives
 * HIGH. */
enum {
    QP_PRIORITY_DEFAULT, /* normal, or this process's own if that is lower */
    QP_PRIORITY_IDLE,
    QP_PRIORITY_BELOW_NORMAL,
    QP_PRIORITY_NORMAL,
    QP_PRIORITY_ABOVE_NORMAL,
    QP_PRIORITY_HIGH,
    QP_PRIORITY_REALTIME
};

/* The highest descriptor that a child can be given. */
#define QP_MAX_CHILD_FD 255

/* One more descriptor of a child. */
typedef struct qp_child_fd {
    int child_fd; /* its number in the child, 3 to QP_MAX_CHILD_FD, each once */
    int fd;       /* a descriptor of this process */
} qp_child_fd;

typedef struct qp_spawn_options {
    size_t size;                /* set by qp_spawn_options_init */
    const qp_char *const *args; /* args[0] is what the child sees as its own name */
    size_t arg_count;           /* at least 1 */
    const qp_char *file;        /* the program to start; NULL: args[0] */
    const qp_char *cwd;         /* the child's working directory; NULL: this process's */
    const qp_char *const *env;  /* the whole environment as "NAME=value"; NULL: this process's */
    size_t env_count;
    int fds[3]; /* the child's standard input, output and error: descriptors, or QP_FD_INHERIT */
    uint32_t flags;      /* QP_NO_PATH_SEARCH | ... */
    uint32_t *win_error; /* why a start failed: becomes the Win32 error of CreateProcessW, 0 if it
                            was not called or succeeded; NULL: not wanted */
    /*
     * More descriptors, in binary mode, for programs that use Microsoft's C runtime. They take them
     * from STARTUPINFO.lpReserved2, so these are open from the start. Other programs (Go, Rust,
     * .NET) inherit the handles but do not know of them; nor do the programs that a batch file
     * starts.
     */
    const qp_child_fd *more_fds;
    size_t more_fd_count;
    const qp_char *search_path; /* folders in which a bare name and a #! line's program are
                                   searched, separated by `;`; NULL: this process's PATH */
    int window;                 /* QP_WINDOW_... */
    int priority;               /* QP_PRIORITY_... */
} qp_spawn_options;

/* Fills in the defaults: nothing to start, own environment and directory, QP_FD_INHERIT for all
 * three descriptors. `size` is sizeof(qp_spawn_options). */
void qp_spawn_options_init(qp_spawn_options *options, size_t size);

/*
 * Starts a program and returns at once. *pid becomes its process id (NULL: not wanted); qp_waitpid
 * reaps it later, once.
 *
 * The program is `file`, or args[0]. A name with a separator or a drive is that file; a relative
 * path starts at `cwd`. Any other name is searched in this process's PATH with the extensions of
 * PATHEXT, never in the current directory unless PATH names it; entries at the root of the current
 * drive ("/usr/bin", "\tools") and references that were never expanded ("%NAME%\bin") are passed
 * over. "/bin/X", "/usr/bin/X" and "/usr/local/bin/X" mean X in PATH, never a file at the root of
 * the drive. An image without an extension does not run. Batch files are run by the system's
 * cmd.exe, with arguments that cannot run a command; a file that begins with #! runs its
 * interpreter. For cmd.exe itself, one word after `/c` or `/k` is a command line and reaches it
 * unchanged; of several, those that it would split are quoted. The child gets the handles of its
 * descriptors and no other handle of this process. CreateProcessW,
 * PROC_THREAD_ATTRIBUTE_HANDLE_LIST, PROC_THREAD_ATTRIBUTE_JOB_LIST.
 *
 * 0, or
 *   -ENOENT         no such program, or `cwd` does not exist
 *   -ENOTDIR        `cwd` is no directory
 *   -EACCES         not permitted, a directory, elevation is required, or a policy forbids it
 *   -EBUSY          another process has the program open for itself, or is updating it
 *   -ENOEXEC        the file cannot run
 *   -EBADF          a descriptor is not open
 *   -E2BIG          a command line over 32,767 units (8,191 through cmd.exe)
 *   -EINVAL         arguments that cannot be carried: CR or LF to a batch file or within a line for
 *                   cmd.exe, a double quote in args[0], an `env` entry without a name
 *   -EINVAL         no args[0], NULL for one of `args` or `env`, or no such `window`, `priority` or
 *                   `child_fd`
 *   -ENOTSUP        a flag or member that this version does not know
 *   -ENAMETOOLONG   a working directory (this process's included) over 258 units that has no 8.3
 *                   name of at most that length
 *   -ELOOP          a #! interpreter that is a #! script, and so on
 *   -ECANCELED      after qp_spawn_stop
 *   -ENOMEM
 *   -EAGAIN
 *   -EMFILE
 *   -EIO            anything else
 */
int qp_spawn(const qp_spawn_options *options, int *pid);

/*
 * Stops the starting of children, for the end of this process. If other threads may be inside
 * qp_spawn, qp_exec and the like, call it before exit or ExitProcess, and in the console handler
 * that lets Ctrl+C end the process. A process that ends in the middle of CreateProcessW leaves a
 * child that never runs and never ends, with its pipes and files open. This function waits for the
 * starts that are under way and lets no other begin: on other threads the functions that start
 * programs no longer return, on this one they fail with -ECANCELED. It cannot be undone.
 *
 * `signal` is the one that ends this process: QP_SIGINT (Ctrl+C), QP_SIGBREAK, QP_SIGHUP or
 * QP_SIGTERM. A child that is just being started on this process's console has missed the event,
 * and is ended by the signal. With 0 children keep running. Returns 0, or
 *   -ETIMEDOUT   a start takes longer than `timeout_ms` (QP_NO_TIMEOUT: no limit; the program may
 *                be on a server that does not answer)
 *   -EINVAL      another signal
 */
int qp_spawn_stop(int signal, uint32_t timeout_ms);

/* No limit. */
#define QP_NO_TIMEOUT UINT32_MAX

typedef struct qp_exec_options {
    size_t size;         /* set by qp_exec_options_init */
    uint32_t timeout_ms; /* QP_NO_TIMEOUT, the default: none */
    int kill_signal;     /* what ends the program after timeout_ms; SIGTERM by default */
} qp_exec_options;

/* Fills in the defaults. `size` is sizeof(qp_exec_options). */
void qp_exec_options_init(qp_exec_options *options, size_t size);

/*
 * Starts a program and waits for its end; *status becomes how it ended (NULL: not wanted).
 * `options` may be NULL for the defaults. The child is invisible to qp_waitpid. After `timeout_ms`
 * the child (with QP_NEW_PROCESS_GROUP or QP_KILL_TREE its whole tree) is ended as by qp_kill with
 * `kill_signal`, and *status is that signal. A child that handles the signal gets one more second
 * before it is ended. After an error no child is left. 0, or an error of qp_spawn, or
 *   -EINVAL   there is a timeout, and `kill_signal` does not end a process
 *   -ENOMEM   there was no memory to wait; the child was ended
 */
int qp_exec(const qp_spawn_options *spawn, const qp_exec_options *options, qp_status *status);

/* ---- Waiting ----------------------------------------------------------------------------- */

/* qp_waitpid's option: do not wait. */
#define QP_WNOHANG 1

/* The status for a pid that is not a child: 127 * 256, which is never success. */
#define QP_STATUS_NO_CHILD 32512

/*
 * Reaps a child that qp_spawn started. `pid` is
 *   > 0    that child
 *   -1     any, in the order in which they ended
 *   0      any of this process's own group: started without QP_NEW_PROCESS_GROUP and QP_DETACHED
 *   < -1   any of the group -pid
 * Two waits never get the same child. A wait for one child uses its handle (WaitForSingleObject), a
 * wait for any of many a thread with a completion port, or where the system has no wait completion
 * packets threads with 63 handles each (WaitForMultipleObjects). `status` may be NULL.
 *
 * Returns the pid of the reaped child, with *status; with QP_WNOHANG 0 if none has ended yet; or
 *   -ECHILD   there is no such child (any more); *status is QP_STATUS_NO_CHILD
 *   -ENOMEM   there is no memory to find out whether or how it ended; no child is lost, ask again
 */
int qp_waitpid(int pid, int options, qp_status *status);

/* The macros of <sys/wait.h>. WEXITSTATUS gives all 32 bits. */
int qp_wifexited(qp_status status);
uint32_t qp_wexitstatus(qp_status status);
int qp_wifsignaled(qp_status status);
int qp_wtermsig(qp_status status);

/* ---- Signals ----------------------------------------------------------------------------- */

/*
 * Sends a signal to a process (`pid` > 0), or to every process of the group -pid (`pid` < -1).
 *   0                        only checks whether it exists
 *   QP_SIGKILL               ends it at once
 *   QP_SIGSTOP, QP_SIGCONT   suspend and resume the whole process; a repeated one changes nothing
 *   QP_SIGINT, QP_SIGTERM, QP_SIGHUP, QP_SIGQUIT, QP_SIGUSR1, QP_SIGUSR2, QP_SIGPIPE, QP_SIGBREAK
 *                            run the target's handler if it uses this library and has one, and end
 *                            it otherwise. QP_SIGINT and QP_SIGBREAK to a QP_NEW_PROCESS_GROUP
 *                            child on the same console go as a console event
 *   QP_SIGCHLD               does nothing
 *   others                   end it
 * Other programs see a process that was ended this way exit with code 128 + signal. A child that
 * has ended but was not reaped is no error, nor is a process that is just ending. TerminateProcess,
 * TerminateJobObject, GenerateConsoleCtrlEvent. 0, or
 *   -ESRCH    no such process or group
 *   -EPERM    not permitted, or `pid` is -1
 *   -EINVAL   no such signal, or `pid` is 0
 *   -EAGAIN   the target may have a handler but could not be asked, and was not ended
 */
int qp_kill(int pid, int signal);

/* This process's id. GetCurrentProcessId. */
int qp_getpid(void);

/* ---- Descriptors ------------------------------------------------------------------------- */

/*
 * Makes a pipe: fds[0] reads, fds[1] writes; binary, not inheritable. CreatePipe. 0, or
 *   -EMFILE   the C runtime has no descriptor left
 *   -ENOMEM
 */
int qp_pipe(int fds[2]);

/*
 * Makes a new descriptor for the same file, not inheritable. DuplicateHandle, _dup2. The
 * descriptor, or
 *   -EBADF    `fd` is not open, or its handle was closed behind the C runtime's back
 *   -EMFILE   the C runtime has no descriptor left
 *   -ENOMEM
 */
int qp_dup(int fd);

/*
 * Makes `new_fd` another descriptor for `old_fd`'s file and closes what it was before. It is not
 * inheritable, except for 0, 1 and 2. For these the standard handle of the process (SetStdHandle)
 * and the C runtime's stdin, stdout and stderr follow, even in a program without a console. _dup2.
 * new_fd, or
 *   -EBADF    `old_fd` is not open, or `new_fd` cannot be a descriptor
 *   -ENOMEM
 */
int qp_dup2(int old_fd, int new_fd);

/*
 * Opens a file. `flags` are those of <fcntl.h> (_O_RDONLY, _O_CREAT, ...), binary unless _O_TEXT;
 * `mode` is the permissions of a new file. With _O_APPEND every write goes to the end of the file,
 * even a child's: the handle itself has FILE_APPEND_DATA without FILE_WRITE_DATA, whereas the C
 * runtime's own _open only seeks first. Not inheritable. CreateFileW. The descriptor, or
 *   -ENOENT   no such file or directory
 *   -EEXIST   it exists, and `flags` has _O_CREAT | _O_EXCL
 *   -EACCES   not permitted, or a directory
 *   -EMFILE   the C runtime has no descriptor left
 *   -EINVAL   flags that contradict each other
 */
int qp_open(const qp_char *path, int flags, int mode);

/*
 * _read, _write and _close for any `fd`, with a negative errno. `size_bytes` over INT_MAX is cut to
 * INT_MAX. A message of a pipe in message mode that is longer than the buffer is read in parts.
 * qp_close and qp_dup2 do not wait for a thread that reads or writes the descriptor by these
 * functions: it gets -EBADF. The number of bytes (0 for close), or
 *   -EBADF    `fd` is not open, or not for this direction, or was closed meanwhile
 *   -EPIPE    write: the pipe has no reader
 *   -EAGAIN   the pipe is in PIPE_NOWAIT mode, and has nothing to read or no room
 */
int qp_read(int fd, void *buffer, size_t size_bytes);
int qp_write(int fd, const void *buffer, size_t size_bytes);
int qp_close(int fd);

#ifdef __cplusplus
}
#endif

#endif
