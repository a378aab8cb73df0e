#include "win32/system/user.h"

#include "win32/system/late.h"

struct qp__user qp__user;

/* In the order of the pointers. */
static const char *const names[] = {
#define NAME(name) #name,
    QP__USER_FUNCTIONS(NAME)
#undef NAME
};

#define NAME_COUNT (sizeof(names) / sizeof(names[0]))

_Static_assert(sizeof(qp__user) == NAME_COUNT * sizeof(FARPROC), "a pointer for each name");

static qp__late_dll dll = {L"user32.dll", names, NAME_COUNT, &qp__user, INIT_ONCE_STATIC_INIT};

int qp__user_load(void)
{
    return qp__late_load(&dll);
}
