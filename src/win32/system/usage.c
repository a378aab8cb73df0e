#include "win32/system/usage.h"

#include "win32/system/memory.h"
#include "win32/system/process.h"

#define UNITS_PER_MS 10000

static uint64_t number_of(FILETIME time)
{
    return (uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime;
}

static uint64_t now(void)
{
    FILETIME time;

    GetSystemTimeAsFileTime(&time);
    return number_of(time);
}

/* Clocks may be set back. */
static uint64_t ms_between(uint64_t start, uint64_t end)
{
    return end > start ? (end - start) / UNITS_PER_MS : 0;
}

int qp__process_times_of(HANDLE process, qp__process_times *times)
{
    FILETIME start;
    FILETIME end;
    FILETIME system;
    FILETIME user;

    if (!GetProcessTimes(process, &start, &end, &system, &user)) {
        return qp__last_error();
    }
    times->start = number_of(start);
    times->end = number_of(end);
    times->system = number_of(system);
    times->user = number_of(user);
    return 0;
}

uint64_t qp__process_age_ms(HANDLE process)
{
    qp__process_times times = {0};

    return qp__process_times_of(process, &times) == 0 ? ms_between(times.start, now()) : 0;
}

static int take_times(HANDLE process, qp_usage *usage)
{
    qp__process_times times = {0};
    int ended = qp__process_has_ended(process);
    int error;

    if (ended < 0) {
        return ended;
    }
    error = qp__process_times_of(process, &times);
    if (error < 0) {
        return error;
    }
    usage->elapsed_ms = ms_between(times.start, ended ? times.end : now());
    usage->user_ms = times.user / UNITS_PER_MS;
    usage->system_ms = times.system / UNITS_PER_MS;
    return 0;
}

int qp__usage_of(HANDLE process, qp_usage *usage)
{
    IO_COUNTERS io;
    int error = take_times(process, usage);

    if (error < 0) {
        return error;
    }
    error = qp__memory_peak(process, &usage->peak_bytes);
    if (error < 0) {
        return error;
    }
    if (!GetProcessIoCounters(process, &io)) {
        return qp__last_error();
    }
    usage->read_bytes = io.ReadTransferCount;
    usage->written_bytes = io.WriteTransferCount;
    return 0;
}

/* ---- Trees -------------------------------------------------------------------------------- */

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static int query(HANDLE job, JOBOBJECTINFOCLASS class, void *information, DWORD bytes)
{
    int error;

    if (QueryInformationJobObject(job, class, information, bytes, NULL)) {
        return 0;
    }
    error = qp__last_error();
    /* Wine 8 counts neither the bytes of a job nor its memory. */
    return qp__is_exhausted(error) ? error : 0;
}

/* Others of the job may go on after the process. */
static int add_elapsed(HANDLE process, qp_usage *tree)
{
    qp__process_times times = {0};
    int error = qp__process_times_of(process, &times);

    if (error == 0) {
        tree->elapsed_ms = ms_between(times.start, now());
    }
    return error;
}

int qp__usage_of_tree(HANDLE process, HANDLE job, const qp_usage *own, qp_usage *tree)
{
    JOBOBJECT_BASIC_AND_IO_ACCOUNTING_INFORMATION counted = {0};
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION *basic = &counted.BasicInfo;
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    int error = query(job, JobObjectBasicAndIoAccountingInformation, &counted, sizeof(counted));

    *tree = *own;
    if (error < 0) {
        return error;
    }
    error = query(job, JobObjectExtendedLimitInformation, &limits, sizeof(limits));
    if (error < 0) {
        return error;
    }
    if (basic->ActiveProcesses > 0) {
        error = add_elapsed(process, tree);
    }
    /* Wine 8 counts no times for a job. */
    tree->user_ms = larger(own->user_ms, (uint64_t)basic->TotalUserTime.QuadPart / UNITS_PER_MS);
    tree->system_ms =
        larger(own->system_ms, (uint64_t)basic->TotalKernelTime.QuadPart / UNITS_PER_MS);
    tree->peak_bytes = larger(own->peak_bytes, limits.PeakJobMemoryUsed);
    tree->read_bytes = larger(own->read_bytes, counted.IoInfo.ReadTransferCount);
    tree->written_bytes = larger(own->written_bytes, counted.IoInfo.WriteTransferCount);
    return error;
}
