#include "imports.h"

static void *at(HMODULE module, size_t offset)
{
    return (char *)module + offset;
}

static int is_code(FARPROC function)
{
    MEMORY_BASIC_INFORMATION memory;

    /* NOLINTNEXTLINE(performance-no-int-to-ptr): a function as an address */
    return VirtualQuery((void *)(UINT_PTR)function, &memory, sizeof(memory)) == sizeof(memory) &&
           (memory.Protect & (PAGE_EXECUTE | PAGE_EXECUTE_READ | PAGE_EXECUTE_READWRITE |
                              PAGE_EXECUTE_WRITECOPY)) != 0;
}

static void visit_dll(HMODULE module, const IMAGE_IMPORT_DESCRIPTOR *dll, imports_visitor *visit,
                      void *opaque)
{
    const IMAGE_THUNK_DATA *name = at(module, dll->OriginalFirstThunk);
    FARPROC *slot = at(module, dll->FirstThunk);

    for (; name->u1.AddressOfData != 0; name++, slot++) {
        const IMAGE_IMPORT_BY_NAME *by_name = at(module, (size_t)name->u1.AddressOfData);
        int has_name = !IMAGE_SNAP_BY_ORDINAL(name->u1.Ordinal);
        if (is_code(*slot)) {
            visit(slot, at(module, dll->Name), has_name ? by_name->Name : NULL, opaque);
        }
    }
}

void imports_visit(HMODULE module, imports_visitor *visit, void *opaque)
{
    const IMAGE_DOS_HEADER *dos = at(module, 0);
    const IMAGE_NT_HEADERS *nt = at(module, (size_t)dos->e_lfanew);
    const IMAGE_DATA_DIRECTORY *imports =
        &nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
    const IMAGE_IMPORT_DESCRIPTOR *dll;

    if (imports->VirtualAddress == 0) {
        return;
    }
    for (dll = at(module, imports->VirtualAddress); dll->Name != 0; dll++) {
        visit_dll(module, dll, visit, opaque);
    }
}

BOOL imports_replace(FARPROC *slot, FARPROC function)
{
    DWORD protection;

    if (!VirtualProtect(slot, sizeof(*slot), PAGE_READWRITE, &protection)) {
        return FALSE;
    }
    *slot = function;
    return VirtualProtect(slot, sizeof(*slot), protection, &protection);
}
