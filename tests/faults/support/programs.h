/*
 * The programs that scenarios start, and how they look at them.
 */
#ifndef TESTS_FAULTS_PROGRAMS_H
#define TESTS_FAULTS_PROGRAMS_H

#include "walk.h"

#include <quickproc/quickproc.h>

/* Of waits: a thread of the library's waits where the caller cannot. */
#define WAITS                                                                                      \
    {                                                                                              \
        "DuplicateHandle", 0, "a thread waits for the child instead"                               \
    }
extern const exemption while_waiting[];
/* Of signals that may end a child, too. */
extern const exemption while_marking[];

/* Of a process that begins to listen for signals. */
#define LISTENS                                                                                    \
    {"CreateEventW", 0, "there is a pipe less"}, {"CreateNamedPipeW", 0, "there is a pipe less"},  \
        {"FindFirstFileW", 0, "senders that cannot list pipes find the known ones"},               \
        {"GetProcAddress", -ENOMEM, "advapi32's and user32's functions are there; memory is not"}, \
        {"rand_s", 0, "there is a pipe less"}, {"SystemFunction036", 0, "there is a pipe less"},   \
        {"LoadLibraryW", 0, "there is a pipe less"},                                               \
    {                                                                                              \
        "WaitForMultipleObjects", 0, "the thread looks at all its pipes"                           \
    }

/* Files in the test's own folder and the programs' one; valid until the process ends. */
const wchar_t *program_path(const wchar_t *name);
const wchar_t *file_path(const wchar_t *name);
void file_write(const wchar_t *path, const char *text);

/* Options for `count` words. */
qp_spawn_options program_options(const wchar_t *const *args, size_t count);

/* qp_spawn until it works (TRY). The pid. */
int program_start(const qp_spawn_options *options);

/* Waits for it, and once more if there is an error; what is not as expected is wrong. */
void program_wait(int pid, qp_status expected);

/* The same where systems differ. */
void program_wait_either(int pid, qp_status expected, qp_status other);

/* The same with any status. */
void program_reap(int pid);

/* A close that says it failed has closed all the same: a second one is -EBADF. */
void descriptor_close(int fd);

/* The defaults with this timeout. */
qp_exec_options program_limits(uint32_t timeout_ms);

/* qp_exec, once more if there is an error. */
void program_exec(const qp_spawn_options *options, uint32_t timeout_ms, qp_status expected);

#endif
