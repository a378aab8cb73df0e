/*
 * What the library promises of how it asks the system, and what nobody could see from outside, or
 * on Wine: in front of some functions stands one that looks at the arguments first. A call that
 * breaks a promise fails the run.
 */
#ifndef TESTS_FAULTS_PROMISES_H
#define TESTS_FAULTS_PROMISES_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

/* The function to call instead of `actual`; `actual` itself if nothing is promised of it. */
FARPROC promises_wrap(const char *name, FARPROC actual);

/*
 * From here on processes refuse to be ended and to be suspended: as on Windows one does that is
 * just ending, and ends all the same; or as one that a driver protects, which lives on.
 */
typedef enum promises_refusal { REFUSE_NOT, REFUSE_WHILE_ENDING, REFUSE_FOR_GOOD } promises_refusal;
void promises_let_processes_refuse(promises_refusal how);

/* From here on no process can be created in a job, as on Windows where none can be nested. */
void promises_let_jobs_refuse(int yes);

/* The limits of the job that was made last. */
DWORD promises_limit_flags(void);

/* The creation flags of the last process that was asked for. */
DWORD promises_creation_flags(void);

/* The next `count` waits for keys of a console fail. */
void promises_let_key_waits_fail(int count);

/* How many of those are to come. */
int promises_key_waits_to_fail(void);

/* So many times a pipe also counts bytes of a write that waits for room, and whose writer is then
 * killed. */
void promises_let_pipes_overcount(int times);

/* How many threads wait in a pipe for a watch, and which one went in last. */
int promises_waiting_reads(void);
DWORD promises_last_reader(void);

#endif
