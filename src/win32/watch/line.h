/*
 * A line that is typed at the console: reading it, and leaving that before Enter is pressed.
 *
 * The console host keeps the text of a line for the read that waits for it. A read that is
 * cancelled (CancelSynchronousIo, CancelIoEx) is over for its thread only: the host goes on with
 * it, and the next line is echoed and thrown away (microsoft/terminal, issues 12143 and 17791;
 * WaitQueue.cpp). So such a read is never cancelled. It is left as cmd.exe leaves one to complete a
 * name: a control character that its caller has asked for (dwCtrlWakeupMask) ends it, and the next
 * read begins with the text so far (nInitialChars), which the host expects to find on the screen.
 */
#ifndef QP_WIN32_WATCH_LINE_H
#define QP_WIN32_WATCH_LINE_H

#include <stddef.h>

#include "quickproc/types.h"
#include "win32/system/win.h"

/*
 * Ctrl+^, which nothing wants in a line. If a user types it, it ends the read as well; the
 * reader goes on, without it.
 */
#define QP__LINE_LEAVE ((qp_char)0x1E)

typedef enum qp__line_result {
    QP__LINE_NOTHING, /* Ctrl+C */
    QP__LINE_TYPED,   /* Enter was pressed, or there is more than fits */
    QP__LINE_LEFT     /* by qp__line_leave */
} qp__line_result;

/*
 * Blocks until one of these, or -errno. The first `initial` of the `most` units at `units` are what
 * was typed of the line before; *count are there then. One thread at a time.
 */
int qp__line_read(HANDLE console, qp_char *units, size_t most, size_t initial, size_t *count);

/* Any thread: has a read that waits, or else the next one, return QP__LINE_LEFT. 0 or -errno. */
int qp__line_leave(void);

#endif
