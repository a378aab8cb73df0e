/*
 * The memory of a process.
 */
#ifndef QP_WIN32_SYSTEM_MEMORY_H
#define QP_WIN32_SYSTEM_MEMORY_H

#include "win32/system/win.h"

#include <stdint.h>

/* The most that was committed for it alone at one time, also after its end. 0 or -errno.
 * K32GetProcessMemoryInfo. */
int qp__memory_peak(HANDLE process, uint64_t *bytes);

#endif
