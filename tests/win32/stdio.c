/*
 * The handles that a child is given: duplicates, so that nothing another thread does to a
 * descriptor meanwhile changes them, and a list that has each handle once, or Windows refuses it.
 * Wine does not mind, so the list itself is looked at.
 */
#include "../core/test.h"

#include "win32/system/crt.h"
#include "win32/run/stdio.h"

#include <io.h>

static int is_inheritable(HANDLE handle)
{
    DWORD flags = 0;

    return GetHandleInformation(handle, &flags) && flags & HANDLE_FLAG_INHERIT;
}

/* What holds of every list, whatever it was made of. */
static void check_list(const qp__stdio *stdio, DWORD expected_count)
{
    DWORD i;
    DWORD k;

    CHECK_INT(stdio->list_count, expected_count);
    for (i = 0; i < stdio->list_count; i++) {
        CHECK(is_inheritable(stdio->list[i]));
        for (k = 0; k < i; k++) {
            CHECK(stdio->list[i] != stdio->list[k]);
        }
    }
    for (i = 0; i < 3; i++) {
        CHECK(stdio->handles[i] == stdio->list[i]);
    }
}

static void prepare(qp__stdio *stdio, int fd, const qp_child_fd *more, size_t more_count)
{
    qp_spawn_options options;

    qp_spawn_options_init(&options, sizeof(options));
    options.fds[0] = options.fds[1] = options.fds[2] = fd;
    options.more_fds = more;
    options.more_fd_count = more_count;
    qp__stdio_init(stdio);
    CHECK_INT(qp__stdio_prepare(stdio, &options), 0);
}

/* Duplicates, whether the descriptor's own handle can be inherited or not; they go with the child's
 * start, and the descriptor stays. */
static void a_duplicate_for_each(int fd, DWORD inherit)
{
    HANDLE opened[3];
    HANDLE handle;
    qp__stdio stdio;
    int i;

    CHECK_INT(qp__fd_handle(fd, &handle), 0);
    CHECK(SetHandleInformation(handle, HANDLE_FLAG_INHERIT, inherit));
    prepare(&stdio, fd, NULL, 0);
    check_list(&stdio, 3);
    memcpy(opened, stdio.handles, sizeof(opened));
    for (i = 0; i < 3; i++) {
        CHECK(opened[i] != handle);
    }
    qp__stdio_dispose(&stdio);
    for (i = 0; i < 3; i++) {
        CHECK(!is_inheritable(opened[i]));
    }
    CHECK(!is_inheritable(handle) == !inherit);
    CHECK(SetHandleInformation(handle, HANDLE_FLAG_INHERIT, 0));
}

static void more_in_the_list(int fd)
{
    const qp_child_fd more[] = {{7, fd}, {4, fd}, {255, fd}};
    qp__stdio stdio;

    prepare(&stdio, fd, more, 3);
    check_list(&stdio, 6);
    CHECK(stdio.handles[4] != NULL && stdio.handles[7] != NULL && stdio.handles[255] != NULL);
    CHECK(stdio.handles[3] == NULL && stdio.handles[5] == NULL);
    CHECK_INT(stdio.count, 256);
    CHECK_INT(qp__stdio_look(&stdio, 1), 0);
    CHECK_INT(stdio.consoles, 0);
    qp__stdio_dispose(&stdio);
}

int main(void)
{
    int fds[2];

    CHECK_INT(qp_pipe(fds), 0);
    a_duplicate_for_each(fds[1], HANDLE_FLAG_INHERIT);
    a_duplicate_for_each(fds[1], 0);
    more_in_the_list(fds[1]);
    CHECK_INT(qp_close(fds[0]), 0);
    CHECK_INT(qp_close(fds[1]), 0);
    return test_end("stdio");
}
