#include "qjs/system/native_module.h"

#include "qjs/system/file_path.h"

HMODULE qp__native_module_load(const char *name)
{
    HMODULE module = NULL;
    qp__text path;
    DWORD error;

    qp__text_init(&path);
    if (qp__file_path_utf8(&path, name) < 0) {
        SetLastError(ERROR_MOD_NOT_FOUND);
    } else {
        module = LoadLibraryExW(
            path.units, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    }
    error = GetLastError();
    qp__text_dispose(&path);
    SetLastError(error);
    return module;
}
