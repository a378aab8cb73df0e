#include "exports.h"

#include <stdio.h>
#include <string.h>

static const void *at(HMODULE module, DWORD offset)
{
    return (const char *)module + offset;
}

static DWORD directory(HMODULE module, int which)
{
    const IMAGE_DOS_HEADER *dos = at(module, 0);
    const IMAGE_NT_HEADERS *nt = at(module, (DWORD)dos->e_lfanew);

    return nt->OptionalHeader.DataDirectory[which].VirtualAddress;
}

static int is_among(const IMAGE_IMPORT_DESCRIPTOR *dll, HMODULE program, const char *function)
{
    const IMAGE_THUNK_DATA *name = at(program, dll->OriginalFirstThunk);

    for (; name->u1.AddressOfData != 0; name++) {
        const IMAGE_IMPORT_BY_NAME *by_name = at(program, (DWORD)name->u1.AddressOfData);
        if (!IMAGE_SNAP_BY_ORDINAL(name->u1.Ordinal) && strcmp(by_name->Name, function) == 0) {
            return 1;
        }
    }
    return 0;
}

static int imports(HMODULE program, const char *function)
{
    const IMAGE_IMPORT_DESCRIPTOR *dll =
        at(program, directory(program, IMAGE_DIRECTORY_ENTRY_IMPORT));

    for (; dll->Name != 0; dll++) {
        if (is_among(dll, program, function)) {
            return 1;
        }
    }
    return 0;
}

unsigned exports_missing(HMODULE library)
{
    HMODULE program = GetModuleHandleW(NULL);
    const IMAGE_EXPORT_DIRECTORY *exported =
        at(library, directory(library, IMAGE_DIRECTORY_ENTRY_EXPORT));
    const DWORD *names = at(library, exported->AddressOfNames);
    unsigned missing = 0;
    DWORD i;

    for (i = 0; i < exported->NumberOfNames; i++) {
        const char *name = at(library, names[i]);
        if (!imports(program, name)) {
            printf("FAILED: no scenario calls %s\n", name);
            missing++;
        }
    }
    return missing;
}
