/* What the Windows SDK and the Universal CRT declare and Wine 10's headers lack, for msvc-abi.sh.
 * It includes nothing: a file sees only the headers that it asks for. */
#ifndef QP_WINE_SHIM_H
#define QP_WINE_SHIM_H

#ifdef _WIN64
typedef unsigned long long qp__shim_pointer;
#else
typedef unsigned long qp__shim_pointer;
#endif

/* Members that the SDK gives other names. */
#define ThreadState dwThreadState
#define WaitReason  dwWaitReason

#define FILE_SKIP_COMPLETION_PORT_ON_SUCCESS 0x1
#define FILE_SKIP_SET_EVENT_ON_HANDLE        0x2
#define PIPE_REJECT_REMOTE_CLIENTS           0x00000008
#define PROTECTED_DACL_SECURITY_INFORMATION  0x80000000L

long long InterlockedExchange64(long long volatile *target, long long value);
void __stdcall GetCurrentThreadStackLimits(qp__shim_pointer *low, qp__shim_pointer *high);
int __stdcall GetProcessHandleCount(void *process, unsigned long *count);
int _wsopen_s(int *fd, const unsigned short *path, int flags, int sharing, int mode);
int _wputenv_s(const unsigned short *name, const unsigned short *value);

#endif
