#include "win32/run/spawn.h"

#include "core/environment.h"
#include "core/win_error.h"
#include "win32/children/group.h"
#include "win32/program/options.h"
#include "win32/program/path.h"
#include "win32/program/program.h"
#include "win32/children/starting.h"
#include "win32/run/stdio.h"
#include "win32/system/console.h"
#include "win32/watch/around.h"

#include <errno.h>
#include <stddef.h>

/* Room for a PROC_THREAD_ATTRIBUTE_LIST of two attributes; asked for at run time, and checked. */
#define ATTRIBUTE_LIST_BYTES 256

/* The standard descriptors, and three more each. */
#define MOST_LOANS (1 + (QP_MAX_CHILD_FD - 3) / 3 + 1)

/* Everything that CreateProcessW is given. Preparing fills it in, starting uses it; nothing else
 * touches it. */
typedef struct spawn_plan {
    qp__text cwd; /* full path; always known, the search needs it */
    qp__program program;
    qp__text environment; /* empty: inherited */
    qp__stdio stdio;
    qp__group *group; /* owned until the child is in the table; NULL: this process's own group */
    HANDLE job;       /* borrowed; NULL: none */
    HANDLE fresh_job; /* owned; instead of a job that refuses the child; NULL: none */
    qp__child *child; /* owned until it is in the table */
    int passes_cwd;   /* it is not the one that is inherited */
    DWORD creation_flags;
    DWORD reason; /* what CreateProcessW failed with; 0: it was not asked, or has not failed */
    union {
        uint64_t align; /* Visual C++ has max_align_t in C++ only */
        void *pointer;
        uint8_t bytes[ATTRIBUTE_LIST_BYTES];
    } attributes;
    STARTUPINFOEXW startup;
    qp__watch_loan loans[MOST_LOANS];
    size_t loan_count;
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
    if (plan->fresh_job != NULL) {
        CloseHandle(plan->fresh_job);
    }
    qp__stdio_dispose(&plan->stdio);
    qp__text_dispose(&plan->environment);
    qp__program_dispose(&plan->program);
    qp__text_dispose(&plan->cwd);
}

