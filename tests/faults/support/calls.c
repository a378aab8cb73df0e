#include "calls.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

/* Not msvcrt.dll; Visual C++ has no other. */
#if defined(_UCRT) || defined(_MSC_VER)
#define UNIVERSAL_RUNTIME
#endif

/* clang-format off */
#define FAILS(name, result, win_error, crt_errno, expected) \
    {#name, (uintptr_t)(result), NULL, CALL_FAILS, win_error, crt_errno, expected},
#define MAY_FAIL(name, result, win_error, expected, why) \
    {#name, (uintptr_t)(result), why, CALL_FAILS, win_error, 0, expected},
#define MAY_FAIL_ERRNO(name, result, crt_errno, why) \
    {#name, (uintptr_t)(result), why, CALL_FAILS, 0, crt_errno, crt_errno},
#define SAYS_IT_FAILED(name, result, win_error, crt_errno, expected, why) \
    {#name, (uintptr_t)(result), why, CALL_FAILS_AFTERWARDS, win_error, crt_errno, expected},
#define NEVER(name, why)     {#name, 0, why, CALL_NEVER, 0, 0, 0},
#define ELSEWHERE(name, why) {#name, 0, why, CALL_ELSEWHERE, 0, 0, 0},
/* The usual: FALSE or NULL, and the system has no memory left. */
#define NO_MEMORY(name)           FAILS(name, 0, ERROR_NO_SYSTEM_RESOURCES, 0, ENOMEM)
#define MAY_LACK_MEMORY(name, why) MAY_FAIL(name, 0, ERROR_NO_SYSTEM_RESOURCES, ENOMEM, why)

#define IS_OURS    "what it is given is open, and this process's own"
#define IS_MEMORY  "it reads or writes this process's own memory and nothing else"
#define IS_LOCK    "it returns nothing"
#define IS_RUNTIME "the compiler's runtime calls it, while a process starts or ends"
#define REFINES    "what is looked up only makes something better where it exists"
#define ACL_BUILT  "the lists are large enough, and their entries the system's own"

#define STATUS_NO_RESOURCES 0xC000009Aul /* STATUS_INSUFFICIENT_RESOURCES */

static const call_row rows[] = {
    /* ---- kernel32 ---- */
    NEVER(AcquireSRWLockExclusive, IS_LOCK)
    NEVER(AcquireSRWLockShared, IS_LOCK)
    SAYS_IT_FAILED(CancelIo, FALSE, ERROR_NOT_FOUND, 0, 0, "what it was to cancel has ended just before")
    SAYS_IT_FAILED(CancelIoEx, FALSE, ERROR_NOT_FOUND, 0, 0, "what it was to cancel has ended just before")
    MAY_FAIL(CancelSynchronousIo, FALSE, ERROR_NOT_FOUND, 0, "it comes too early, and is repeated")
    ELSEWHERE(AttachConsole, "in the helper")
    NEVER(CloseHandle, IS_OURS)
    NEVER(CloseThreadpoolTimer, IS_OURS)
    NEVER(CloseThreadpoolWork, IS_OURS)
    NEVER(CompareStringOrdinal, "only for arguments that it is never given")
    MAY_LACK_MEMORY(ConnectNamedPipe, "the pipe rests, and is offered again a second later")
    NO_MEMORY(CreateEventW)
    FAILS(CreateFileW, INVALID_HANDLE_VALUE, ERROR_NO_SYSTEM_RESOURCES, 0, ENOMEM)
    NO_MEMORY(CreateIoCompletionPort)
    NO_MEMORY(CreateJobObjectW)
    FAILS(CreateNamedPipeW, INVALID_HANDLE_VALUE, ERROR_NO_SYSTEM_RESOURCES, 0, ENOMEM)
    NO_MEMORY(CreatePipe)
    FAILS(CreateProcessW, FALSE, ERROR_COMMITMENT_LIMIT, 0, ENOMEM)
    FAILS(CreateThread, NULL, ERROR_NOT_ENOUGH_MEMORY, 0, ENOMEM)
    NO_MEMORY(CreateThreadpoolTimer)
    NO_MEMORY(CreateThreadpoolWork)
    NEVER(DeleteProcThreadAttributeList, IS_MEMORY)
    NEVER(DisconnectNamedPipe, IS_OURS)
    NO_MEMORY(DuplicateHandle)
    NEVER(FindClose, IS_OURS)
    MAY_FAIL(FindFirstFileExW, INVALID_HANDLE_VALUE, ERROR_NO_SYSTEM_RESOURCES, ENOMEM,
             "it saves the search of a directory that holds none of the names; then each is looked for")
    FAILS(FindFirstFileW, INVALID_HANDLE_VALUE, ERROR_NO_SYSTEM_RESOURCES, 0, ENOMEM)
    NO_MEMORY(FindNextFileW)
    ELSEWHERE(ExitProcess, "in the helper")
    FAILS(FormatMessageW, 0, ERROR_NOT_ENOUGH_MEMORY, 0, ENOMEM)
    NEVER(FreeEnvironmentStringsW, IS_OURS)
    /* Not under Wine, whose list of a console's processes lacks the others. */
    NO_MEMORY(GenerateConsoleCtrlEvent)
    MAY_FAIL(GetConsoleCP, 0, ERROR_INVALID_HANDLE, 0, "then there is no console")
    NO_MEMORY(GetConsoleMode)
    MAY_FAIL(GetConsoleOutputCP, 0, ERROR_INVALID_HANDLE, 0, "then there is no console")
    NO_MEMORY(GetConsoleProcessList)
    MAY_LACK_MEMORY(GetConsoleScreenBufferInfo, "a line that was left is shown again")
    NO_MEMORY(GetCurrentDirectoryW)
    NEVER(GetCurrentProcess, IS_MEMORY)
    NEVER(GetCurrentProcessId, IS_MEMORY)
    NEVER(GetCurrentThread, IS_MEMORY)
    NEVER(GetCurrentThreadId, IS_MEMORY)
    NEVER(GetCurrentThreadStackLimits, IS_MEMORY)
    FAILS(GetEnvironmentStringsW, NULL, ERROR_NOT_ENOUGH_MEMORY, 0, ENOMEM)
    FAILS(GetEnvironmentVariableW, 0, ERROR_NOT_ENOUGH_MEMORY, 0, ENOMEM)
    NO_MEMORY(GetExitCodeProcess)
    FAILS(GetFileAttributesW, INVALID_FILE_ATTRIBUTES, ERROR_NO_SYSTEM_RESOURCES, 0, ENOMEM)
    NO_MEMORY(GetFileType)
    NO_MEMORY(GetFullPathNameW)
    NEVER(GetLastError, IS_MEMORY)
    ELSEWHERE(GetLocaleInfoW, "asked where the registry does not say the code page")
    NEVER(GetStartupInfoW, IS_MEMORY)
    MAY_LACK_MEMORY(GetModuleFileNameW, "the next way of asking follows")
    MAY_FAIL(GetModuleHandleExW, FALSE, ERROR_MOD_NOT_FOUND, 0, "then there is no helper; a later thread keeps the DLL")
    MAY_FAIL(GetModuleHandleW, NULL, ERROR_MOD_NOT_FOUND, ENOSYS, REFINES)
    ELSEWHERE(GetNamedPipeHandleStateW, "asked when nothing could be written, and no error said why")
    NO_MEMORY(GetNamedPipeServerProcessId)
    SAYS_IT_FAILED(GetOverlappedResult, FALSE, ERROR_PIPE_NOT_CONNECTED, 0, EPIPE,
                   "a conversation that went wrong begins anew; the signal may come twice")
    MAY_FAIL(GetProcAddress, NULL, ERROR_PROC_NOT_FOUND, ENOSYS, REFINES)
    NO_MEMORY(GetProcessId)
    MAY_LACK_MEMORY(GetProcessIoCounters, "a run then says that it has no usage")
    MAY_LACK_MEMORY(GetProcessTimes, "a child whose end has no time has ended now")
    MAY_FAIL(GetQueuedCompletionStatusEx, FALSE, ERROR_NO_SYSTEM_RESOURCES, ENOMEM, "whoever waits does it once more")
    NO_MEMORY(GetSystemDirectoryW)
    NEVER(GetSystemTimeAsFileTime, IS_MEMORY)
    NEVER(GetTickCount64, IS_MEMORY)
    NO_MEMORY(InitOnceExecuteOnce)
    FAILS(InitializeProcThreadAttributeList, FALSE, ERROR_NOT_ENOUGH_MEMORY, 0, ENOMEM)
    MAY_FAIL(IsValidCodePage, FALSE, 0, 0, "then the locale says it")
    MAY_LACK_MEMORY(K32GetProcessMemoryInfo, "a run then says that it has no usage")
    NO_MEMORY(IsProcessInJob)
    FAILS(LoadLibraryExW, NULL, ERROR_NOT_ENOUGH_MEMORY, 0, ENOMEM)
    NO_MEMORY(MultiByteToWideChar)
    NO_MEMORY(OpenProcess)
    NO_MEMORY(OpenThread)
    MAY_LACK_MEMORY(PeekConsoleInputW, "the thread of the watch looks again")
    NO_MEMORY(PeekNamedPipe)
    MAY_FAIL(PostQueuedCompletionStatus, FALSE, ERROR_NO_SYSTEM_RESOURCES, ENOMEM, "it is repeated")
    MAY_LACK_MEMORY(ProcessIdToSessionId, "then it is no service, and has a window")
    MAY_LACK_MEMORY(QueryInformationJobObject, "a group that cannot be asked is kept for a while longer")
    NO_MEMORY(QueryFullProcessImageNameW)
    NEVER(QueryPerformanceCounter, IS_MEMORY)
    NEVER(QueryPerformanceFrequency, IS_MEMORY)
    MAY_LACK_MEMORY(ReadConsoleInputW, "the thread of the watch looks again")
    NO_MEMORY(RegisterWaitForSingleObject)
    NO_MEMORY(ReadConsoleW)
    NO_MEMORY(ReadFile)
    NEVER(ReleaseSRWLockExclusive, IS_LOCK)
    NEVER(ReleaseSRWLockShared, IS_LOCK)
    NEVER(ResetEvent, IS_OURS)
    NEVER(ResumeThread, "it takes back what SuspendThread has done just before")
    NO_MEMORY(SetConsoleCtrlHandler)
    NEVER(SetEvent, IS_OURS)
    MAY_LACK_MEMORY(SetFileCompletionNotificationModes, "then what ends at once arrives at the port")
    MAY_LACK_MEMORY(SetHandleInformation, "children of the library inherit what is in their list, and nothing else")
    NO_MEMORY(SetInformationJobObject)
    NEVER(SetLastError, IS_MEMORY)
    NEVER(SetStdHandle, IS_MEMORY)
    NEVER(SetThreadpoolTimer, IS_LOCK)
    NEVER(Sleep, IS_LOCK)
    MAY_FAIL(SleepConditionVariableSRW, FALSE, ERROR_TIMEOUT, 0, "it may return for no reason")
    NEVER(SubmitThreadpoolWork, IS_LOCK)
    MAY_FAIL(SuspendThread, (DWORD)-1, ERROR_ACCESS_DENIED, 0, "then the thread does not tell whether it runs")
    NO_MEMORY(TerminateJobObject)
    NO_MEMORY(TerminateProcess)
    MAY_FAIL(TrySubmitThreadpoolCallback, FALSE, ERROR_NOT_ENOUGH_MEMORY, ENOMEM, "it is repeated")
    NEVER(UnregisterWaitEx, IS_OURS)
    NO_MEMORY(UpdateProcThreadAttribute)
    MAY_LACK_MEMORY(VirtualAlloc, "it gives back memory that nobody uses")
    MAY_FAIL(WaitForMultipleObjects, WAIT_FAILED, ERROR_NO_SYSTEM_RESOURCES, ENOMEM, "a thread that waits does it once more")
    FAILS(WaitForSingleObject, WAIT_FAILED, ERROR_NO_SYSTEM_RESOURCES, 0, ENOMEM)
    NEVER(WaitForThreadpoolTimerCallbacks, IS_LOCK)
    NEVER(WakeAllConditionVariable, IS_LOCK)
    NEVER(WakeConditionVariable, IS_LOCK)
    NO_MEMORY(WideCharToMultiByte)
    MAY_LACK_MEMORY(WriteConsoleInputW, "the read of a line is told to end once more")
    MAY_LACK_MEMORY(WriteConsoleW, "a line that was left is not shown again")
    NO_MEMORY(WriteFile)

    /* ---- the C runtime ---- */
    NEVER(__doserrno, IS_MEMORY)
    NEVER(__iob_func, IS_MEMORY)
    SAYS_IT_FAILED(_close, -1, 0, EBADF, EBADF, "what is being cleared away")
    FAILS(_dup2, -1, 0, ENOMEM, ENOMEM)
    NEVER(_errno, IS_MEMORY)
    NEVER(_fileno, IS_MEMORY)
    MAY_FAIL_ERRNO(_get_osfhandle, -1, EBADF, "then it is not open: for a default one of a child, NUL stands in")
    NEVER(_isatty, IS_MEMORY)
    FAILS(_open_osfhandle, -1, 0, EMFILE, EMFILE)
    FAILS(_read, -1, 0, EIO, EIO)
    NEVER(_snwprintf, "its buffer is large enough")
    FAILS(_write, -1, 0, EIO, EIO)
    FAILS(_wsopen_s, EMFILE, 0, EMFILE, EMFILE)
    NEVER(clearerr, IS_MEMORY)
    FAILS(calloc, NULL, 0, ENOMEM, ENOMEM)
    NEVER(free, IS_MEMORY)
    FAILS(malloc, NULL, 0, ENOMEM, ENOMEM)
    NEVER(memchr, IS_MEMORY)
    NEVER(memcmp, IS_MEMORY)
    NEVER(memcpy, IS_MEMORY)
    NEVER(memmove, IS_MEMORY)
    NEVER(memset, IS_MEMORY)
    FAILS(realloc, NULL, 0, ENOMEM, ENOMEM)
    NEVER(strchr, IS_MEMORY)
    NEVER(strlen, IS_MEMORY)
    NEVER(strncmp, IS_MEMORY)
    NEVER(wcschr, IS_MEMORY)
    NEVER(wcscat, IS_MEMORY)
    NEVER(wcscmp, IS_MEMORY)
    NEVER(wcslen, IS_MEMORY)
    NEVER(wcsncmp, IS_MEMORY)
    NEVER(wcsrchr, IS_MEMORY)
    NEVER(wcstoul, IS_MEMORY)

    /* ---- the same in the Universal C runtime ---- */
    NEVER(__acrt_iob_func, IS_MEMORY)
    NEVER(__stdio_common_vswprintf, "its buffer is large enough")
    FAILS(_register_onexit_function, -1, 0, 0, ENOMEM) /* atexit, in a DLL */
    NEVER(_set_thread_local_invalid_parameter_handler, IS_MEMORY)

    /* ---- what the compiler's runtime brings along ---- */
    ELSEWHERE(CreateSemaphoreW, IS_RUNTIME)
    ELSEWHERE(DeleteCriticalSection, IS_RUNTIME)
    NEVER(EnterCriticalSection, IS_LOCK)
    ELSEWHERE(InitializeCriticalSection, IS_RUNTIME)
    ELSEWHERE(IsDBCSLeadByteEx, IS_RUNTIME)
    NEVER(LeaveCriticalSection, IS_LOCK)
#ifndef UNIVERSAL_RUNTIME
    /* In rand_s, which is MinGW's own for msvcrt.dll. */
    FAILS(LoadLibraryW, NULL, ERROR_NOT_ENOUGH_MEMORY, 0, EIO)
#endif
    ELSEWHERE(ReleaseSemaphore, IS_RUNTIME)
    ELSEWHERE(TlsAlloc, IS_RUNTIME)
    ELSEWHERE(TlsGetValue, IS_RUNTIME)
    ELSEWHERE(TlsSetValue, IS_RUNTIME)
    ELSEWHERE(VirtualProtect, IS_RUNTIME)
    ELSEWHERE(VirtualQuery, IS_RUNTIME)
    ELSEWHERE(___lc_codepage_func, IS_RUNTIME)
    ELSEWHERE(___mb_cur_max_func, IS_RUNTIME)
    ELSEWHERE(_amsg_exit, IS_RUNTIME)
    ELSEWHERE(_initterm, IS_RUNTIME)
    NEVER(_lock, IS_LOCK)
    NEVER(_unlock, IS_LOCK)
    ELSEWHERE(abort, IS_RUNTIME)
    ELSEWHERE(fputc, IS_RUNTIME)
    ELSEWHERE(fwrite, IS_RUNTIME)
    ELSEWHERE(localeconv, IS_RUNTIME)
    ELSEWHERE(strerror, IS_RUNTIME)
    ELSEWHERE(vfprintf, IS_RUNTIME)
    /* MinGW for the Universal C runtime */
    ELSEWHERE(__p___argc, IS_RUNTIME)
    ELSEWHERE(__p___argv, IS_RUNTIME)
    ELSEWHERE(__p___wargv, IS_RUNTIME)
    ELSEWHERE(__p__environ, IS_RUNTIME)
    ELSEWHERE(__p__wenviron, IS_RUNTIME)
    ELSEWHERE(__stdio_common_vfprintf, IS_RUNTIME)
    ELSEWHERE(__stdio_common_vfwprintf, IS_RUNTIME)
    ELSEWHERE(_configure_narrow_argv, IS_RUNTIME)
    ELSEWHERE(_configure_wide_argv, IS_RUNTIME)
    ELSEWHERE(_crt_at_quick_exit, IS_RUNTIME)
    ELSEWHERE(_crt_atexit, IS_RUNTIME)
    ELSEWHERE(_execute_onexit_table, IS_RUNTIME)
    ELSEWHERE(_exit, IS_RUNTIME)
    ELSEWHERE(_initialize_narrow_environment, IS_RUNTIME)
    ELSEWHERE(_initialize_onexit_table, IS_RUNTIME)
    ELSEWHERE(_initialize_wide_environment, IS_RUNTIME)
    ELSEWHERE(_set_new_mode, IS_RUNTIME)
    ELSEWHERE(__daylight, IS_RUNTIME)
    ELSEWHERE(__timezone, IS_RUNTIME)
    ELSEWHERE(__tzname, IS_RUNTIME)
    ELSEWHERE(_tzset, IS_RUNTIME)
    ELSEWHERE(freopen_s, IS_RUNTIME)
    /* Visual C++ */
    ELSEWHERE(InitializeSListHead, IS_RUNTIME)
    ELSEWHERE(IsDebuggerPresent, IS_RUNTIME)
    ELSEWHERE(IsProcessorFeaturePresent, IS_RUNTIME)
    ELSEWHERE(RtlCaptureContext, IS_RUNTIME)
    ELSEWHERE(RtlLookupFunctionEntry, IS_RUNTIME)
    ELSEWHERE(RtlVirtualUnwind, IS_RUNTIME)
    ELSEWHERE(SetUnhandledExceptionFilter, IS_RUNTIME)
    ELSEWHERE(UnhandledExceptionFilter, IS_RUNTIME)
    ELSEWHERE(__C_specific_handler, IS_RUNTIME)
    ELSEWHERE(__std_type_info_destroy_list, IS_RUNTIME)
    ELSEWHERE(_cexit, IS_RUNTIME)
    ELSEWHERE(_initterm_e, IS_RUNTIME)
    ELSEWHERE(_seh_filter_dll, IS_RUNTIME)

    /* ---- looked up by name: ntdll, kernelbase ---- */
    MAY_FAIL(CompareObjectHandles, FALSE, ERROR_NOT_SAME_DEVICE, 0, "then they are different files")
    MAY_FAIL(NtAssociateWaitCompletionPacket, STATUS_NO_RESOURCES, 0, 0, "it is repeated")
    FAILS(NtCreateNamedPipeFile, STATUS_NO_RESOURCES, 0, 0, ENOMEM)
    FAILS(NtCreateWaitCompletionPacket, STATUS_NO_RESOURCES, 0, 0, ENOMEM)
    FAILS(NtOpenFile, STATUS_NO_RESOURCES, 0, 0, ENOMEM)
    FAILS(NtQueryInformationFile, STATUS_NO_RESOURCES, 0, 0, ENOMEM)
    FAILS(NtQueryInformationProcess, STATUS_NO_RESOURCES, 0, 0, ENOMEM)
    FAILS(NtQuerySystemInformation, STATUS_NO_RESOURCES, 0, 0, ENOMEM)
    FAILS(NtQueryObject, STATUS_NO_RESOURCES, 0, 0, ENOMEM)
    FAILS(NtResumeProcess, STATUS_NO_RESOURCES, 0, 0, ENOMEM)
    FAILS(NtSuspendProcess, STATUS_NO_RESOURCES, 0, 0, ENOMEM)
    NEVER(RtlDllShutdownInProgress, IS_MEMORY)
    NEVER(RtlGetCurrentPeb, IS_MEMORY)
    NEVER(RtlNtStatusToDosError, IS_MEMORY)
    NEVER(wine_get_version, IS_MEMORY)

    /* ---- advapi32 ---- */
    NO_MEMORY(AddAccessAllowedAce)
    NO_MEMORY(AddAccessDeniedAce)
    NO_MEMORY(AddMandatoryAce)
    NO_MEMORY(CreateWellKnownSid)
    NO_MEMORY(GetAce)
    NO_MEMORY(GetKernelObjectSecurity)
    NO_MEMORY(GetSecurityDescriptorDacl)
    NO_MEMORY(GetTokenInformation)
    NO_MEMORY(InitializeAcl)
    NO_MEMORY(InitializeSecurityDescriptor)
    NO_MEMORY(OpenProcessToken)
    MAY_FAIL(RegGetValueW, ERROR_NO_SYSTEM_RESOURCES, 0, 0, "then the locale says it")
    NO_MEMORY(SetSecurityDescriptorDacl)
    NO_MEMORY(SetSecurityDescriptorSacl)
    FAILS(rand_s, EINVAL, 0, 0, EIO)
#ifndef UNIVERSAL_RUNTIME
    FAILS(SystemFunction036, FALSE, 0, 0, EIO)
#endif

    /* ---- user32, in a program with windows ---- */
    NO_MEMORY(RegisterClassW)
    NO_MEMORY(CreateWindowExW)
    MAY_FAIL(GetMessageW, -1, ERROR_NOT_ENOUGH_MEMORY, 0, "the thread of the window asks again")
    MAY_LACK_MEMORY(EnumWindows, "the next way of asking follows")
    NEVER(GetClassNameW, "a window without a name is no console's")
    NEVER(GetWindowThreadProcessId, IS_MEMORY)
    NEVER(IsWindowVisible, IS_MEMORY)
    MAY_LACK_MEMORY(PostMessageW, "the next way of asking follows")
    NEVER(DispatchMessageW, "what the window returns does not matter")
    NEVER(InSendMessageEx, IS_MEMORY)
    NEVER(DefWindowProcW, "what it returns is passed on")
};
/* clang-format on */

const call_row *calls_all(int *count)
{
    *count = (int)(sizeof(rows) / sizeof(rows[0]));
    return rows;
}

const call_row *calls_find(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}
