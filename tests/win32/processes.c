/*
 * Lists of processes, one that is held, and what it used.
 */
#include "../core/test.h"

#include <errno.h>
#include <fcntl.h>
#include <quickproc/processes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <wchar.h>
#include <windows.h>

static int output = QP_FD_INHERIT; /* of the programs that are started */

static int start(const wchar_t *program, const wchar_t *const *words, size_t count, uint32_t flags)
{
    static wchar_t path[1024];
    const wchar_t *args[8] = {path};
    qp_spawn_options options;
    int pid = -1;

    swprintf(path, COUNT(path), L"%ls\\%ls.exe", _wgetenv(L"QP_TEST_CHILDREN"), program);
    for (size_t i = 0; i < count; i++) {
        args[i + 1] = words[i];
    }
    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = count + 1;
    options.flags = flags;
    options.fds[1] = output;
    CHECK_INT(qp_spawn(&options, &pid), 0);
    return pid;
}

static int start_sleep(uint32_t flags)
{
    static const wchar_t *const words[] = {L"600000"};

    return start(L"sleep", words, 1, flags);
}

static void end(int pid)
{
    CHECK_INT(qp_kill(pid, QP_SIGKILL), 0);
    CHECK_INT(qp_waitpid(pid, 0, NULL), pid);
}

/* Its entry in a list; pid 0: it is in none. */
static qp_process_entry entry_of(const qp_process_list *list, int pid)
{
    qp_process_entry entry = {0};

    for (size_t i = 0; i < qp_process_list_count(list); i++) {
        CHECK_INT(qp_process_list_get(list, i, &entry, sizeof(entry)), 0);
        if (entry.pid == pid) {
            return entry;
        }
    }
    entry.pid = 0;
    return entry;
}

static int ends_with(const wchar_t *text, const wchar_t *tail)
{
    size_t length = text == NULL ? 0 : wcslen(text);

    return length >= wcslen(tail) && _wcsicmp(text + length - wcslen(tail), tail) == 0;
}

/* Both ways to see it say the same of it. */
static void check_entry(qp_process_entry entry, int pid)
{
    CHECK_INT(entry.pid, pid);
    CHECK_INT(entry.parent_pid, qp_getpid());
    CHECK(_wcsicmp(entry.name, L"sleep.exe") == 0);
    CHECK(entry.path != NULL && ends_with(entry.path, L"\\sleep.exe") && entry.path[1] == L':');
    CHECK(llabs((long long)entry.start_time_ms / 1000 - (long long)time(NULL)) < 3600);
}

static void list_has_children(void)
{
    int pid = start_sleep(0);
    qp_process_list *list = NULL;
    qp_process *process = NULL;
    qp_process_entry entry;

    CHECK_INT(qp_process_list_new(&list), 0);
    check_entry(entry_of(list, pid), pid);
    CHECK_INT(entry_of(list, qp_getpid()).pid, qp_getpid());
    CHECK_INT(qp_process_list_get(list, qp_process_list_count(list), &entry, sizeof(entry)),
              -EINVAL);
    CHECK_INT(qp_process_open(pid, &process), 0);
    CHECK_INT(qp_process_get(process, &entry, sizeof(entry)), 0);
    check_entry(entry, pid);
    CHECK(entry.start_time_ms == entry_of(list, pid).start_time_ms);
    CHECK(qp_process_list_free(list) == NULL);
    CHECK(qp_process_close(process) == NULL);
    end(pid);
    CHECK_INT(qp_process_open(pid, &process), -ESRCH);
    CHECK_INT(qp_process_open(0, &process), -ESRCH);
    CHECK_INT(qp_process_open(pid + 1, &process), -ESRCH);
    CHECK_INT(qp_process_open(pid, NULL), -EINVAL);
}

