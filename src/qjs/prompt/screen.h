/*
 * What the console shows of the line that is being edited. The console's host reads the line, and
 * trusts its reader to write what it changes between two reads (CONSOLE_READCONSOLE_CONTROL,
 * nInitialChars: the text is on the screen already, and the cursor is behind it).
 */
#ifndef QP_QJS_PROMPT_SCREEN_H
#define QP_QJS_PROMPT_SCREEN_H

#include <stddef.h>

#include "quickproc/types.h"

/* Blanks so many cells from the cursor on, which stays where it is. */
void qp__screen_blank(size_t cells);

/*
 * Puts `units` in place of the `shown` units before the cursor, of which the first ones may be the
 * same. As the host does it, a unit is a cell.
 */
void qp__screen_replace(const qp_char *shown, const qp_char *units);

#endif
