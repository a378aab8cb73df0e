#include "win32/program/options.h"

#include "core/options.h"
#include "core/signals.h"

#include <errno.h>

/* A caller's struct reaches at least to here. */
#define LEAST_SPAWN offsetof(qp_spawn_options, file)
#define LEAST_EXEC  offsetof(qp_exec_options, kill_signal)
#define LEAST_RUN   offsetof(qp_run_options, max_bytes)

QP__ENDS_WITH(qp_spawn_options, priority);
QP__ENDS_WITH(qp_exec_options, kill_signal);
QP__ENDS_WITH(qp_run_options, opaque);

#define KNOWN_FLAGS                                                                                \
    (QP_NO_PATH_SEARCH | QP_VERBATIM_ARGUMENTS | QP_NEW_PROCESS_GROUP | QP_DETACHED |              \
     QP_KILL_ON_EXIT | QP_HIDE_WINDOW | QP_SHOW_WINDOW | QP_KILL_TREE | QP_TRY_KILL_TREE |         \
     QP_NEW_CONSOLE | QP_BREAKAWAY)

static const qp_spawn_options spawn_defaults = {
    .size = sizeof(spawn_defaults), .fds = {QP_FD_INHERIT, QP_FD_INHERIT, QP_FD_INHERIT}};

static const qp_exec_options exec_defaults = {
    .size = sizeof(exec_defaults), .timeout_ms = QP_NO_TIMEOUT, .kill_signal = QP_SIGTERM};

static const qp_run_options run_defaults = {.size = sizeof(run_defaults),
                                            .max_bytes = SIZE_MAX,
                                            .timeout_ms = QP_NO_TIMEOUT,
                                            .kill_signal = QP_SIGTERM,
                                            .drain_ms = 1000,
                                            .notify_fd = -1,
                                            .shown_fds = {-1, -1},
                                            .force_kill_after_ms = 5000};

void qp_spawn_options_init(qp_spawn_options *options, size_t size)
{
    qp__options_init(options, size, &spawn_defaults, sizeof(spawn_defaults));
}

void qp_exec_options_init(qp_exec_options *options, size_t size)
{
    qp__options_init(options, size, &exec_defaults, sizeof(exec_defaults));
}

void qp_run_options_init(qp_run_options *options, size_t size)
{
    qp__options_init(options, size, &run_defaults, sizeof(run_defaults));
}

static int lacks_one(const qp_char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] == NULL) {
            return 1;
        }
    }
    return 0;
}

/* Each in range, each once. */
static int are_child_fds(const qp_child_fd *list, size_t count)
{
    uint8_t seen[QP_MAX_CHILD_FD + 1] = {0};

    for (size_t i = 0; i < count; i++) {
        int number = list[i].child_fd;

        if (number < 3 || number > QP_MAX_CHILD_FD || seen[number]) {
            return 0;
        }
        seen[number] = 1;
    }
    return 1;
}

static int are_in_range(const qp_spawn_options *options)
{
    return options->window >= QP_WINDOW_DEFAULT && options->window <= QP_WINDOW_MAXIMIZED &&
           options->priority >= QP_PRIORITY_DEFAULT && options->priority <= QP_PRIORITY_REALTIME;
}

int qp__spawn_options_take(qp_spawn_options *copy, const qp_spawn_options *options)
{
    int error;

    *copy = spawn_defaults;
    error = qp__options_copy(copy, sizeof(*copy), options, LEAST_SPAWN);
    if (copy->win_error != NULL) {
        *copy->win_error = 0;
    }
    if (error < 0) {
        return error;
    }
    if (copy->flags & ~(uint32_t)KNOWN_FLAGS) {
        return -ENOTSUP;
    }
    if (copy->args == NULL || copy->arg_count == 0 || lacks_one(copy->args, copy->arg_count)) {
        return -EINVAL;
    }
    if (copy->env != NULL && lacks_one(copy->env, copy->env_count)) {
        return -EINVAL;
    }
    if (copy->more_fd_count > 0 &&
        (copy->more_fds == NULL || !are_child_fds(copy->more_fds, copy->more_fd_count))) {
        return -EINVAL;
    }
    return are_in_range(copy) ? 0 : -EINVAL;
}

/* Does it end a process that has no handler for it? */
static int ends_a_process(int signal)
{
    qp__signal_class kind = qp__signal_classify(signal);

    return kind == QP__SIGNAL_END || kind == QP__SIGNAL_DELIVERABLE || kind == QP__SIGNAL_FATAL;
}

int qp__exec_options_take(qp_exec_options *copy, const qp_exec_options *options)
{
    int error = 0;

    *copy = exec_defaults;
    if (options != NULL) {
        error = qp__options_copy(copy, sizeof(*copy), options, LEAST_EXEC);
    }
    if (error < 0) {
        return error;
    }
    return copy->timeout_ms != QP_NO_TIMEOUT && !ends_a_process(copy->kill_signal) ? -EINVAL : 0;
}

int qp__run_options_take(qp_run_options *copy, const qp_run_options *options)
{
    int error;
    int may_kill;

    *copy = run_defaults;
    error = qp__options_copy(copy, sizeof(*copy), options, LEAST_RUN);
    if (error < 0) {
        return error;
    }
    may_kill = copy->timeout_ms != QP_NO_TIMEOUT || copy->max_bytes != SIZE_MAX;
    return may_kill && !ends_a_process(copy->kill_signal) ? -EINVAL : 0;
}

int qp__spawn_leads_group(const qp_spawn_options *options)
{
    return (options->flags & (QP_NEW_PROCESS_GROUP | QP_DETACHED)) != 0;
}
