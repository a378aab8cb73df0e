/*
 * quickproc: starting, feeding, waiting for and ending processes on Windows, with the semantics of
 * POSIX.
 *
 * Conventions of this header
 *   - Results: >= 0, or a negative errno of the C runtime (-ENOENT). Nothing sets errno.
 *   - NULL for options, a path, a buffer or the two descriptors of a pipe is -EINVAL.
 *   - Text is UTF-16, NUL-terminated, borrowed for the time of the call. `/` and `\` both
 *     separate directories.
 *   - A descriptor (fd) is one of the C runtime's. Any number may be passed: one that is no
 *     open descriptor is -EBADF and never ends the process, whatever the C runtime's
 *     invalid-parameter handler is.
 *   - An options struct is filled in by its init function before anything else. Its first member
 *     is its size, in the header that the program was compiled with: a later version of the library
 *     appends members, and takes a program without them as one that leaves them at their defaults.
 *     A program that is newer than the library runs as well, as long as it leaves new members at 0;
 *     if it sets one, or a flag that this version does not know, that is -ENOTSUP.
 *   - Every function may be called from any thread, at the same time as any other. Children
 *     belong to the process, not to the thread that started them.
 *   - `_ms` is milliseconds.
 */
#ifndef QUICKPROC_H
#define QUICKPROC_H

#include "quickproc/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Starting ---------------------------------------------------------------------------- */

/* For qp_spawn_options.fds: this process's own descriptor of that number, as it is now; when it has
 * none, the child reads end of file or its output is swallowed (NUL). */
#define QP_FD_INHERIT (-1000)

/* qp_spawn_options.flags */
enum {
    QP_NO_PATH_SEARCH = 1 << 0, /* a bare name is a file in `cwd`, as for execve */
    QP_VERBATIM_ARGUMENTS =
        1 << 1, /* join `args` by single spaces, quote nothing; the caller's own risk */
    QP_NEW_PROCESS_GROUP =
        1 << 2, /* the child leads a group: qp_kill(-pid) reaches it and all its descendants */
    QP_DETACHED = 1 << 3, /* a hidden console, a group of its own; NUL stands in for descriptors
                             that are this process's console */
    QP_KILL_ON_EXIT =
        1 << 4, /* the child and its descendants end when this process ends, however it ends */
    /* No window: SW_HIDE for windows, and no console window. Where one of the three descriptors is
     * a console the child shares this process's console, else it has a hidden one of its own:
     * output to our console would be lost there. The default where this process has no console. */
    QP_HIDE_WINDOW = 1 << 5,
    QP_SHOW_WINDOW = 1 << 6, /* a console window even where this process has no console */
    /*
     * The child and its descendants are a tree, a job object: what ends the child after a timeout
     * ends all of them, and qp_kill(-pid) reaches them. It is no process group: Ctrl+C at the
     * console works as without it, and qp_waitpid(0) waits for it. A descendant that asks to break
     * away (QP_BREAKAWAY) is none of the tree. -EACCES where this process is in a job in which no
     * other can be nested (one with limits of its user interface).
     */
    QP_KILL_TREE = 1 << 7,
    QP_TRY_KILL_TREE = 1 << 8, /* the same; where no job can be nested, the child alone */
    QP_NEW_CONSOLE = 1 << 9,   /* a console of its own, with a window as `window` says */
    QP_BREAKAWAY = 1 << 10     /* out of the jobs that this process is in; -EACCES where one of them
                                  does not allow it. CREATE_BREAKAWAY_FROM_JOB */
};

