/*
 * Descriptors for handles that the library opened itself.
 */
#ifndef QP_WIN32_DESCRIPTORS_ADOPT_H
#define QP_WIN32_DESCRIPTORS_ADOPT_H

#include "win32/system/win.h"

/*
 * Makes a descriptor of `handle`, which belongs to it from then on. `flags`: _O_RDONLY, _O_APPEND,
 * _O_TEXT. The descriptor; -EMFILE, and the handle is still the caller's.
 */
int qp__fd_adopt(HANDLE handle, int flags);

#endif
