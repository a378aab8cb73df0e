/*
 * Win32 error codes to the C runtime's errno.
 */
#ifndef QP_CORE_WIN_ERROR_H
#define QP_CORE_WIN_ERROR_H

#include <stdint.h>

/*
 * X(name without ERROR_, number, errno): one row per code, in the order of the numbers, which are
 * checked against the SDK where it is included. What process, pipe, file and handle calls can
 * produce, as a POSIX program expects it. Where a call knows better (FILENAME_EXCED_RANGE for a
 * command line: E2BIG), it overrides the row.
 */
/* clang-format off */
#define QP__WIN_ERRORS(X)                   \
    X(INVALID_FUNCTION, 1, EINVAL)          \
    X(FILE_NOT_FOUND, 2, ENOENT)            \
    X(PATH_NOT_FOUND, 3, ENOENT)            \
    X(TOO_MANY_OPEN_FILES, 4, EMFILE)       \
    X(ACCESS_DENIED, 5, EACCES)             \
    X(INVALID_HANDLE, 6, EBADF)             \
    X(ARENA_TRASHED, 7, ENOMEM)             \
    X(NOT_ENOUGH_MEMORY, 8, ENOMEM)         \
    X(INVALID_BLOCK, 9, ENOMEM)             \
    X(BAD_ENVIRONMENT, 10, E2BIG)           \
    X(BAD_FORMAT, 11, ENOEXEC)              \
    X(INVALID_ACCESS, 12, EINVAL)           \
    X(INVALID_DATA, 13, EINVAL)             \
    X(OUTOFMEMORY, 14, ENOMEM)              \
    X(INVALID_DRIVE, 15, ENOENT)            \
    X(CURRENT_DIRECTORY, 16, EACCES)        \
    X(NOT_SAME_DEVICE, 17, EXDEV)           \
    X(NO_MORE_FILES, 18, ENOENT)            \
    X(WRITE_PROTECT, 19, EROFS)             \
    X(BAD_UNIT, 20, ENODEV)                 \
    X(NOT_READY, 21, EIO)                   \
    X(SEEK, 25, EIO)                        \
    X(WRITE_FAULT, 29, EIO)                 \
    X(READ_FAULT, 30, EIO)                  \
    X(GEN_FAILURE, 31, EIO)                 \
    X(SHARING_VIOLATION, 32, EBUSY)         \
    X(LOCK_VIOLATION, 33, EACCES)           \
    X(SHARING_BUFFER_EXCEEDED, 36, ENFILE)  \
    X(HANDLE_DISK_FULL, 39, ENOSPC)         \
    X(NOT_SUPPORTED, 50, ENOTSUP)           \
    X(REM_NOT_LIST, 51, ENOENT)             \
    X(BAD_NETPATH, 53, ENOENT)              \
    X(DEV_NOT_EXIST, 55, ENOENT)            \
    X(BAD_NET_RESP, 58, EIO)                \
    X(UNEXP_NET_ERR, 59, EIO)               \
    X(NETNAME_DELETED, 64, ENOENT)          \
    X(NETWORK_ACCESS_DENIED, 65, EACCES)    \
    X(BAD_NET_NAME, 67, ENOENT)             \
    X(SHARING_PAUSED, 70, EAGAIN)           \
    X(REQ_NOT_ACCEP, 71, EAGAIN)            \
    X(FILE_EXISTS, 80, EEXIST)              \
    X(CANNOT_MAKE, 82, EACCES)              \
    X(INVALID_PASSWORD, 86, EACCES)         \
    X(INVALID_PARAMETER, 87, EINVAL)        \
    X(NO_PROC_SLOTS, 89, EAGAIN)            \
    X(DRIVE_LOCKED, 108, EACCES)            \
    X(BROKEN_PIPE, 109, EPIPE)              \
    X(OPEN_FAILED, 110, EIO)                \
    X(BUFFER_OVERFLOW, 111, ENAMETOOLONG)   \
    X(DISK_FULL, 112, ENOSPC)               \
    X(CALL_NOT_IMPLEMENTED, 120, ENOSYS)    \
    X(SEM_TIMEOUT, 121, ETIMEDOUT)          \
    X(INSUFFICIENT_BUFFER, 122, ERANGE)     \
    X(INVALID_NAME, 123, ENOENT)            \
    X(MOD_NOT_FOUND, 126, ENOENT)           \
    X(PROC_NOT_FOUND, 127, ENOEXEC)         \
    X(WAIT_NO_CHILDREN, 128, ECHILD)        \
    X(CHILD_NOT_COMPLETE, 129, ECHILD)      \
    X(DIRECT_ACCESS_HANDLE, 130, EBADF)     \
    X(NEGATIVE_SEEK, 131, EINVAL)           \
    X(SEEK_ON_DEVICE, 132, ESPIPE)          \
    X(DIR_NOT_EMPTY, 145, ENOTEMPTY)        \
    X(NOT_LOCKED, 158, EACCES)              \
    X(BAD_PATHNAME, 161, ENOENT)            \
    X(MAX_THRDS_REACHED, 164, EAGAIN)       \
    X(LOCK_FAILED, 167, EACCES)             \
    X(BUSY, 170, EBUSY)                     \
    X(INVALID_ORDINAL, 182, ENOEXEC)        \
    X(ALREADY_EXISTS, 183, EEXIST)          \
    X(INVALID_STARTING_CODESEG, 188, ENOEXEC) \
    X(INVALID_STACKSEG, 189, ENOEXEC)       \
    X(INVALID_MODULETYPE, 190, ENOEXEC)     \
    X(INVALID_EXE_SIGNATURE, 191, ENOEXEC)  \
    X(EXE_MARKED_INVALID, 192, ENOEXEC)     \
    X(BAD_EXE_FORMAT, 193, ENOEXEC)         \
    X(ITERATED_DATA_EXCEEDS_64k, 194, ENOEXEC) \
    X(INVALID_MINALLOCSIZE, 195, ENOEXEC)   \
    X(DYNLINK_FROM_INVALID_RING, 196, ENOEXEC) \
    X(IOPL_NOT_ENABLED, 197, ENOEXEC)       \
    X(INVALID_SEGDPL, 198, ENOEXEC)         \
    X(AUTODATASEG_EXCEEDS_64k, 199, ENOEXEC) \
    X(RING2SEG_MUST_BE_MOVABLE, 200, ENOEXEC) \
    X(RELOC_CHAIN_XEEDS_SEGLIM, 201, ENOEXEC) \
    X(INFLOOP_IN_RELOC_CHAIN, 202, ENOEXEC) \
    X(FILENAME_EXCED_RANGE, 206, ENAMETOOLONG) \
    X(NESTING_NOT_ALLOWED, 215, EAGAIN)     \
    X(EXE_MACHINE_TYPE_MISMATCH, 216, ENOEXEC) \
    X(FILE_TOO_LARGE, 223, EFBIG)           \
    X(BAD_PIPE, 230, EPIPE)                 \
    X(PIPE_BUSY, 231, EBUSY)                \
    X(NO_DATA, 232, EPIPE)                  \
    X(PIPE_NOT_CONNECTED, 233, EPIPE)       \
    X(MORE_DATA, 234, EMSGSIZE)             \
    X(DIRECTORY, 267, ENOTDIR)              \
    X(PARTIAL_COPY, 299, EFAULT)            \
    X(DELETE_PENDING, 303, EBUSY)           \
    X(INVALID_ADDRESS, 487, EFAULT)         \
    X(PIPE_CONNECTED, 535, EISCONN)         \
    X(ELEVATION_REQUIRED, 740, EACCES)      \
    X(OPERATION_ABORTED, 995, EINTR)        \
    X(NOACCESS, 998, EFAULT)                \
    X(SERVICE_REQUEST_TIMEOUT, 1053, ETIMEDOUT) \
    X(DLL_INIT_FAILED, 1114, ENOEXEC)       \
    X(IO_DEVICE, 1117, EIO)                 \
    X(POSSIBLE_DEADLOCK, 1131, EDEADLK)     \
    X(TOO_MANY_LINKS, 1142, EMLINK)         \
    X(OLD_WIN_VERSION, 1150, ENOEXEC)       \
    X(APP_WRONG_OS, 1151, ENOEXEC)          \
    X(SINGLE_INSTANCE_APP, 1152, EAGAIN)    \
    X(RMODE_APP, 1153, ENOEXEC)             \
    X(INVALID_DLL, 1154, ENOEXEC)           \
    X(DLL_NOT_FOUND, 1157, ENOEXEC)         \
    X(NOT_FOUND, 1168, ENOENT)              \
    X(CONNECTION_UNAVAIL, 1201, ENOENT)     \
    X(NO_NET_OR_BAD_PATH, 1203, ENOENT)     \
    X(SESSION_CREDENTIAL_CONFLICT, 1219, EACCES) \
    X(NO_NETWORK, 1222, ENOENT)             \
    X(CANCELLED, 1223, ECANCELED)           \
    X(USER_MAPPED_FILE, 1224, EACCES)       \
    X(CONNECTION_REFUSED, 1225, ENOENT)     \
    X(NETWORK_UNREACHABLE, 1231, ENOENT)    \
    X(HOST_UNREACHABLE, 1232, ENOENT)       \
    X(PROTOCOL_UNREACHABLE, 1233, ENOENT)   \
    X(PORT_UNREACHABLE, 1234, ENOENT)       \
    X(CONNECTION_ABORTED, 1236, ENOENT)     \
    X(NOT_AUTHENTICATED, 1244, EACCES)      \
    X(HOST_DOWN, 1256, ENOENT)              \
    X(ACCESS_DISABLED_BY_POLICY, 1260, EACCES) \
    X(ACCESS_DISABLED_WEBBLADE, 1277, EACCES) \
    X(ACCESS_DISABLED_WEBBLADE_TAMPER, 1278, EACCES) \
    X(NO_LOGON_SERVERS, 1311, EACCES)       \
    X(NO_SUCH_LOGON_SESSION, 1312, EACCES)  \
    X(PRIVILEGE_NOT_HELD, 1314, EPERM)      \
    X(LOGON_FAILURE, 1326, EACCES)          \
    X(ACCOUNT_RESTRICTION, 1327, EACCES)    \
    X(INVALID_LOGON_HOURS, 1328, EACCES)    \
    X(INVALID_WORKSTATION, 1329, EACCES)    \
    X(PASSWORD_EXPIRED, 1330, EACCES)       \
    X(ACCOUNT_DISABLED, 1331, EACCES)       \
    X(NONE_MAPPED, 1332, EINVAL)            \
    X(LOGON_TYPE_NOT_GRANTED, 1385, EACCES) \
    X(FILE_CORRUPT, 1392, EIO)              \
    X(DISK_CORRUPT, 1393, EIO)              \
    X(NO_SYSTEM_RESOURCES, 1450, ENOMEM)    \
    X(NONPAGED_SYSTEM_RESOURCES, 1451, ENOMEM) \
    X(PAGED_SYSTEM_RESOURCES, 1452, ENOMEM) \
    X(WORKING_SET_QUOTA, 1453, ENOMEM)      \
    X(PAGEFILE_QUOTA, 1454, ENOMEM)         \
    X(COMMITMENT_LIMIT, 1455, ENOMEM)       \
    X(TIMEOUT, 1460, ETIMEDOUT)             \
    X(NOT_ENOUGH_QUOTA, 1816, ENOMEM)       \
    X(ACCOUNT_LOCKED_OUT, 1909, EACCES)     \
    X(CANT_ACCESS_FILE, 1920, EACCES)       \
    X(CANT_RESOLVE_FILENAME, 1921, ELOOP)   \
    X(SXS_SECTION_NOT_FOUND, 14000, ENOEXEC) \
    X(SXS_CANT_GEN_ACTCTX, 14001, ENOEXEC)  \
    X(SXS_INVALID_ACTCTXDATA_FORMAT, 14002, ENOEXEC) \
    X(SXS_ASSEMBLY_NOT_FOUND, 14003, ENOEXEC) \
    X(SXS_MANIFEST_FORMAT_ERROR, 14004, ENOEXEC) \
    X(SXS_MANIFEST_PARSE_ERROR, 14005, ENOEXEC)

