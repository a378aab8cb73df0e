/*
 * host.c as a program that was compiled long ago: it has its own copies of declarations of the
 * first header, where qp_spawn_options was shorter. They are frozen; today's DLL must serve it.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

typedef struct qp_spawn_options {
    size_t size;
    const wchar_t *const *args;
    size_t arg_count;
    const wchar_t *file;
    const wchar_t *cwd;
    const wchar_t *const *env;
    size_t env_count;
    int fds[3];
} qp_spawn_options;

void qp_spawn_options_init(qp_spawn_options *options, size_t size);
int qp_spawn(const qp_spawn_options *options, int *pid);
int qp_waitpid(int pid, int options, int64_t *status);
int qp_pipe(int fds[2]);
int qp_read(int fd, void *buffer, size_t size_bytes);
int qp_close(int fd);
uint32_t qp_wexitstatus(int64_t status);

/* What stands behind the struct is the program's own: filled, so that a library that looks or
 * writes beyond the size is found out. */
static struct {
    qp_spawn_options options;
    unsigned char behind[256];
} mine;

static int is_untouched(void)
{
    for (size_t i = 0; i < sizeof(mine.behind); i++) {
        if (mine.behind[i] != 0xA5) {
            return 0;
        }
    }
    return 1;
}

int main(void)
{
    static const wchar_t *args[] = {L"cmd", L"/c", L"echo of the child & exit 42"};
    int64_t status;
    char bytes[64];
    int fds[2];
    int pid;
    int got;

    memset(&mine, 0xA5, sizeof(mine));
    qp_spawn_options_init(&mine.options, sizeof(mine.options));
    mine.options.args = args;
    mine.options.arg_count = 3;
    if (!is_untouched() || qp_pipe(fds) < 0) {
        return 1;
    }
    mine.options.fds[1] = fds[1];
    if (qp_spawn(&mine.options, &pid) < 0) {
        return 2;
    }
    qp_close(fds[1]);
    got = qp_read(fds[0], bytes, sizeof(bytes));
    qp_close(fds[0]);
    if (qp_waitpid(pid, 0, &status) != pid || !is_untouched()) {
        return 3;
    }
    printf("%.*s", got, bytes);
    return (int)qp_wexitstatus(status);
}
