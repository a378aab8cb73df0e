/*
 * What Windows does and Wine does not: it tells whether a thread is suspended, who shares the
 * console, and when processes ended by a clock that ticks every 15.6 ms.
 */
#ifndef TESTS_FAULTS_ON_WINDOWS_H
#define TESTS_FAULTS_ON_WINDOWS_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

/* From here on the system tells the states of the threads of the process `pid`; 0: as it does. */
void windows_tell_threads_of(DWORD pid);

/* Threads that were suspended to learn of their state, since then. */
long windows_suspensions(void);

/* From here on the console's list has the process `pid`, and events for it are counted instead of
 * sent; 0: as it is. */
void windows_share_console_with(DWORD pid);

/* Events that were sent to it since then. */
long windows_events(void);

/* From here on this process may make no named pipes, and is in an app container or not. */
typedef enum windows_pipes { PIPES_ALLOWED, PIPES_FORBIDDEN, PIPES_CONTAINED } windows_pipes;
void windows_let_pipes(windows_pipes be);

/* Is it so? With the last error then. */
int windows_forbids_pipes(void);

/* From here on all processes that end have ended at the same time, as two do within a tick of the
 * clock. */
void windows_end_at_once(int yes);

FARPROC windows_wrap(const char *name, FARPROC actual);

#endif