/* The child is reaped by others; who holds it still knows. */
static void held_process_outlives_its_reaping(void)
{
    static const wchar_t *const words[] = {L"300"};
    int pid = start(L"exit", words, 1, 0);
    qp_process *process = NULL;
    qp_status status = 0;
    qp_usage usage;

    CHECK_INT(qp_process_open(pid, &process), 0);
    CHECK_INT(qp_waitpid(pid, 0, NULL), pid);
    CHECK_INT(qp_process_wait(process, QP_NO_TIMEOUT, &status), 1);
    CHECK_INT(status, 300 * 256);
    CHECK_INT(qp_process_kill(process, 0), -ESRCH);
    CHECK_INT(qp_process_kill(process, 999), -EINVAL);
    CHECK_INT(qp_process_usage(process, &usage, sizeof(usage)), 0);
    CHECK(usage.elapsed_ms < 3600000);
    CHECK_INT(qp_process_tree_usage(process, &usage, sizeof(usage)), -ENOTSUP);
    CHECK_INT(qp_process_usage(process, &usage, 4), -EINVAL);
    qp_process_close(process);
}

/* A signal sent through the handle is told as one; another's is an exit code. */
static void held_process_tells_how_it_ended(void)
{
    qp_process *process = NULL;
    qp_status status = 0;
    int pid = start_sleep(0);

    CHECK_INT(qp_process_open(pid, &process), 0);
    CHECK_INT(qp_process_wait(process, 0, &status), 0);
    CHECK_INT(qp_process_kill(process, QP_SIGKILL), 0);
    CHECK_INT(qp_waitpid(pid, 0, NULL), pid);
    CHECK_INT(qp_process_wait(process, QP_NO_TIMEOUT, &status), 1);
    CHECK_INT(status, QP_SIGKILL);
    qp_process_close(process);
    pid = start_sleep(0);
    CHECK_INT(qp_process_open(pid, &process), 0);
    CHECK_INT(qp_kill(pid, QP_SIGTERM), 0);
    CHECK_INT(qp_process_wait(process, QP_NO_TIMEOUT, &status), 1);
    CHECK_INT(status, QP_SIGTERM);
    CHECK_INT(qp_waitpid(pid, 0, NULL), pid);
    CHECK_INT(qp_process_wait(process, 0, &status), 1);
    CHECK_INT(status, (128 + QP_SIGTERM) * 256);
    qp_process_close(process);
}

/* 10 MB written by the program are in the counts, of the process as of its tree. */
static void usage_counts(void)
{
    static const wchar_t *const words[] = {L"10000000"};
    wchar_t file[1024];
    qp_process *process = NULL;
    qp_usage own;
    qp_usage tree;
    int pid;

    swprintf(file, COUNT(file), L"%ls\\spewed", _wgetenv(L"QP_TEST_TMP"));
    output = qp_open(file, _O_WRONLY | _O_CREAT, _S_IREAD | _S_IWRITE);
    pid = start(L"spew", words, 1, QP_KILL_TREE);
    CHECK_INT(qp_close(output), 0);
    output = QP_FD_INHERIT;
    CHECK_INT(qp_process_open(pid, &process), 0);
    CHECK_INT(qp_waitpid(pid, 0, NULL), pid);
    CHECK_INT(qp_process_usage(process, &own, sizeof(own)), 0);
    CHECK_INT(qp_process_tree_usage(process, &tree, sizeof(tree)), 0);
    CHECK(tree.written_bytes >= own.written_bytes && tree.peak_bytes >= own.peak_bytes);
    CHECK(tree.user_ms >= own.user_ms && tree.system_ms >= own.system_ms);
    /* Wine 8 counts no bytes, and no memory of a process that has ended. */
    if (GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") == NULL) {
        CHECK(own.written_bytes >= 10000000);
        CHECK(own.peak_bytes > 0);
    }
    qp_process_close(process);
}

static void running_uses_memory(void)
{
    int pid = start_sleep(0);
    qp_process *process = NULL;
    qp_usage usage;

    CHECK_INT(qp_process_open(pid, &process), 0);
    CHECK_INT(qp_process_usage(process, &usage, sizeof(usage)), 0);
    CHECK(usage.peak_bytes > 0);
    CHECK_INT(qp_process_wait(process, 0, NULL), 0);
    CHECK_INT(qp_process_kill(process, QP_SIGTERM), 0);
    CHECK_INT(qp_process_wait(process, QP_NO_TIMEOUT, NULL), 1);
    CHECK_INT(qp_waitpid(pid, 0, NULL), pid);
    qp_process_close(process);
}

