#include "win32/system/late.h"

#include <errno.h>
#include <string.h>

/* Each Windows has these functions, but some are in other DLLs, which are loaded when they are
 * asked for: where one is not found, there was no memory for that. */
static int load(const qp__late_dll *dll)
{
    HMODULE module = LoadLibraryExW(dll->name, NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
    size_t i;

    for (i = 0; module != NULL && i < dll->count; i++) {
        FARPROC function = GetProcAddress(module, dll->functions[i]);
        if (function == NULL) {
            return -ENOMEM;
        }
        memcpy((char *)dll->pointers + i * sizeof(function), &function, sizeof(function));
    }
    return module == NULL ? qp__last_error() : 0;
}

typedef struct loading {
    const qp__late_dll *dll;
    int error;
} loading;

static BOOL CALLBACK load_once(INIT_ONCE *unused, void *opaque, void **context)
{
    loading *one = opaque;

    (void)unused;
    (void)context;
    one->error = load(one->dll);
    return one->error == 0;
}

int qp__late_load(qp__late_dll *dll)
{
    loading one = {dll, 0};

    if (!InitOnceExecuteOnce(&dll->once, load_once, &one, NULL)) {
        return one.error < 0 ? one.error : -ENOMEM;
    }
    return 0;
}
