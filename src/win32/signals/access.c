#include "win32/signals/access.h"

#include "core/text.h"
#include "win32/signals/pipe_names.h"
#include "win32/system/advapi.h"

#include <errno.h>

/* With the rights to terminate in it. */
#define TERMINATES (PROCESS_TERMINATE | GENERIC_WRITE | GENERIC_ALL)

/* An entry that allows or denies, whatever else it may hold: the SID is at the same place. */
typedef ACCESS_ALLOWED_ACE any_ace;

static int applies(const any_ace *ace)
{
    return !(ace->Header.AceFlags & INHERIT_ONLY_ACE) && (ace->Mask & TERMINATES);
}

/*
 * An allowing entry with a condition is left out, a denying one taken without its condition: at
 * worst somebody may terminate this process and not send it signals.
 */
static BOOL copy_ace(ACL *to, any_ace *ace)
{
    PSID sid = &ace->SidStart;

    switch (ace->Header.AceType) {
    case ACCESS_ALLOWED_ACE_TYPE:
        return !applies(ace) ||
               qp__advapi.AddAccessAllowedAce(to, ACL_REVISION, QP__SIGNAL_CLIENT_RIGHTS, sid);
    case ACCESS_DENIED_ACE_TYPE:
    case ACCESS_DENIED_CALLBACK_ACE_TYPE:
        return !applies(ace) ||
               qp__advapi.AddAccessDeniedAce(to, ACL_REVISION, QP__SIGNAL_CLIENT_RIGHTS, sid);
    default:
        return TRUE;
    }
}

static int copy_aces(ACL *to, ACL *from)
{
    void *ace;
    DWORD i;

    for (i = 0; i < from->AceCount; i++) {
        if (!qp__advapi.GetAce(from, i, &ace) || !copy_ace(to, ace)) {
            return qp__last_error();
        }
    }
    return 0;
}

/* `bytes` of room for entries. */
static int new_acl(DWORD bytes, ACL **acl)
{
    bytes = (bytes + sizeof(ACL) + 3) & ~(DWORD)3;
    *acl = qp__alloc(bytes);
    if (*acl == NULL) {
        return -ENOMEM;
    }
    return qp__advapi.InitializeAcl(*acl, bytes, ACL_REVISION) ? 0 : qp__last_error();
}

static int allow_everyone(ACL **dacl)
{
    BYTE everyone[SECURITY_MAX_SID_SIZE];
    DWORD size = sizeof(everyone);
    int error;

    if (!qp__advapi.CreateWellKnownSid(WinWorldSid, NULL, everyone, &size)) {
        return qp__last_error();
    }
    error = new_acl(sizeof(any_ace) + size, dacl);
    if (error < 0) {
        return error;
    }
    return qp__advapi.AddAccessAllowedAce(*dacl, ACL_REVISION, QP__SIGNAL_CLIENT_RIGHTS, everyone)
               ? 0
               : qp__last_error();
}

/* This process's own descriptor with its access list: *own is allocated (qp__free). */
static int own_descriptor(PSECURITY_DESCRIPTOR *own)
{
    DWORD size = 0;

    if (!qp__advapi.GetKernelObjectSecurity(GetCurrentProcess(), DACL_SECURITY_INFORMATION, NULL, 0,
                                            &size) &&
        GetLastError() != ERROR_INSUFFICIENT_BUFFER) {
        return qp__last_error();
    }
    *own = qp__alloc(size + 1);
    if (*own == NULL) {
        return -ENOMEM;
    }
    return qp__advapi.GetKernelObjectSecurity(GetCurrentProcess(), DACL_SECURITY_INFORMATION, *own,
                                              size, &size)
               ? 0
               : qp__last_error();
}

/* The same people, in the same order, with the rights of a client. */
static int copy_dacl(ACL **dacl)
{
    PSECURITY_DESCRIPTOR own = NULL;
    ACL *own_dacl = NULL;
    BOOL present = FALSE;
    BOOL defaulted;
    int error = own_descriptor(&own);

    if (error < 0) {
        goto finish;
    }
    if (!qp__advapi.GetSecurityDescriptorDacl(own, &present, &own_dacl, &defaulted)) {
        error = qp__last_error();
        goto finish;
    }
    /* No list at all lets everybody terminate this process. */
    if (!present || own_dacl == NULL) {
        error = allow_everyone(dacl);
        goto finish;
    }
    error = new_acl(own_dacl->AclSize, dacl);
    if (error < 0) {
        goto finish;
    }
    error = copy_aces(*dacl, own_dacl);
finish:
    qp__free(own);
    return error;
}

/*
 * Processes below this one's integrity level get nothing at all, as they could not terminate it.
 * Without an own label a pipe counts as "medium", also that of a process above.
 */
static int make_label(ACL **label)
{
    union {
        TOKEN_MANDATORY_LABEL label;
        BYTE room[sizeof(TOKEN_MANDATORY_LABEL) + SECURITY_MAX_SID_SIZE];
    } own;
    const DWORD policy = SYSTEM_MANDATORY_LABEL_NO_WRITE_UP | SYSTEM_MANDATORY_LABEL_NO_READ_UP |
                         SYSTEM_MANDATORY_LABEL_NO_EXECUTE_UP;
    DWORD size = 0;
    HANDLE token;
    int error = 0;

    if (!qp__advapi.OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)) {
        return qp__last_error();
    }
    if (!qp__advapi.GetTokenInformation(token, TokenIntegrityLevel, &own, sizeof(own), &size)) {
        error = qp__last_error();
    }
    CloseHandle(token);
    if (error < 0) {
        return error;
    }
    error = new_acl(sizeof(any_ace) + SECURITY_MAX_SID_SIZE, label);
    if (error < 0) {
        return error;
    }
    return qp__advapi.AddMandatoryAce(*label, ACL_REVISION, 0, policy, own.label.Label.Sid)
               ? 0
               : qp__last_error();
}

int qp__signal_access_init(qp__signal_access *access)
{
    int error;

    ZeroMemory(access, sizeof(*access));
    error = qp__advapi_load();
    if (error < 0) {
        return error;
    }
    error = copy_dacl(&access->dacl);
    if (error < 0) {
        return error;
    }
    error = make_label(&access->label);
    if (error < 0) {
        return error;
    }
    return qp__advapi.InitializeSecurityDescriptor(&access->descriptor,
                                                   SECURITY_DESCRIPTOR_REVISION) &&
                   qp__advapi.SetSecurityDescriptorDacl(&access->descriptor, TRUE, access->dacl,
                                                        FALSE) &&
                   qp__advapi.SetSecurityDescriptorSacl(&access->descriptor, TRUE, access->label,
                                                        FALSE)
               ? 0
               : qp__last_error();
}

void qp__signal_access_dispose(qp__signal_access *access)
{
    qp__free(access->dacl);
    qp__free(access->label);
}

int qp__signal_access_is_contained(void)
{
    DWORD contained = 0;
    DWORD size = 0;
    HANDLE token;

    if (qp__advapi_load() < 0 ||
        !qp__advapi.OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)) {
        return 0;
    }
    if (!qp__advapi.GetTokenInformation(token, TokenIsAppContainer, &contained, sizeof(contained),
                                        &size)) {
        contained = 0;
    }
    CloseHandle(token);
    return contained != 0;
}
