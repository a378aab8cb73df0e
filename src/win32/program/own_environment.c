#include "win32/program/own_environment.h"

#include "core/text.h"
#include "win32/system/win.h"

#include <string.h>

/* In units, both NULs at the end included. */
static size_t block_length(const qp_char *block)
{
    size_t length = 0;

    while (block[length] != 0) {
        length += qp__length(block + length) + 1;
    }
    return length + 1;
}

qp_char *qp__environment(void)
{
    qp_char *current = GetEnvironmentStringsW();
    qp_char *copy = NULL;

    if (current == NULL) {
        return NULL;
    }
    copy = qp__alloc(block_length(current) * sizeof(*copy));
    if (copy != NULL) {
        memcpy(copy, current, block_length(current) * sizeof(*copy));
    }
    FreeEnvironmentStringsW(current);
    return copy;
}

int qp__same_variable(const qp_char *a, const qp_char *b)
{
    return CompareStringOrdinal(a, -1, b, -1, TRUE) == CSTR_EQUAL;
}
