#include "win32/system/memory.h"

#include <psapi.h>

/* Documented to want PROCESS_VM_READ as well; the system asks for the right to query alone, which
 * it gives for programs of other users far more often. */
int qp__memory_peak(HANDLE process, uint64_t *bytes)
{
    PROCESS_MEMORY_COUNTERS counters;

    if (!K32GetProcessMemoryInfo(process, &counters, sizeof(counters))) {
        return qp__last_error();
    }
    *bytes = counters.PeakPagefileUsage;
    return 0;
}
