/*
 * What processes used.
 */
#include "win32/processes/process.h"

#include "core/options.h"
#include "win32/system/memory.h"
#include "win32/system/process.h"

#include <errno.h>

/* A caller's struct has at least what the first version of it had. */
#define LEAST_USAGE sizeof(qp_usage)

#define UNITS_PER_MS 10000

static uint64_t now(void)
{
    FILETIME time;

    GetSystemTimeAsFileTime(&time);
    return (uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime;
}

/* Clocks may be set back. */
static uint64_t ms_between(uint64_t start, uint64_t end)
{
    return end > start ? (end - start) / UNITS_PER_MS : 0;
}

static int take_times(HANDLE process, qp_usage *usage)
{
    qp__process_times times;
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

static int take_usage(HANDLE process, qp_usage *usage)
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

int qp_process_usage(const qp_process *process, qp_usage *usage, size_t size)
{
    qp_usage taken = {0};
    int error;

    if (process == NULL || usage == NULL || size < LEAST_USAGE) {
        return -EINVAL;
    }
    error = take_usage(process->handle, &taken);
    if (error < 0) {
        return error;
    }
    qp__results_copy(usage, size, &taken, sizeof(taken));
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

/*
 * *usage is that of the process, which the tree used at least: what the system does not count for
 * the job stays that. (Wine 8 counts no times for a job.)
 */
static int add_job(HANDLE job, uint64_t start, qp_usage *usage)
{
    JOBOBJECT_BASIC_AND_IO_ACCOUNTING_INFORMATION counted = {0};
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION *basic = &counted.BasicInfo;
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    int error = query(job, JobObjectBasicAndIoAccountingInformation, &counted, sizeof(counted));

    if (error < 0) {
        return error;
    }
    error = query(job, JobObjectExtendedLimitInformation, &limits, sizeof(limits));
    if (error < 0) {
        return error;
    }
    if (basic->ActiveProcesses > 0) {
        usage->elapsed_ms = ms_between(start, now());
    }
    usage->user_ms = larger(usage->user_ms, (uint64_t)basic->TotalUserTime.QuadPart / UNITS_PER_MS);
    usage->system_ms =
        larger(usage->system_ms, (uint64_t)basic->TotalKernelTime.QuadPart / UNITS_PER_MS);
    usage->peak_bytes = larger(usage->peak_bytes, limits.PeakJobMemoryUsed);
    usage->read_bytes = larger(usage->read_bytes, counted.IoInfo.ReadTransferCount);
    usage->written_bytes = larger(usage->written_bytes, counted.IoInfo.WriteTransferCount);
    return 0;
}

int qp_process_tree_usage(const qp_process *process, qp_usage *usage, size_t size)
{
    qp_usage taken = {0};
    int error;

    if (process == NULL || usage == NULL || size < LEAST_USAGE) {
        return -EINVAL;
    }
    if (process->job == NULL) {
        return -ENOTSUP;
    }
    error = take_usage(process->handle, &taken);
    if (error < 0) {
        return error;
    }
    error = add_job(process->job, process->start, &taken);
    if (error < 0) {
        return error;
    }
    qp__results_copy(usage, size, &taken, sizeof(taken));
    return 0;
}
