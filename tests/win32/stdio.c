/*
 * The handles that a child is given: the list that CreateProcessW gets of them has each one once,
 * or Windows refuses it. Wine does not mind, so the list itself is looked at.
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

    CHECK_INT(stdio->distinct_count, expected_count);
    for (i = 0; i < stdio->distinct_count; i++) {
        CHECK(is_inheritable(stdio->distinct[i]));
        for (k = 0; k < i; k++) {
            CHECK(stdio->distinct[i] != stdio->distinct[k]);
        }
    }
    for (i = 0; i < 3; i++) {
        CHECK(stdio->handles[i] == stdio->distinct[0] || stdio->handles[i] == stdio->distinct[1] ||
              stdio->handles[i] == stdio->distinct[2]);
    }
}

/* Inheritable as it is: passed on as it is, and only once. */
static void one_for_all_three(int fd)
{
    const int fds[3] = {fd, fd, fd};
    HANDLE handle;
    qp__stdio stdio;

    CHECK_INT(qp__fd_handle(fd, &handle), 0);
    CHECK(SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
    qp__stdio_init(&stdio);
    CHECK_INT(qp__stdio_prepare(&stdio, fds), 0);
    check_list(&stdio, 1);
    CHECK(stdio.distinct[0] == handle);
    qp__stdio_dispose(&stdio);
    /* It is the descriptor's, not ours to close. */
    CHECK(is_inheritable(handle));
    CHECK(SetHandleInformation(handle, HANDLE_FLAG_INHERIT, 0));
}

/* Not inheritable: duplicates, which go with the child's start. */
static void a_duplicate_for_each(int fd)
{
    const int fds[3] = {fd, fd, fd};
    HANDLE opened[3];
    HANDLE handle;
    qp__stdio stdio;
    int i;

    CHECK_INT(qp__fd_handle(fd, &handle), 0);
    qp__stdio_init(&stdio);
    CHECK_INT(qp__stdio_prepare(&stdio, fds), 0);
    check_list(&stdio, 3);
    CHECK(!is_inheritable(handle));
    memcpy(opened, stdio.handles, sizeof(opened));
    qp__stdio_dispose(&stdio);
    for (i = 0; i < 3; i++) {
        CHECK(!is_inheritable(opened[i]));
    }
}

int main(void)
{
    int fds[2];

    CHECK_INT(qp_pipe(fds), 0);
    one_for_all_three(fds[1]);
    a_duplicate_for_each(fds[1]);
    CHECK_INT(qp_close(fds[0]), 0);
    CHECK_INT(qp_close(fds[1]), 0);
    return test_end("stdio");
}
