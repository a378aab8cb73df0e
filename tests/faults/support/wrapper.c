#include "wrapper.h"

#include <string.h>

FARPROC wrapper_find(const wrapper *wrappers, size_t count, const char *name, FARPROC actual)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (strcmp(wrappers[i].name, name) == 0) {
            return (FARPROC)wrappers[i].function;
        }
    }
    return actual;
}
