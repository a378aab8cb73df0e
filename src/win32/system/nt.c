#include "win32/system/nt.h"

typedef void (*function)(void);

static const struct {
    const wchar_t *dll;
    const char *name;
} functions[] = {
#define ROW(dll, result, name, parameters) {L"" #dll L".dll", #name},
    QP__NT_FUNCTIONS(ROW)
#undef ROW
};

/* Several threads may look for one at the same time: they find the same. */
static function volatile found[QP__NT_COUNT];

void (*qp__nt_find(qp__nt_name name))(void)
{
    function known = found[name];
    HMODULE dll;

    if (known == NULL) {
        dll = GetModuleHandleW(functions[name].dll);
        known = dll == NULL ? NULL : (function)GetProcAddress(dll, functions[name].name);
        found[name] = known;
    }
    return known;
}

int qp__nt_is_exhausted(NTSTATUS status)
{
    return status == QP__STATUS_INSUFFICIENT_RESOURCES || status == QP__STATUS_NO_MEMORY;
}
