/*
 * Every function that takes a descriptor, with every kind of number that is none.
 */
#include "../core/test.h"

#include <quickproc/quickproc.h>

#include <fcntl.h>
#include <io.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <wchar.h>
#include <windows.h>

static const int bad_fds[] = {-1, -2, -1000, INT_MIN, INT_MAX, 999999, 8192, 2048, 77};

static void refuses_bad(int fd)
{
    char byte = 0;

    CHECK_INT(qp_dup(fd), -EBADF);
    CHECK_INT(qp_dup2(fd, 5), -EBADF);
    CHECK_INT(qp_dup2(fd, fd), -EBADF);
    CHECK_INT(qp_read(fd, &byte, 1), -EBADF);
    CHECK_INT(qp_write(fd, &byte, 1), -EBADF);
    CHECK_INT(qp_close(fd), -EBADF);
}

static void refuses_bad_target(void)
{
    CHECK_INT(qp_dup2(1, -1), -EBADF);
    CHECK_INT(qp_dup2(1, INT_MIN), -EBADF);
    CHECK_INT(qp_dup2(1, INT_MAX), -EBADF);
    CHECK_INT(qp_dup2(1, 999999), -EBADF);
}

static void pipe_carries_bytes(void)
{
    static const char sent[] = "a\r\n\x1a\0b";
    char got[sizeof(sent)];
    int fds[2];

    CHECK_INT(qp_pipe(fds), 0);
    CHECK_INT(qp_write(fds[1], sent, sizeof(sent)), (int)sizeof(sent));
    CHECK_INT(qp_read(fds[0], got, sizeof(got)), (int)sizeof(sent));
    CHECK(memcmp(sent, got, sizeof(sent)) == 0);
    CHECK_INT(qp_close(fds[1]), 0);
    CHECK_INT(qp_read(fds[0], got, sizeof(got)), 0);
    CHECK_INT(qp_close(fds[0]), 0);
    CHECK_INT(qp_close(fds[0]), -EBADF);
}

static void write_without_reader_is_epipe(void)
{
    int fds[2];

    CHECK_INT(qp_pipe(fds), 0);
    CHECK_INT(qp_close(fds[0]), 0);
    CHECK_INT(qp_write(fds[1], "x", 1), -EPIPE);
    CHECK_INT(qp_close(fds[1]), 0);
}

static HANDLE handle_of(int fd)
{
    return (HANDLE)_get_osfhandle(fd); /* NOLINT(performance-no-int-to-ptr) */
}

/* Cygwin's programs leave pipes in a mode that does not wait. */
static void pipe_that_does_not_wait(void)
{
    DWORD mode = PIPE_READMODE_BYTE | PIPE_NOWAIT;
    static char bytes[65536];
    char byte;
    int fds[2];
    int result = 0;
    int i;

    CHECK_INT(qp_pipe(fds), 0);
    CHECK(SetNamedPipeHandleState(handle_of(fds[0]), &mode, NULL, NULL));
    CHECK_INT(qp_read(fds[0], &byte, 1), -EAGAIN);
    CHECK_INT(qp_write(fds[1], "x", 1), 1);
    CHECK_INT(qp_read(fds[0], &byte, 1), 1);
    CHECK(SetNamedPipeHandleState(handle_of(fds[1]), &mode, NULL, NULL));
    for (i = 0; i < 1000 && result >= 0; i++) {
        result = qp_write(fds[1], bytes, sizeof(bytes));
    }
    CHECK_INT(result, -EAGAIN);
    CHECK_INT(qp_close(fds[1]), 0);
    do {
        result = qp_read(fds[0], bytes, sizeof(bytes));
    } while (result > 0);
    CHECK_INT(result, 0);
    CHECK_INT(qp_close(fds[0]), 0);
}

/* Some programs leave pipes in a mode in which a read ends with a message. */
static void pipe_of_messages(void)
{
    wchar_t name[64];
    HANDLE server;
    int writing;
    int reading;
    DWORD mode = PIPE_READMODE_MESSAGE;
    char bytes[8] = {0};

    swprintf(name, 64, L"\\\\.\\pipe\\quickproc-messages-%lu", GetCurrentProcessId());
    server = CreateNamedPipeW(name, PIPE_ACCESS_INBOUND, PIPE_TYPE_MESSAGE | mode, 1, 4096, 4096, 0,
                              NULL);
    CHECK(server != INVALID_HANDLE_VALUE);
    writing = qp_open(name, _O_WRONLY, 0);
    CHECK(writing >= 0);
    reading = _open_osfhandle((intptr_t)server, _O_RDONLY | _O_BINARY);
    CHECK(reading >= 0);
    CHECK_INT(qp_write(writing, "longer than that", 16), 16);
    CHECK_INT(qp_write(writing, "next", 4), 4);
    CHECK_INT(qp_read(reading, bytes, 8), 8);
    CHECK(memcmp(bytes, "longer t", 8) == 0);
    CHECK_INT(qp_read(reading, bytes, 8), 8);
    CHECK(memcmp(bytes, "han that", 8) == 0);
    CHECK_INT(qp_read(reading, bytes, 8), 4);
    CHECK_INT(qp_close(writing), 0);
    CHECK_INT(qp_read(reading, bytes, 8), 0);
    CHECK_INT(qp_close(reading), 0);
}

