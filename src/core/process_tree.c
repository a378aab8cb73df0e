#include "core/process_tree.h"

static int is_child_of(const qp__process_place *one, int pid, uint64_t start)
{
    return one->parent == pid && one->pid != pid && one->start >= start;
}

static int is_below(const qp__process_place *list, size_t count, const qp__process_place *one,
                    int root, uint64_t root_start)
{
    if (is_child_of(one, root, root_start)) {
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        if (list[i].in_tree && is_child_of(one, list[i].pid, list[i].start)) {
            return 1;
        }
    }
    return 0;
}

void qp__process_tree_mark(qp__process_place *list, size_t count, int root, uint64_t root_start)
{
    int found = 1;

    for (size_t i = 0; i < count; i++) {
        list[i].in_tree = 0;
    }
    /* A starter may stand behind those that it started. */
    while (found) {
        found = 0;
        for (size_t i = 0; i < count; i++) {
            if (!list[i].in_tree && list[i].pid != root &&
                is_below(list, count, &list[i], root, root_start)) {
                list[i].in_tree = found = 1;
            }
        }
    }
}
