#include "qjs/engine/builtin.h"

#include <string.h>

/* Set before the first context is made, never changed: Workers read them from other threads. */
static const qp__builtin *builtins;
static size_t builtin_count;

void qp__builtin_set(const qp__builtin *list, size_t count)
{
    builtins = list;
    builtin_count = count;
}

const qp__builtin *qp__builtin_find(const char *name)
{
    for (size_t i = 0; i < builtin_count; i++) {
        if (strcmp(builtins[i].name, name) == 0) {
            return &builtins[i];
        }
    }
    return NULL;
}
