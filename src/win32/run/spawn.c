#include "win32/run/spawn.h"

#include "core/cmdline.h"
#include "core/environment.h"
#include "win32/system/console.h"
#include "win32/children/group.h"
#include "win32/program/options.h"
#include "win32/program/path.h"
#include "win32/program/program.h"
#include "win32/run/starting.h"
#include "win32/run/stdio.h"
#include "win32/watch/around.h"

#include <errno.h>
#include <stddef.h>

/* Room for a PROC_THREAD_ATTRIBUTE_LIST of two attributes; asked for at run time, and checked. */
#define ATTRIBUTE_LIST_BYTES 256

/* Everything that CreateProcessW is given. Preparing fills it in, starting uses it; nothing else
 * touches it. */
typedef struct spawn_plan {
    qp__text cwd; /* full path; always known, the search needs it */
    qp__program program;
    qp__text environment; /* empty: inherited */
    qp__stdio stdio;
    qp__group *group; /* owned until the child is in the table; NULL: this process's own group */
    HANDLE job;       /* borrowed; NULL: none */
    qp__child *child; /* owned until it is in the table */
    DWORD creation_flags;
    union {
        uint64_t align; /* Visual C++ has max_align_t in C++ only */
        void *pointer;
        uint8_t bytes[ATTRIBUTE_LIST_BYTES];
    } attributes;
    STARTUPINFOEXW startup;
} spawn_plan;

static void plan_init(spawn_plan *plan)
{
    ZeroMemory(plan, sizeof(*plan));
    qp__text_init(&plan->cwd);
    qp__program_init(&plan->program);
    qp__text_init(&plan->environment);
    qp__stdio_init(&plan->stdio);
}

static void plan_dispose(spawn_plan *plan)
{
    if (plan->startup.lpAttributeList != NULL) {
        DeleteProcThreadAttributeList(plan->startup.lpAttributeList);
    }
    qp__child_free(plan->child);
    qp__group_free(plan->group);
    qp__stdio_dispose(&plan->stdio);
    qp__text_dispose(&plan->environment);
    qp__program_dispose(&plan->program);
    qp__text_dispose(&plan->cwd);
}

static int plan_cwd(spawn_plan *plan, const qp_spawn_options *options)
{
    int error;

    if (options->cwd == NULL) {
        return qp__path_child_directory(&plan->cwd, NULL);
    }
    error = qp__path_check_directory(options->cwd);
    if (error < 0) {
        return error;
    }
    error = qp__path_child_directory(&plan->cwd, options->cwd);
    if (error < 0) {
        return error;
    }
    return qp__path_can_start_in(plan->cwd.length) ? 0 : -ENAMETOOLONG;
}

static int compare_names(const qp_char *a, size_t a_length, const qp_char *b, size_t b_length)
{
    return CompareStringOrdinal(a, (int)a_length, b, (int)b_length, TRUE) - CSTR_EQUAL;
}

static int plan_environment(spawn_plan *plan, const qp_spawn_options *options)
{
    qp_char *current;
    int error;

    if (options->env == NULL) {
        return 0;
    }
    current = GetEnvironmentStringsW();
    if (current == NULL) {
        return -ENOMEM;
    }
    error = qp__environment_build(&plan->environment, options->env, options->env_count, current,
                                  compare_names);
    FreeEnvironmentStringsW(current);
    return error;
}

/* A job is joined at creation: assigning it afterwards would miss what the child starts first. */
static int plan_job(spawn_plan *plan, const qp_spawn_options *options)
{
    int kill_on_exit = (options->flags & QP_KILL_ON_EXIT) != 0;
    int error = 0;

    if (qp__spawn_leads_group(options)) {
        error = qp__group_new(kill_on_exit, &plan->group);
        plan->job = error == 0 ? qp__group_job(plan->group) : NULL;
    } else if (kill_on_exit) {
        error = qp__kill_on_exit_job(&plan->job);
    }
    return error;
}

static DWORD window_flags(const qp_spawn_options *options)
{
    if (options->flags & QP_DETACHED) {
        /*
         * Not DETACHED_PROCESS: a child without any console makes Windows open a new window for
         * each console program that it starts itself. A hidden console is as little shared with
         * ours.
         */
        return options->flags & QP_SHOW_WINDOW ? CREATE_NEW_CONSOLE : CREATE_NO_WINDOW;
    }
    if (options->flags & QP_HIDE_WINDOW) {
        return CREATE_NO_WINDOW;
    }
    return !(options->flags & QP_SHOW_WINDOW) && !qp__console_exists() ? CREATE_NO_WINDOW : 0;
}

static void plan_flags(spawn_plan *plan, const qp_spawn_options *options)
{
    plan->creation_flags =
        EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT | window_flags(options);
    if (qp__spawn_leads_group(options)) {
        plan->creation_flags |= CREATE_NEW_PROCESS_GROUP;
    }
}

static int set_attribute(spawn_plan *plan, DWORD_PTR attribute, void *value, size_t size)
{
    if (!UpdateProcThreadAttribute(plan->startup.lpAttributeList, 0, attribute, value, size, NULL,
                                   NULL)) {
        return qp__last_error();
    }
    return 0;
}

