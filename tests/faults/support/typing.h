/*
 * A console of this process's own, at which a scenario types, and a watch of what is typed.
 */
#ifndef TESTS_FAULTS_TYPING_H
#define TESTS_FAULTS_TYPING_H

#include "walk.h"

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <quickproc/events.h>
#include <windows.h>

#define LINE_MODE (ENABLE_LINE_INPUT | ENABLE_ECHO_INPUT | ENABLE_PROCESSED_INPUT)
#define RAW_MODE  0

/* Its input; of the last typing_open. */
extern HANDLE typing_console;

/* A descriptor of its input; `mode` as for SetConsoleMode. */
int typing_open(DWORD mode);

/* A key goes down and up. */
void typing_press(WCHAR unit, WORD key);

/* With Enter. */
void typing_line(const wchar_t *text);

/* qp_read gives this. */
void typing_read(int fd, const char *expected);

/* A watch whose callback expects a read to give this. */
typedef struct typing_watcher {
    int fd;
    int calls;
    const char *expected;
} typing_watcher;

void typing_count(void *opaque);
qp_events *typing_watch(typing_watcher *one);

/* What a fault may come to while a thread waits for what is typed. */
extern const exemption typing_exemptions[];

#endif
