#include "win32/program/options.h"

#include <errno.h>
#include <string.h>

void qp_spawn_options_init(qp_spawn_options *options)
{
    memset(options, 0, sizeof(*options));
    options->fds[0] = options->fds[1] = options->fds[2] = QP_FD_INHERIT;
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

int qp__spawn_options_check(const qp_spawn_options *options)
{
    if (options == NULL || options->args == NULL || options->arg_count == 0 ||
        lacks_one(options->args, options->arg_count)) {
        return -EINVAL;
    }
    return options->env != NULL && lacks_one(options->env, options->env_count) ? -EINVAL : 0;
}

int qp__spawn_leads_group(const qp_spawn_options *options)
{
    return (options->flags & (QP_NEW_PROCESS_GROUP | QP_DETACHED)) != 0;
}