static int plan_attributes(spawn_plan *plan)
{
    LPPROC_THREAD_ATTRIBUTE_LIST list = (LPPROC_THREAD_ATTRIBUTE_LIST)plan->attributes.bytes;
    SIZE_T bytes = sizeof(plan->attributes);
    int error;

    if (!InitializeProcThreadAttributeList(list, plan->job != NULL ? 2 : 1, 0, &bytes)) {
        return qp__last_error();
    }
    plan->startup.lpAttributeList = list;
    error = set_attribute(plan, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, plan->stdio.distinct,
                          plan->stdio.distinct_count * sizeof(HANDLE));
    if (error == 0 && plan->job != NULL) {
        error = set_attribute(plan, PROC_THREAD_ATTRIBUTE_JOB_LIST, &plan->job, sizeof(HANDLE));
    }
    return error;
}

static void plan_startup(spawn_plan *plan)
{
    STARTUPINFOW *info = &plan->startup.StartupInfo;

    info->cb = sizeof(plan->startup);
    info->dwFlags = STARTF_USESTDHANDLES;
    info->hStdInput = plan->stdio.handles[0];
    info->hStdOutput = plan->stdio.handles[1];
    info->hStdError = plan->stdio.handles[2];
}

static int prepare(spawn_plan *plan, const qp_spawn_options *options, qp__child_owner owner,
                   int watched)
{
    int error = plan_cwd(plan, options);

    if (error < 0 || (error = qp__stdio_prepare(&plan->stdio, options->fds)) < 0 ||
        (error = qp__program_resolve(&plan->program, options, plan->cwd.units)) < 0 ||
        (error = plan_environment(plan, options)) < 0 || (error = plan_job(plan, options)) < 0 ||
        (error = plan_attributes(plan)) < 0) {
        return error;
    }
    plan_flags(plan, options);
    plan_startup(plan);
    plan->child = qp__child_new(owner, watched);
    return plan->child == NULL ? -ENOMEM : 0;
}

/*
 * Windows says the same of a directory that is too long for lpCurrentDirectory (MAX_PATH, unless
 * long paths are switched on) as of one that does not exist; ours was seen to exist.
 */
static int creation_error(const spawn_plan *plan, const qp_spawn_options *options)
{
    DWORD win_error = GetLastError();
    int error = qp__last_error();

    if (options->win_error != NULL) {
        *options->win_error = win_error;
    }
    if (win_error == ERROR_FILENAME_EXCED_RANGE &&
        plan->program.command_line.length + 2 > QP__CMDLINE_MAX_UNITS) {
        return -E2BIG;
    }
    if (options->cwd != NULL && plan->cwd.length + 2 > MAX_PATH && error != -EACCES &&
        error != -ENOMEM && error != -ENOEXEC) {
        return -ENAMETOOLONG;
    }
    return error;
}

static int start(spawn_plan *plan, const qp_spawn_options *options, PROCESS_INFORMATION *process)
{
    void *environment = options->env == NULL ? NULL : plan->environment.units;
    const qp_char *cwd = options->cwd == NULL ? NULL : plan->cwd.units;
    qp__watch_loan loan;
    int error = qp__watch_lend(&loan, options->fds);

    if (error < 0) {
        return error;
    }
    error = qp__starting_begin();
    if (error < 0) {
        goto finish;
    }
    if (!CreateProcessW(plan->program.image.units, plan->program.command_line.units, NULL, NULL,
                        TRUE, plan->creation_flags, environment, cwd, &plan->startup.StartupInfo,
                        process)) {
        error = creation_error(plan, options);
    }
    qp__starting_done(error == 0 ? process->hProcess : NULL, plan->creation_flags);
finish:
    qp__watch_lent(&loan, error == 0 ? process->hProcess : NULL);
    if (error == 0) {
        CloseHandle(process->hThread);
    }
    return error;
}

int qp__spawn(const qp_spawn_options *options, qp__child_owner owner, int watched,
              qp__child **child, int *pid)
{
    PROCESS_INFORMATION process;
    spawn_plan plan;
    int error;
    int new_pid;

    plan_init(&plan);
    error = prepare(&plan, options, owner, watched);
    if (error < 0) {
        goto finish;
    }
    error = start(&plan, options, &process);
    if (error < 0) {
        goto finish;
    }
    new_pid = (int)process.dwProcessId;
    if (plan.group != NULL) {
        qp__group_add(plan.group, new_pid);
    }
    *child = plan.child;
    if (pid != NULL) {
        *pid = new_pid;
    }
    qp__child_add(plan.child, process.hProcess, new_pid, plan.group != NULL);
    plan.child = NULL;
    plan.group = NULL;
finish:
    plan_dispose(&plan);
    return error;
}

int qp_spawn(const qp_spawn_options *options, int *pid)
{
    qp_spawn_options taken;
    qp__child *child;
    int error = qp__spawn_options_take(&taken, options);

    return error < 0 ? error : qp__spawn(&taken, QP__OWNER_WAITPID, 1, &child, pid);
}
