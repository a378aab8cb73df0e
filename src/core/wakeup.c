#include "core/wakeup.h"

static int is_asked_for(qp_char unit, uint32_t mask)
{
    return unit < 32 && (mask & QP__WAKEUP_BIT(unit)) != 0;
}

qp__wakeup qp__wakeup_find(const qp_char *units, size_t count, uint32_t mask)
{
    qp__wakeup found = {0, count, 0};
    size_t i = 0;

    /* Text of a line that Enter ended is text: a macro of doskey may bring a Tab along. */
    if (count > 0 && units[count - 1] == '\n') {
        return found;
    }
    while (i < count && !is_asked_for(units[i], mask)) {
        i++;
    }
    if (i < count) {
        found.key = units[i];
        found.before = i;
        /* A unit takes two cells at most. At the end of the line there is nothing to blank: where
         * a row is full the cursor may stand on its last character. */
        found.behind = count > i + 1 ? 2 * (count - i) : 0;
    }
    return found;
}
