/*
 * Starts that failed, as waits see them. exec with `block: false` returns -errno then, which
 * waitpid would take for a group: a script that waits until it is given what exec returned would
 * wait for ever. So each failed start is reported to one wait for that number.
 */
#ifndef QP_QUICKJS_CALLS_FAILED_STARTS_H
#define QP_QUICKJS_CALLS_FAILED_STARTS_H

/* exec returns `error` (-errno). Any thread. */
void qp__failed_start_add(int error);

/* Is there one with that result which was not waited for yet? It is not there any more then. */
int qp__failed_start_take(int error);

#endif
