#include "win32/system/advapi.h"

#include "win32/system/late.h"

struct qp__advapi qp__advapi;

/* In the order of the pointers. */
static const char *const names[] = {
#define NAME(name) #name,
    QP__ADVAPI_FUNCTIONS(NAME)
#undef NAME
};

#define NAME_COUNT (sizeof(names) / sizeof(names[0]))

_Static_assert(sizeof(qp__advapi) == NAME_COUNT * sizeof(FARPROC), "a pointer for each name");

static qp__late_dll dll = {L"advapi32.dll", names, NAME_COUNT, &qp__advapi, INIT_ONCE_STATIC_INIT};

int qp__advapi_load(void)
{
    return qp__late_load(&dll);
}
