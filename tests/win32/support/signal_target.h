/*
 * A process that receives signals: the test program started again, saying on its standard output
 * what happens to it, a letter each.
 */
#ifndef TESTS_WIN32_SIGNAL_TARGET_H
#define TESTS_WIN32_SIGNAL_TARGET_H

#include <quickproc/quickproc.h>
#include <quickproc/signal.h>

typedef struct signal_target {
    int pid;
    int fd; /* reads what it says */
} signal_target;

/*
 * Starts this program as `program.exe target SCRIPT`, with `flags` of qp_spawn_options, and waits
 * for its "r" (ready). The script, a letter and a number each, goes on until the target ends:
 *   h15  handle signal 15        i15  ignore it       d15  default
 *   r    say "r"                 s    sleep for ever  l    loop for ever, never taking a signal
 *   w    wait for signals: says a letter for each that was taken ('a' + signal), the first of them
 *        ends the waiting
 *   c    count them until SIGTERM, which must be handled, is taken; then says "<how often> "
 *   e7   exit with code 7        p200 sleep 200 ms
 *   u    load user32.dll          g    let nobody but the system itself open this process
 *   x    start a child that does "rp2000o"  y    start a child that does "h15rwe0"
 *   o    say "o"
 *   f    create a suspended thread, which exits with code 9 when it is resumed
 */
signal_target signal_target_start(const wchar_t *script, uint32_t flags);

/* In main of the test program: runs the script when started as a target. */
void signal_target_run(int argc, char **argv);

/* What it says next, one letter; 0 when it says nothing more. */
int signal_target_next(const signal_target *target);

/* Waits for its end: the status. Closes `fd`. */
qp_status signal_target_end(signal_target *target);

/* The statuses to compare with. */
qp_status status_exited(uint32_t code);
qp_status status_signaled(int signal);

#endif