static int plan_cwd(spawn_plan *plan, const qp_spawn_options *options)
{
    size_t length;
    int error;

    if (options->cwd != NULL) {
        error = qp__path_check_directory(options->cwd);
        if (error < 0) {
            return error;
        }
    }
    error = qp__path_child_directory(&plan->cwd, options->cwd);
    if (error < 0) {
        return error;
    }
    length = plan->cwd.length;
    error = qp__path_shorten_start(&plan->cwd);
    plan->passes_cwd = options->cwd != NULL || plan->cwd.length != length;
    return error;
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

static int makes_tree(const qp_spawn_options *options)
{
    return qp__spawn_leads_group(options) ||
           (options->flags & (QP_KILL_TREE | QP_TRY_KILL_TREE)) != 0;
}

/* A job is joined at creation: assigning it afterwards would miss what the child starts first. */
static int plan_job(spawn_plan *plan, const qp_spawn_options *options)
{
    int kill_on_exit = (options->flags & QP_KILL_ON_EXIT) != 0;
    int error = 0;

    if (makes_tree(options)) {
        error = qp__group_new(qp__spawn_leads_group(options), kill_on_exit, &plan->group);
        plan->job = error == 0 ? qp__group_job(plan->group) : NULL;
    } else if (kill_on_exit) {
        error = qp__kill_on_exit_job(&plan->job);
    }
    return error;
}

static DWORD console_flags(const spawn_plan *plan, const qp_spawn_options *options)
{
    if (options->flags & QP_NEW_CONSOLE) {
        return CREATE_NEW_CONSOLE;
    }
    if (options->flags & QP_DETACHED) {
        /*
         * Not DETACHED_PROCESS: a child without any console makes Windows open a new window for
         * each console program that it starts itself. A hidden console is as little shared with
         * ours.
         */
        return options->flags & QP_SHOW_WINDOW ? CREATE_NEW_CONSOLE : CREATE_NO_WINDOW;
    }
    if (options->flags & QP_HIDE_WINDOW) {
        return plan->stdio.consoles == 0 ? CREATE_NO_WINDOW : 0;
    }
    return !(options->flags & QP_SHOW_WINDOW) && !qp__console_exists() ? CREATE_NO_WINDOW : 0;
}

static void plan_flags(spawn_plan *plan, const qp_spawn_options *options)
{
    static const DWORD priorities[] = {
        0,
        IDLE_PRIORITY_CLASS,
        BELOW_NORMAL_PRIORITY_CLASS,
        NORMAL_PRIORITY_CLASS,
        ABOVE_NORMAL_PRIORITY_CLASS,
        HIGH_PRIORITY_CLASS,
        REALTIME_PRIORITY_CLASS,
    };

    plan->creation_flags = EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT |
                           console_flags(plan, options) | priorities[options->priority];
    if (qp__spawn_leads_group(options)) {
        plan->creation_flags |= CREATE_NEW_PROCESS_GROUP;
    }
    if (options->flags & QP_BREAKAWAY) {
        plan->creation_flags |= CREATE_BREAKAWAY_FROM_JOB;
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

    if (plan->startup.lpAttributeList != NULL) {
        DeleteProcThreadAttributeList(list);
        plan->startup.lpAttributeList = NULL;
    }
    if (!InitializeProcThreadAttributeList(list, 2, 0, &bytes)) {
        return qp__last_error();
    }
    plan->startup.lpAttributeList = list;
    error = set_attribute(plan, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, plan->stdio.list,
                          plan->stdio.list_count * sizeof(HANDLE));
    if (error < 0 || plan->job == NULL) {
        return error;
    }
    return set_attribute(plan, PROC_THREAD_ATTRIBUTE_JOB_LIST, &plan->job, sizeof(HANDLE));
}

/* How the first window appears: `window`, else hidden with QP_HIDE_WINDOW, else as it likes. */
static void plan_window(spawn_plan *plan, const qp_spawn_options *options)
{
    static const WORD shows[] = {SW_HIDE, SW_SHOWNORMAL, SW_HIDE, SW_SHOWMINIMIZED,
                                 SW_SHOWMAXIMIZED};
    STARTUPINFOW *info = &plan->startup.StartupInfo;

    if (options->window != QP_WINDOW_DEFAULT || options->flags & QP_HIDE_WINDOW) {
        info->dwFlags |= STARTF_USESHOWWINDOW;
        info->wShowWindow = shows[options->window];
    }
}

static void plan_startup(spawn_plan *plan, const qp_spawn_options *options)
{
    STARTUPINFOW *info = &plan->startup.StartupInfo;

    ZeroMemory(info, sizeof(*info));
    info->cb = sizeof(plan->startup);
    info->dwFlags = STARTF_USESTDHANDLES;
    info->hStdInput = plan->stdio.handles[0];
    info->hStdOutput = plan->stdio.handles[1];
    info->hStdError = plan->stdio.handles[2];
    info->cbReserved2 = plan->stdio.block_bytes;
    info->lpReserved2 = plan->stdio.block;
    plan_window(plan, options);
}

static int prepare(spawn_plan *plan, const qp_spawn_options *options, qp__child_owner owner,
                   int watched)
{
    int error = plan_cwd(plan, options);

    if (error < 0) {
        return error;
    }
    error = qp__stdio_prepare(&plan->stdio, options);
    if (error < 0) {
        return error;
    }
    error = qp__program_resolve(&plan->program, options, plan->cwd.units);
    if (error < 0) {
        return error;
    }
    error = plan_environment(plan, options);
    if (error < 0) {
        return error;
    }
    error = plan_job(plan, options);
    if (error < 0) {
        return error;
    }
    plan->child = qp__child_new(owner, watched);
    return plan->child == NULL ? -ENOMEM : 0;
}

/* ---- With the child's descriptors lent ---------------------------------------------------- */

static int lend_three(spawn_plan *plan, const int fds[3])
{
    int error = qp__watch_lend(&plan->loans[plan->loan_count], fds);

    plan->loan_count += error == 0;
    return error;
}

static int lend(spawn_plan *plan, const qp_spawn_options *options)
{
    int fds[3];
    int error = lend_three(plan, options->fds);

    for (size_t i = 0; i < options->more_fd_count && error == 0; i += 3) {
        for (size_t k = 0; k < 3; k++) {
            fds[k] = i + k < options->more_fd_count ? options->more_fds[i + k].fd : -1;
        }
        error = lend_three(plan, fds);
    }
    return error;
}

static void take_back(spawn_plan *plan, HANDLE process)
{
    while (plan->loan_count > 0) {
        qp__watch_lent(&plan->loans[--plan->loan_count], process);
    }
}

/*
 * A console's handle means the console of the process that uses it. A hidden one would swallow what
 * is written there, and reading it would never end: NUL for a detached child, and QP_HIDE_WINDOW
 * leaves the child on our console (see console_flags).
 */
static int plan_files(spawn_plan *plan, const qp_spawn_options *options)
{
    int is_hidden =
        (options->flags & (QP_DETACHED | QP_SHOW_WINDOW | QP_NEW_CONSOLE)) == QP_DETACHED;
    int error;

    if (is_hidden) {
        error = qp__stdio_without_consoles(&plan->stdio);
        if (error < 0) {
            return error;
        }
    }
    error = qp__stdio_look(&plan->stdio, (options->flags & QP_HIDE_WINDOW) != 0);
    if (error < 0) {
        return error;
    }
    plan_flags(plan, options);
    plan_startup(plan, options);
    return plan_attributes(plan);
}

/* Has it begun? Else plan->reason says why not. */
static int create(spawn_plan *plan, const qp_spawn_options *options, PROCESS_INFORMATION *process)
{
    void *environment = options->env == NULL ? NULL : plan->environment.units;
    const qp_char *cwd = plan->passes_cwd ? plan->cwd.units : NULL;

    plan->reason = 0;
    if (!CreateProcessW(plan->program.image.units, plan->program.command_line.units, NULL, NULL,
                        TRUE, plan->creation_flags, environment, cwd, &plan->startup.StartupInfo,
                        process)) {
        plan->reason = GetLastError();
    }
    return plan->reason == 0;
}

/*
 * The job may be what was refused: jobs nest in one chain only, and not in one with limits of its
 * user interface ("Nested Jobs"). Is there another one to try, or none? 1; 0; -errno.
 */
static int plan_other_job(spawn_plan *plan, const qp_spawn_options *options)
{
    int error = 0;

    if (plan->job == NULL ||
        (plan->reason != ERROR_ACCESS_DENIED && plan->reason != ERROR_NOT_SUPPORTED)) {
        return 0;
    }
    if (plan->group == NULL) {
        error = qp__kill_on_exit_job_new(&plan->fresh_job);
        plan->job = plan->fresh_job;
    } else if (options->flags & QP_TRY_KILL_TREE &&
               !(options->flags & (QP_KILL_TREE | QP_KILL_ON_EXIT)) &&
               !qp__spawn_leads_group(options)) {
        plan->group = qp__group_free(plan->group);
        plan->job = NULL;
    } else {
        return 0;
    }
    if (error < 0) {
        return error;
    }
    error = plan_attributes(plan);
    return error < 0 ? error : 1;
}

static int create_in_job(spawn_plan *plan, const qp_spawn_options *options,
                         PROCESS_INFORMATION *process)
{
    DWORD reason;
    int other;

    if (create(plan, options, process)) {
        return 0;
    }
    reason = plan->reason;
    other = plan_other_job(plan, options);
    if (other <= 0) {
        return other < 0 ? other : qp__errno_from_win(reason);
    }
    if (!create(plan, options, process)) {
        return qp__errno_from_win(plan->reason);
    }
    if (plan->fresh_job != NULL) {
        qp__kill_on_exit_job_use(plan->fresh_job);
        plan->fresh_job = NULL;
    }
    return 0;
}

static int start(spawn_plan *plan, const qp_spawn_options *options, PROCESS_INFORMATION *process)
{
    int error;

    error = lend(plan, options);
    if (error < 0) {
        goto finish;
    }
    error = plan_files(plan, options);
    if (error < 0) {
        goto finish;
    }
    error = qp__starting_begin();
    if (error < 0) {
        goto finish;
    }
    error = create_in_job(plan, options, process);
    qp__starting_done(error == 0 ? process->hProcess : NULL, plan->creation_flags);
finish:
    take_back(plan, error == 0 ? process->hProcess : NULL);
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
    qp__child_add(plan.child, process.hProcess, new_pid, qp__spawn_leads_group(options),
                  plan.group != NULL,
                  (plan.creation_flags & (CREATE_NO_WINDOW | CREATE_NEW_CONSOLE)) != 0);
    plan.child = NULL;
    plan.group = NULL;
finish:
    if (error < 0 && options->win_error != NULL) {
        *options->win_error = plan.reason;
    }
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
