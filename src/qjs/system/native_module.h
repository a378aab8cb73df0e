/*
 * Loading native modules.
 */
#ifndef QP_QJS_SYSTEM_NATIVE_MODULE_H
#define QP_QJS_SYSTEM_NATIVE_MODULE_H

#include "win32/system/win.h"

/*
 * In place of LoadLibraryA, which takes UTF-8 from Windows 10 1903 on only. What the module needs
 * is looked up beside it, beside this program and in the system's folder, not in the current
 * directory and not in PATH: a DLL may be planted there. NULL with the last error.
 */
HMODULE qp__native_module_load(const char *name);

#endif
