#include "support/walk.h"

extern const subject subject_console;
extern const subject subject_descriptors;
extern const subject subject_deliver;
extern const subject subject_explain;
extern const subject subject_interrupts;
extern const subject subject_kill;
extern const subject subject_lines;
extern const subject subject_packets;
extern const subject subject_processes;
extern const subject subject_run;
extern const subject subject_session;
extern const subject subject_spawn;
extern const subject subject_streams;
extern const subject subject_wait;
extern const subject subject_watch;

const subject *const subjects[] = {
    &subject_descriptors, &subject_spawn,   &subject_wait,    &subject_kill,
    &subject_watch,       &subject_deliver, &subject_run,     &subject_explain,
    &subject_processes,   &subject_console, &subject_lines,   &subject_interrupts,
    &subject_session,     &subject_streams, &subject_packets, NULL};