/* qp_spawn_options.window: how the program's first window (or its new console's) appears, where it
 * does not decide for itself. STARTUPINFO.wShowWindow */
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
    QP_PRIORITY_DEFAULT, /* normal; this process's own where that is lower */
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
    const qp_char *const
        *env; /* "NAME=value" entries, the whole environment; NULL: this process's */
    size_t env_count;
    int fds[3]; /* the child's standard input, output and error: descriptors, or QP_FD_INHERIT */
    uint32_t flags;      /* QP_NO_PATH_SEARCH | ... */
    uint32_t *win_error; /* why a start failed: becomes the Win32 error that CreateProcessW failed
                            with, 0 where Windows was not asked; NULL: not wanted */
    /*
     * More descriptors, for programs that use Microsoft's C runtime, which take them from
     * STARTUPINFO.lpReserved2: binary, open from their first instruction on. Other programs (Go,
     * Rust, .NET) inherit the handles and do not know of them, a batch file's programs neither.
     */
    const qp_child_fd *more_fds;
    size_t more_fd_count;
    const qp_char *search_path; /* where a bare name and a #! line's program are searched, for the
                                   child's own PATH; NULL: this process's PATH */
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
 * The program: `file` or args[0]. With a separator or a drive it is that file, a relative one seen
 * from `cwd`; else it is searched in this process's PATH with the extensions of PATHEXT, never in
 * the current directory unless PATH names it. "/bin/X", "/usr/bin/X" and "/usr/local/bin/X" mean X
 * in PATH, never a file at the root of the drive. An image without extension does not run. Batch
 * files are run by the system's cmd.exe with arguments that cannot run a command; a file that
 * begins with #! runs its interpreter; words after
 * `/c` or `/k` of cmd.exe itself are a command line and reach it unchanged. The child gets its
 * three standard handles and no other handle of this process.
 *
 * 0, and: -ENOENT no such program, or `cwd` does not exist; -ENOTDIR `cwd` is no directory; -EACCES
 * not permitted, a directory, or elevation is required; -ENOEXEC the file cannot run; -EBADF a
 * descriptor that is not open; -E2BIG a command line over 32,767 units (8,191 through cmd.exe);
 * -EINVAL arguments that cannot be carried (CR or LF to a batch file or within a line for cmd.exe,
 * a double quote in args[0], an `env` entry without a name), no args[0], NULL for one of `args` or
 * `env`, or a `window`, a `priority` or a `child_fd` that is none; -ENAMETOOLONG a working
 * directory (this process's too) over 258 units that has no 8.3 name of at most that length; -ELOOP
 * a #! interpreter that is a #! script, and so on; -ENOMEM; -EAGAIN; -EMFILE; -EIO anything else.
 * CreateProcessW, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, PROC_THREAD_ATTRIBUTE_JOB_LIST.
 */
int qp_spawn(const qp_spawn_options *options, int *pid);

/*
 * For the end of this process, while other threads may be inside qp_spawn, qp_exec and the like:
 * before exit or ExitProcess, and in the console handler that lets Ctrl+C end the process. A
 * process that ends in the middle of CreateProcessW leaves a child that never runs and never ends,
 * with its pipes and its files open. This waits for the starts that are under way, and no other
 * begins: on other threads these functions do not return any more, on this one they fail with
 * -ECANCELED. It cannot be undone.
 *
 * `signal`: what this process ends by, QP_SIGINT (Ctrl+C), QP_SIGBREAK, QP_SIGHUP or QP_SIGTERM. A
 * child that is just being started on this process's console has missed it, and is ended by
 * it. 0: no signal; the children live on.
 *
 * 0, and: -ETIMEDOUT a start takes longer than `timeout_ms` (QP_NO_TIMEOUT: as long as it takes; a
 * program may lie on a server that does not answer); -EINVAL another signal.
 */
int qp_spawn_stop(int signal, uint32_t timeout_ms);

/* Wait as long as it takes. */
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
 * `options` may be NULL: the defaults. The
 * child is invisible to qp_waitpid. After `timeout_ms` the child (with QP_NEW_PROCESS_GROUP its
 * whole group) is ended as by qp_kill with `kill_signal`, and *status is that signal. A child that
 * handles the signal is given one more second, then it is ended. Errors: as qp_spawn, and -EINVAL
 * for a `kill_signal` that does not end a process (only checked with a timeout). With an error no
 * child is left, also when waiting for it failed (-ENOMEM): it was ended.
 */
int qp_exec(const qp_spawn_options *spawn, const qp_exec_options *options, qp_status *status);

/* ---- Waiting ----------------------------------------------------------------------------- */

/* qp_waitpid's option: do not wait. */
#define QP_WNOHANG 1

/* What a status is for a pid that is no child to wait for: 127 * 256, never to be read as success.
 */
#define QP_STATUS_NO_CHILD 32512

/*
 * Reaps a child that qp_spawn started. `pid` > 0: that child; -1: any, in the order in which they
 * ended; 0: any of this process's own group (started without QP_NEW_PROCESS_GROUP and QP_DETACHED);
 * < -1: any of the group -pid. The pid of the reaped child, with *status; 0 with QP_WNOHANG when
 * none has ended yet; -ECHILD when there is no such child (any more), *status is then
 * QP_STATUS_NO_CHILD. `status` may be NULL. -ENOMEM when the system has no memory to say whether or
 * how it ended: no child is lost then, ask again. Two waits never get the same child. One child is
 * waited for by its handle (WaitForSingleObject), any of many by threads with 63 handles each
 * (WaitForMultipleObjects).
 */
int qp_waitpid(int pid, int options, qp_status *status);

/* <sys/wait.h>'s macros. WEXITSTATUS gives all 32 bits. */
int qp_wifexited(qp_status status);
uint32_t qp_wexitstatus(qp_status status);
int qp_wifsignaled(qp_status status);
int qp_wtermsig(qp_status status);

/* ---- Signals ----------------------------------------------------------------------------- */

/*
 * Sends a signal. `pid` > 0: that process; < -1: every process of the group -pid. 0 asks only
 * whether the process exists. QP_SIGKILL ends it at once; QP_SIGSTOP and QP_SIGCONT suspend and
 * resume all of it, neither of them twice; QP_SIGINT, QP_SIGTERM, QP_SIGHUP, QP_SIGQUIT,
 * QP_SIGUSR1, QP_SIGUSR2, QP_SIGPIPE and QP_SIGBREAK run the target's handler when the target uses
 * this library and has one, and end it otherwise (QP_SIGBREAK and QP_SIGINT to a
 * QP_NEW_PROCESS_GROUP child on the same console go as a console event); QP_SIGCHLD does nothing;
 * the others end it. A process that is ended this way shows other programs the exit code 128 +
 * signal. 0, and: -ESRCH no such process or group; -EPERM no right to do that, and pid -1; -EINVAL
 * no such signal, and pid 0; -EAGAIN the target may have a handler but could not be asked, and was
 * not ended. A child that ended but was not reaped, and a process that is just ending, are no
 * error. TerminateProcess, TerminateJobObject, GenerateConsoleCtrlEvent.
 */
int qp_kill(int pid, int signal);

/* This process's id. GetCurrentProcessId. */
int qp_getpid(void);

/* ---- Descriptors ------------------------------------------------------------------------- */

/*
 * A pipe: fds[0] reads, fds[1] writes; binary, not inheritable. 0; -EMFILE when the C runtime has
 * no descriptor left; -ENOMEM. CreatePipe.
 */
int qp_pipe(int fds[2]);

/* A new descriptor for the same file, not inheritable; -EBADF, -EMFILE. _dup. */
int qp_dup(int fd);

/*
 * Makes `new_fd` another descriptor of `old_fd`'s file, closing what it was; returns new_fd. Not
 * inheritable, but for 0, 1 and 2: there the process's standard handle (SetStdHandle) and the C
 * runtime's stdin, stdout, stderr follow, also in a program without a console. -EBADF, -ENOMEM.
 * _dup2.
 */
int qp_dup2(int old_fd, int new_fd);

/*
 * Opens a file. `flags`: those of <fcntl.h> (_O_RDONLY, _O_CREAT, ...), binary unless _O_TEXT;
 * `mode`: permissions of a new file. With _O_APPEND every write goes to the end of the file, also
 * those of children: the handle itself carries FILE_APPEND_DATA without FILE_WRITE_DATA, where the
 * C runtime's own _open just seeks first. Not inheritable. The descriptor, or -errno. CreateFileW.
 */
int qp_open(const qp_char *path, int flags, int mode);

/*
 * _read, _write and _close with a negative errno, for any `fd`. A write to a pipe that nobody reads
 * is -EPIPE. `size_bytes` over INT_MAX is cut to INT_MAX.
 */
int qp_read(int fd, void *buffer, size_t size_bytes);
int qp_write(int fd, const void *buffer, size_t size_bytes);
int qp_close(int fd);

#ifdef __cplusplus
}
#endif

#endif
