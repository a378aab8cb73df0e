/*
 * What a held process used, and its tree.
 */
#include "win32/processes/process.h"

#include "core/options.h"
#include "win32/system/usage.h"

#include <errno.h>

/* A caller's struct has at least what the first version of it had. */
#define LEAST_USAGE sizeof(qp_usage)

int qp_process_usage(const qp_process *process, qp_usage *usage, size_t size)
{
    qp_usage taken = {0};
    int error;

    if (process == NULL || usage == NULL || size < LEAST_USAGE) {
        return -EINVAL;
    }
    error = qp__usage_of(process->handle, &taken);
    if (error < 0) {
        return error;
    }
    qp__results_copy(usage, size, &taken, sizeof(taken));
    return 0;
}

int qp_process_tree_usage(const qp_process *process, qp_usage *usage, size_t size)
{
    qp_usage own = {0};
    qp_usage tree;
    int error;

    if (process == NULL || usage == NULL || size < LEAST_USAGE) {
        return -EINVAL;
    }
    if (process->job == NULL) {
        return -ENOTSUP;
    }
    error = qp__usage_of(process->handle, &own);
    if (error < 0) {
        return error;
    }
    error = qp__usage_of_tree(process->handle, process->job, &own, &tree);
    if (error < 0) {
        return error;
    }
    qp__results_copy(usage, size, &tree, sizeof(tree));
    return 0;
}
