#include "win32/system/memory.h"

#include <psapi.h>

int qp__memory_peak(HANDLE process, uint64_t *bytes)
{
    PROCESS_MEMORY_COUNTERS counters;

    if (!K32GetProcessMemoryInfo(process, &counters, sizeof(counters))) {
        return qp__last_error();
    }
    *bytes = counters.PeakPagefileUsage;
    return 0;
}
