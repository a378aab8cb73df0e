/*
 * The person at the prompt: lines in, text out, Ctrl+C.
 *
 * The module `quickproc:console`:
 *   isConsole()         standard input is a console
 *   hasColors()         standard output understands colours, and they are wanted
 *   write(text)         to standard output, at once
 *   readLine([text, shown])
 *                       a line without its end; null at the end of input; undefined after Ctrl+C;
 *                       [text before the cursor, with Shift] after Tab, at a console. Then call it
 *                       again with the text to go on with, and that which is shown of it so far.
 *   waitForInterrupt()  true after Ctrl+C, false after release()
 *   release(), unrelease()
 * readLine and waitForInterrupt block: a thread of its own calls them (js/repl_reader.js).
 */
#ifndef QP_QJS_PROMPT_CONSOLE_H
#define QP_QJS_PROMPT_CONSOLE_H

#include <quickjs.h>

JSModuleDef *qp__init_console(JSContext *ctx, const char *name);

/* Takes over Ctrl+C, when standard input is a console. Once, before the module is used. 0 or
 * -errno. */
int qp__console_open(void);

/* A JSInterruptHandler: stops the script that runs when Ctrl+C was pressed. */
int qp__console_interrupt(JSRuntime *rt, void *opaque);

/* The same for a script that slept, and was woken just now. */
int qp__console_interrupted_sleep(JSRuntime *rt);

/* Forgets a Ctrl+C that was seen to. */
void qp__console_consume_interrupt(void);

#endif