/* A chain of three: two below the first, and none of them below another child. */
static void tree_has_descendants(void)
{
    static wchar_t file[1024];
    const wchar_t *words[] = {L"3", file, L"600000"};
    int other = start_sleep(0);
    qp_process_list *list = NULL;
    qp_process *process = NULL;
    qp_process_entry entry;
    size_t count = 0;
    int pid;

    swprintf(file, COUNT(file), L"%ls\\pids", _wgetenv(L"QP_TEST_TMP"));
    pid = start(L"chain", words, 3, QP_KILL_TREE);
    CHECK_INT(qp_process_open(pid, &process), 0);
    while (count < 2) {
        CHECK_INT(qp_process_tree(process, &list), 0);
        count = qp_process_list_count(list);
        CHECK(count <= 2);
        CHECK_INT(entry_of(list, other).pid, 0);
        CHECK_INT(entry_of(list, pid).pid, 0);
        if (count == 2) {
            CHECK_INT(qp_process_list_get(list, 0, &entry, sizeof(entry)), 0);
            CHECK(_wcsicmp(entry.name, L"chain.exe") == 0);
        }
        qp_process_list_free(list);
        Sleep(10);
    }
    qp_process_close(process);
    CHECK_INT(qp_kill(-pid, QP_SIGKILL), 0);
    CHECK_INT(qp_waitpid(pid, 0, NULL), pid);
    end(other);
}

static void on_end(void *opaque)
{
    *(int *)opaque += 1;
}

/* The end of a process comes to the queue once; who removes the watch hears nothing. */
static void end_is_told(void)
{
    int pid = start_sleep(0);
    int second = start_sleep(0);
    int told = 0;
    int told_second = 0;
    qp_events *events = NULL;
    qp_process *process = NULL;
    qp_process *other = NULL;

    CHECK_INT(qp_events_new(&events), 0);
    CHECK_INT(qp_process_open(pid, &process), 0);
    CHECK_INT(qp_process_open(second, &other), 0);
    CHECK(!qp_events_is_active(events));
    CHECK_INT(qp_process_watch(process, events, on_end, &told), 0);
    CHECK_INT(qp_process_watch(process, events, on_end, &told), -EBUSY);
    CHECK_INT(qp_process_watch(other, events, on_end, &told_second), 0);
    CHECK(qp_events_is_active(events));
    CHECK_INT(qp_events_dispatch(events), 0);
    qp_process_unwatch(other);
    end(second);
    CHECK_INT(qp_kill(pid, QP_SIGKILL), 0);
    while (told == 0) {
        CHECK(qp_events_wait(events, QP_NO_TIMEOUT) >= 0);
        qp_events_dispatch(events);
    }
    CHECK_INT(qp_events_dispatch(events), 0);
    CHECK_INT(told, 1);
    CHECK_INT(told_second, 0);
    CHECK(!qp_events_is_active(events));
    /* It has ended: told at once. The other's watch goes with the queue. */
    CHECK_INT(qp_process_watch(process, events, on_end, &told), 0);
    while (told == 1) {
        CHECK(qp_events_wait(events, QP_NO_TIMEOUT) >= 0);
        qp_events_dispatch(events);
    }
    CHECK_INT(qp_process_watch(other, events, on_end, &told_second), 0);
    CHECK(qp_events_free(events) == NULL);
    CHECK_INT(told_second, 0);
    qp_process_close(process);
    qp_process_close(other);
    CHECK_INT(qp_waitpid(pid, 0, NULL), pid);
}

int main(void)
{
    list_has_children();
    held_process_outlives_its_reaping();
    held_process_tells_how_it_ended();
    usage_counts();
    running_uses_memory();
    tree_has_descendants();
    end_is_told();
    return test_end("processes");
}