static void pipes_run_out_and_come_back(void)
{
    static int fds[10000][2];
    int count = 0;
    int i;
    int error;

    while ((error = qp_pipe(fds[count])) == 0) {
        count++;
    }
    CHECK_INT(error, -EMFILE);
    CHECK(count > 900);
    for (i = 0; i < count; i++) {
        qp_close(fds[i][0]);
        qp_close(fds[i][1]);
    }
    CHECK_INT(qp_pipe(fds[0]), 0);
    qp_close(fds[0][0]);
    qp_close(fds[0][1]);
}

static void is_not_inheritable(int fd)
{
    DWORD flags = HANDLE_FLAG_INHERIT;

    CHECK(GetHandleInformation(handle_of(fd), &flags));
    CHECK_INT(flags & HANDLE_FLAG_INHERIT, 0);
}

/* A spawn would not pass them on anyway; a CreateProcess of somebody else in this process would. */
static void nothing_is_inheritable(void)
{
    enum { PLACED = 80 };
    int fds[2];
    int copies[2];
    int file = qp_open(L"file", _O_RDWR | _O_CREAT, _S_IREAD | _S_IWRITE);
    int i;

    is_not_inheritable(file);
    qp_close(file);
    CHECK_INT(qp_pipe(fds), 0);
    for (i = 0; i < 2; i++) {
        is_not_inheritable(fds[i]);
        copies[i] = qp_dup(fds[i]);
        is_not_inheritable(copies[i]);
    }
    CHECK_INT(qp_dup2(fds[1], PLACED), PLACED);
    is_not_inheritable(PLACED);
    /* Also where something inheritable was. */
    CHECK(SetHandleInformation(handle_of(fds[0]), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
    CHECK_INT(qp_dup2(fds[0], PLACED), PLACED);
    is_not_inheritable(PLACED);
    for (i = 0; i < 2; i++) {
        qp_close(fds[i]);
        qp_close(copies[i]);
    }
    qp_close(PLACED);
}

/* O_EXCL is a promise to harm nothing that is there; appending truncates by a handle of its own. */
static void exclusive_harms_nothing(void)
{
    const int how = _O_WRONLY | _O_CREAT | _O_EXCL | _O_TRUNC;
    char text[8] = "";
    int fd = qp_open(L"kept", _O_WRONLY | _O_CREAT, _S_IREAD | _S_IWRITE);

    CHECK_INT(qp_write(fd, "text", 4), 4);
    CHECK_INT(qp_close(fd), 0);
    CHECK_INT(qp_open(L"kept", how, _S_IREAD | _S_IWRITE), -EEXIST);
    CHECK_INT(qp_open(L"kept", how | _O_APPEND, _S_IREAD | _S_IWRITE), -EEXIST);
    fd = qp_open(L"kept", _O_RDONLY, 0);
    CHECK_INT(qp_read(fd, text, sizeof(text)), 4);
    CHECK_INT(qp_close(fd), 0);
}

static void open_tells_why_not(void)
{
    CHECK_INT(qp_open(L"no\\such\\directory\\file", _O_RDONLY, 0), -ENOENT);
    CHECK_INT(qp_open(L"no such file", _O_WRONLY | _O_APPEND, 0), -ENOENT);
    CHECK_INT(qp_open(L"", _O_RDONLY, 0), -ENOENT);
    CHECK_INT(qp_open(L".", _O_RDONLY, 0), -EACCES);
}

int main(void)
{
    size_t i;

    for (i = 0; i < sizeof(bad_fds) / sizeof(bad_fds[0]); i++) {
        refuses_bad(bad_fds[i]);
    }
    refuses_bad_target();
    pipe_carries_bytes();
    write_without_reader_is_epipe();
    pipe_that_does_not_wait();
    pipe_of_messages();
    pipes_run_out_and_come_back();
    nothing_is_inheritable();
    exclusive_harms_nothing();
    open_tells_why_not();
    return test_end("descriptors");
}
