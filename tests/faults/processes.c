/* Lists of processes, one that is held, and what it used. */
#include "support/loop.h"
#include "support/programs.h"
#include "support/walk.h"

#include <quickproc/processes.h>
#include <stdlib.h>

static int start_sleep(uint32_t flags)
{
    const wchar_t *args[] = {program_path(L"sleep"), L"600000"};
    qp_spawn_options options = program_options(args, 2);

    options.flags = flags;
    return program_start(&options);
}

static void end(int pid)
{
    int result;

    TRY(result, qp_kill(pid, QP_SIGKILL));
    program_wait(pid, QP_SIGKILL);
}

static qp_process *hold(int pid)
{
    qp_process *process = NULL;
    int result;

    TRY(result, qp_process_open(pid, &process));
    if (result != 0) {
        walk_wrong("cannot be held: %d", result);
    }
    return process;
}

/* Is it in the list, which is freed? */
static int has(qp_process_list *list, int pid)
{
    qp_process_entry entry;
    size_t count = qp_process_list_count(list);
    size_t i = 0;

    while (i < count && (qp_process_list_get(list, i, &entry, sizeof(entry)) < 0 ||
                         entry.pid != pid || entry.name[0] == 0 || entry.path == NULL)) {
        i++;
    }
    qp_process_list_free(list);
    return i < count;
}

static void list(void)
{
    qp_process_list *all = NULL;
    int result;

    TRY(result, qp_process_list_new(&all));
    if (!has(all, qp_getpid())) {
        walk_wrong("we are not in the list");
    }
}

static void tree(void)
{
    int pid = start_sleep(QP_KILL_TREE);
    qp_process_list *below = NULL;
    qp_process *process = hold(qp_getpid());
    int result;

    TRY(result, qp_process_tree(process, &below));
    if (!has(below, pid)) {
        walk_wrong("a child is not below us");
    }
    qp_process_close(process);
    end(pid);
}

static void held(void)
{
    int pid = start_sleep(QP_KILL_TREE);
    qp_process *process = hold(pid);
    qp_process_entry entry;
    qp_status status = 0;
    qp_usage usage;
    int result;

    TRY(result, qp_process_usage(process, &usage, sizeof(usage)));
    TRY(result, qp_process_tree_usage(process, &usage, sizeof(usage)));
    TRY(result, qp_process_get(process, &entry, sizeof(entry)));
    if (result < 0 || entry.pid != pid || entry.parent_pid != qp_getpid() || entry.path == NULL) {
        walk_wrong("the process %d is %d of %d", pid, entry.pid, entry.parent_pid);
    }
    TRY(result, qp_process_wait(process, 0, NULL));
    TRY(result, qp_process_kill(process, QP_SIGKILL));
    TRY(result, qp_process_wait(process, QP_NO_TIMEOUT, &status));
    if (status != QP_SIGKILL) {
        walk_wrong("status %lld", (long long)status);
    }
    program_wait(pid, QP_SIGKILL);
    qp_process_close(process);
}

static void on_end(void *opaque)
{
    *(int *)opaque += 1;
}

static void watched(void)
{
    int pid = start_sleep(0);
    qp_process *process = hold(pid);
    qp_events *events = NULL;
    int told = 0;
    int result;

    TRY(result, qp_events_new(&events));
    TRY(result, qp_process_watch(process, events, on_end, &told));
    qp_process_unwatch(process);
    TRY(result, qp_process_watch(process, events, on_end, &told));
    end(pid);
    while (told == 0) {
        qp_events_dispatch(events);
        Sleep(1);
    }
    qp_process_close(process);
    qp_events_free(events);
}

/* What the system does not tell of another process is left out. */
static const exemption while_looking[] = {
    WAITS,
    {"GetProcAddress", -ENOSYS, "the functions of ntdll are there"},
    {"GetModuleHandleW", -ENOSYS, "ntdll is there"},
    {NULL, 0, NULL}};

static const scenario scenarios[] = {
    {"list", list, while_looking, 0},
    {"tree", tree, while_looking, 0},
    {"held", held, while_looking, 0},
    {"watched", watched, while_looking, 0},
};

const subject subject_processes = {"processes", NULL, NULL, scenarios,
                                   sizeof(scenarios) / sizeof(scenarios[0])};
