#include "win32/system/advapi.h"

#include <errno.h>
#include <string.h>

struct qp__advapi qp__advapi;

static INIT_ONCE once = INIT_ONCE_STATIC_INIT;

/* In the order of the pointers. */
static const char *const names[] = {
#define NAME(name) #name,
    QP__ADVAPI_FUNCTIONS(NAME)
#undef NAME
};

#define NAME_COUNT (sizeof(names) / sizeof(names[0]))

_Static_assert(sizeof(qp__advapi) == NAME_COUNT * sizeof(FARPROC), "a pointer for each name");

/* The DLL stays loaded. Each Windows has these functions, but some are in other DLLs, which are
 * loaded when they are asked for: where one is not found, there was no memory for that. */
static int load(void)
{
    HMODULE dll = LoadLibraryExW(L"advapi32.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
    size_t i;

    for (i = 0; dll != NULL && i < NAME_COUNT; i++) {
        FARPROC function = GetProcAddress(dll, names[i]);
        if (function == NULL) {
            return -ENOMEM;
        }
        memcpy((char *)&qp__advapi + i * sizeof(function), &function, sizeof(function));
    }
    return dll == NULL ? qp__last_error() : 0;
}

static BOOL CALLBACK load_once(INIT_ONCE *unused, void *error, void **context)
{
    (void)unused;
    (void)context;
    *(int *)error = load();
    return *(int *)error == 0;
}

int qp__advapi_load(void)
{
    int error = 0;

    if (!InitOnceExecuteOnce(&once, load_once, &error, NULL)) {
        return error < 0 ? error : -ENOMEM;
    }
    return 0;
}
