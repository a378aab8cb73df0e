/*
 * What a read of a line from the console holds: a line that Enter ended, a part of a long one, or
 * text that a control character interrupted which the reader asked for (dwCtrlWakeupMask).
 *
 * The interrupting character is at the cursor, which may be in the middle of the line. What is
 * behind it then depends on the console's host (microsoft/terminal, src/host/readDataCooked.cpp,
 * COOKED_READ_DATA::_handleChar and its comment on the implementation before):
 *
 *   "foo", cursor behind the "f", Tab   screen    read
 *   Windows Terminal, new console host  f         "f\t"      what was behind the cursor is gone
 *   console hosts up to 2023            foo       "f\to "    one character overwritten, one added
 *   Wine                                foo       "f\too"    or "f\to" in overtype mode
 *
 * So only what is before the character can be relied upon.
 */
#ifndef QP_CORE_WAKEUP_H
#define QP_CORE_WAKEUP_H

#include <stddef.h>
#include <stdint.h>

#include "quickproc/types.h"

#define QP__WAKEUP_BIT(character) (UINT32_C(1) << (character))

typedef struct qp__wakeup {
    qp_char key;   /* which one; 0: none, the read ended with Enter or was full */
    size_t before; /* units before it */
    size_t behind; /* cells from the cursor on that may still show text */
} qp__wakeup;

/* `mask`: QP__WAKEUP_BIT of each that was asked for, as in dwCtrlWakeupMask. */
qp__wakeup qp__wakeup_find(const qp_char *units, size_t count, uint32_t mask);

#endif
