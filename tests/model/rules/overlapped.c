/*
 * The OVERLAPPED and the buffer of an operation that is pending are the system's until the
 * operation has completed, after a cancel and after the close of its handle too: CancelIoEx only
 * asks. A program that frees them earlier, or uses the OVERLAPPED for another operation, has
 * memory written to that is another's by then. It has completed for the program when
 * GetOverlappedResult has said so, or when its packet was taken from the completion port.
 *
 * Microsoft: "Synchronous and Asynchronous I/O", "ReadFile" (the OVERLAPPED and the buffer must
 * remain valid for the duration of the operation), "CancelIoEx" (the application must not free or
 * reuse the OVERLAPPED structure until the operation has completed), "GetOverlappedResult".
 *
 * Wine cancels at once, so that nothing happens.
 */
#include "../model.h"

#define MOST_OPERATIONS 4096

MODEL_NEXT(ReadFile);
MODEL_NEXT(WriteFile);
MODEL_NEXT(ConnectNamedPipe);
MODEL_NEXT(GetOverlappedResult);
MODEL_NEXT(GetQueuedCompletionStatus);
MODEL_NEXT(GetQueuedCompletionStatusEx);
MODEL_NEXT(HeapFree);

typedef struct operation {
    const OVERLAPPED *overlapped; /* NULL: free */
    const char *buffer;
    size_t size;
} operation;

static SRWLOCK lock = SRWLOCK_INIT;
static operation operations[MOST_OPERATIONS];
static volatile LONG pending; /* at most so many from the beginning are in use */

/* ---- What is pending ---------------------------------------------------------------------- */

/* Under the lock. */
static operation *find(const OVERLAPPED *overlapped)
{
    LONG i;

    for (i = 0; i < pending; i++) {
        if (operations[i].overlapped == overlapped) {
            return &operations[i];
        }
    }
    return NULL;
}

/* Before it begins: it may complete on another thread before the call returns. */
static void begin(const char *function, const OVERLAPPED *overlapped, const void *buffer,
                  DWORD size)
{
    int again;

    AcquireSRWLockExclusive(&lock);
    again = find(overlapped) != NULL;
    if (!again && pending < MOST_OPERATIONS) {
        operations[pending++] = (operation){overlapped, buffer, size};
    }
    ReleaseSRWLockExclusive(&lock);
    if (again) {
        model_breach("overlapped", "%s with an OVERLAPPED that the system still uses", function);
    }
}

static void complete(const OVERLAPPED *overlapped)
{
    operation *one;

    AcquireSRWLockExclusive(&lock);
    one = overlapped == NULL ? NULL : find(overlapped);
    if (one != NULL) {
        *one = operations[--pending];
    }
    ReleaseSRWLockExclusive(&lock);
}

/* The last error is kept. At once, or refused: nothing is under way (a packet may be). */
static BOOL begun(BOOL result, const OVERLAPPED *overlapped)
{
    DWORD error = GetLastError();

    if (result || error != ERROR_IO_PENDING) {
        complete(overlapped);
    }
    SetLastError(error);
    return result;
}

static BOOL WINAPI read_file(HANDLE file, void *buffer, DWORD size, DWORD *read,
                             OVERLAPPED *overlapped)
{
    if (overlapped == NULL) {
        return next_ReadFile(file, buffer, size, read, NULL);
    }
    begin("ReadFile", overlapped, buffer, size);
    return begun(next_ReadFile(file, buffer, size, read, overlapped), overlapped);
}

static BOOL WINAPI write_file(HANDLE file, const void *buffer, DWORD size, DWORD *written,
                              OVERLAPPED *overlapped)
{
    if (overlapped == NULL) {
        return next_WriteFile(file, buffer, size, written, NULL);
    }
    begin("WriteFile", overlapped, buffer, size);
    return begun(next_WriteFile(file, buffer, size, written, overlapped), overlapped);
}

static BOOL WINAPI connect_pipe(HANDLE pipe, OVERLAPPED *overlapped)
{
    if (overlapped == NULL) {
        return next_ConnectNamedPipe(pipe, NULL);
    }
    begin("ConnectNamedPipe", overlapped, NULL, 0);
    return begun(next_ConnectNamedPipe(pipe, overlapped), overlapped);
}

/* ---- What has completed ------------------------------------------------------------------- */

static BOOL WINAPI get_result(HANDLE file, OVERLAPPED *overlapped, DWORD *size, BOOL wait)
{
    BOOL result = next_GetOverlappedResult(file, overlapped, size, wait);
    DWORD error = GetLastError();

    if (result || error != ERROR_IO_INCOMPLETE) {
        complete(overlapped);
    }
    SetLastError(error);
    return result;
}

static BOOL WINAPI get_packet(HANDLE port, DWORD *size, ULONG_PTR *key, OVERLAPPED **overlapped,
                              DWORD timeout_ms)
{
    BOOL result = next_GetQueuedCompletionStatus(port, size, key, overlapped, timeout_ms);
    DWORD error = GetLastError();

    complete(*overlapped);
    SetLastError(error);
    return result;
}

static BOOL WINAPI get_packets(HANDLE port, OVERLAPPED_ENTRY *entries, ULONG most, ULONG *count,
                               DWORD timeout_ms, BOOL alertable)
{
    BOOL result =
        next_GetQueuedCompletionStatusEx(port, entries, most, count, timeout_ms, alertable);
    DWORD error = GetLastError();
    ULONG i;

    for (i = 0; result && i < *count; i++) {
        complete(entries[i].lpOverlapped);
    }
    SetLastError(error);
    return result;
}

/* ---- What is freed ------------------------------------------------------------------------ */

static int overlaps(const char *block, size_t size, const void *used, size_t used_size)
{
    return used != NULL && (const char *)used < block + size &&
           block < (const char *)used + used_size;
}

static int is_in_use(const char *block, size_t size)
{
    int found = 0;
    LONG i;

    AcquireSRWLockShared(&lock);
    for (i = 0; i < pending && !found; i++) {
        found = overlaps(block, size, operations[i].overlapped, sizeof(OVERLAPPED)) ||
                overlaps(block, size, operations[i].buffer, operations[i].size);
    }
    ReleaseSRWLockShared(&lock);
    return found;
}

static BOOL WINAPI heap_free(HANDLE heap, DWORD flags, void *block)
{
    if (block != NULL && pending > 0 && !model_is_ending()) {
        SIZE_T size = HeapSize(heap, flags, block);
        if (size != (SIZE_T)-1 && is_in_use(block, size)) {
            model_breach("overlapped", "memory is freed that the system still uses");
        }
    }
    return next_HeapFree(heap, flags, block);
}

static const model_function functions[] = {
    MODEL_INSTEAD(ReadFile, read_file),
    MODEL_INSTEAD(WriteFile, write_file),
    MODEL_INSTEAD(ConnectNamedPipe, connect_pipe),
    MODEL_INSTEAD(GetOverlappedResult, get_result),
    MODEL_INSTEAD(GetQueuedCompletionStatus, get_packet),
    MODEL_INSTEAD(GetQueuedCompletionStatusEx, get_packets),
    MODEL_INSTEAD(HeapFree, heap_free),
    MODEL_END,
};

const model_rule rule_overlapped = {"overlapped", functions, NULL, NULL};
