/*
 * Which processes descend from one, by the numbers of their parents and the times of their starts.
 */
#ifndef QP_CORE_PROCESS_TREE_H
#define QP_CORE_PROCESS_TREE_H

#include <stddef.h>
#include <stdint.h>

typedef struct qp__process_place {
    int pid;
    int parent;     /* the number of its starter, which another process may have by now */
    uint64_t start; /* any unit */
    int in_tree;    /* out */
} qp__process_place;

/*
 * Marks what descends from `root`, which itself need not be in the list. A process descends from
 * one that has its parent's number and is not younger: a number that was given to another process
 * after its parent's end does not make it that one's.
 */
void qp__process_tree_mark(qp__process_place *list, size_t count, int root, uint64_t root_start);

#endif