/*
 * The same for codes that older SDKs (mingw-w64) have no names for, so that nothing checks the
 * numbers. A virus scanner, a policy for signed code, Application Control (4550 to 4583: Windows
 * Defender Application Control, Smart App Control), a parent's policy against children and a
 * package that is not installed for this user keep a program from starting.
 */
#define QP__WIN_ERRORS_UNCHECKED(X)         \
    X(VIRUS_INFECTED, 225, EACCES)          \
    X(VIRUS_DELETED, 226, EACCES)           \
    X(IMAGE_SUBSYSTEM_NOT_PRESENT, 308, ENOEXEC) \
    X(CHILD_PROCESS_BLOCKED, 367, EACCES)   \
    X(CLOUD_FILE_ACCESS_DENIED, 395, EACCES) \
    X(INVALID_IMAGE_HASH, 577, EACCES)      \
    X(SYSTEM_IMAGE_BAD_SIGNATURE, 637, EACCES) \
    X(IMAGE_MACHINE_TYPE_MISMATCH, 706, ENOEXEC) \
    X(IMAGE_MACHINE_TYPE_MISMATCH_EXE, 720, ENOEXEC) \
    X(ACCESS_DISABLED_NO_SAFER_UI_BY_POLICY, 786, EACCES) \
    X(CONTENT_BLOCKED, 1296, EACCES)        \
    X(SYSTEM_INTEGRITY_ROLLBACK_DETECTED, 4550, EACCES) \
    X(SYSTEM_INTEGRITY_POLICY_VIOLATION, 4551, EACCES) \
    X(SYSTEM_INTEGRITY_INVALID_POLICY, 4552, EACCES) \
    X(SYSTEM_INTEGRITY_POLICY_NOT_SIGNED, 4553, EACCES) \
    X(SYSTEM_INTEGRITY_TOO_MANY_POLICIES, 4554, EACCES) \
    X(SYSTEM_INTEGRITY_SUPPLEMENTAL_POLICY_NOT_AUTHORIZED, 4555, EACCES) \
    X(SYSTEM_INTEGRITY_REPUTATION_MALICIOUS, 4556, EACCES) \
    X(SYSTEM_INTEGRITY_REPUTATION_PUA, 4557, EACCES) \
    X(SYSTEM_INTEGRITY_REPUTATION_DANGEROUS_EXT, 4558, EACCES) \
    X(SYSTEM_INTEGRITY_REPUTATION_OFFLINE, 4559, EACCES) \
    X(SYSTEM_INTEGRITY_REPUTATION_UNFRIENDLY_FILE, 4580, EACCES) \
    X(SYSTEM_INTEGRITY_REPUTATION_UNATTAINABLE, 4581, EACCES) \
    X(SYSTEM_INTEGRITY_REPUTATION_EXPLICIT_DENY_FILE, 4582, EACCES) \
    X(SYSTEM_INTEGRITY_WHQL_NOT_SATISFIED, 4583, EACCES)
/* clang-format on */

/* -errno for a Win32 error; -EIO for one that the table does not know. Never 0, also not for 0. */
int qp__errno_from_win(uint32_t win_error);

/*
 * Does it say of a whole drive or server that nothing can be found there now? The system finds out
 * by waiting, up to half a minute each time.
 */
int qp__win_error_is_unreachable(uint32_t win_error);

#endif
