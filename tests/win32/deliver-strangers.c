/*
 * What strangers can do at a target's pipes: take their names first, say nonsense, say nothing; and
 * who may connect to them at all.
 */
#include "../core/test.h"
#include "support/signal_target.h"

#include "win32/system/advapi.h"
#include "win32/children/children.h"
#include "win32/signals/access.h"
#include "win32/signals/pipe_names.h"

#include <aclapi.h>
#include <limits.h>
#include <sddl.h>

/* Windows lists pipes and gives those of a target random names; Wine 8 does not. */
static int names_are_secret;

typedef struct prefix_request {
    int pid;
    wchar_t *prefix;
} prefix_request;

static int ask_prefix(qp__child_state *state, void *opaque)
{
    const prefix_request *request = opaque;

    return qp__signal_pipes_of(state->process, (DWORD)request->pid, request->prefix);
}

/* By the handle that its parent has, whatever the target's access list says. */
static void prefix_of(int pid, wchar_t prefix[QP__SIGNAL_PIPE_UNITS])
{
    prefix_request request = {pid, prefix};

    CHECK_INT(qp__children_act(pid, ask_prefix, &request), 0);
}

static HANDLE squat(const wchar_t *path)
{
    return CreateNamedPipeW(path, PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE,
                            PIPE_TYPE_BYTE | PIPE_NOWAIT, 1, 16, 16, 0, NULL);
}

static HANDLE connect_to(const wchar_t *path)
{
    return CreateFileW(path, QP__SIGNAL_CLIENT_RIGHTS, 0, NULL, OPEN_EXISTING, 0, NULL);
}

/*
 * The first `count` of the names that can be known are taken by this process before the target
 * listens; `busy`: and none of these pipes is ever free. `result`: what the sender is told;
 * `expected`: what the target's end is to look like.
 */
static void squatters(int count, int busy, int result, qp_status expected)
{
    signal_target target = signal_target_start(L"rp1000h15rwe7", 0);
    HANDLE taken[QP__SIGNAL_PIPES];
    HANDLE clients[QP__SIGNAL_PIPES];
    wchar_t prefix[QP__SIGNAL_PIPE_UNITS];
    wchar_t path[QP__SIGNAL_PATH_UNITS];
    DWORD bytes;
    char byte;
    int i;

    prefix_of(target.pid, prefix);
    for (i = 0; i < count; i++) {
        qp__signal_pipe_path(prefix, i, 0, path);
        taken[i] = squat(path);
        CHECK(taken[i] != INVALID_HANDLE_VALUE);
        ConnectNamedPipe(taken[i], NULL);
        clients[i] = busy ? connect_to(path) : INVALID_HANDLE_VALUE;
        CHECK(!busy || clients[i] != INVALID_HANDLE_VALUE);
    }
    CHECK_INT(signal_target_next(&target), 'r');
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), result);
    if (result < 0) {
        CHECK_INT(qp_kill(target.pid, QP_SIGKILL), 0);
    }
    CHECK_INT(signal_target_end(&target), expected);
    for (i = 0; i < count; i++) {
        /* Nobody told the squatter anything. */
        CHECK(!ReadFile(taken[i], &byte, 1, &bytes, NULL) || bytes == 0);
        CloseHandle(taken[i]);
        if (busy) {
            CloseHandle(clients[i]);
        }
    }
}

/* ---- clients that are none ---- */

typedef struct connections {
    HANDLE pipes[QP__SIGNAL_PIPES];
    int count;
} connections;

static int connect_all(const wchar_t *path, void *opaque)
{
    connections *all = opaque;
    HANDLE pipe = connect_to(path);

    if (pipe != INVALID_HANDLE_VALUE && all->count < QP__SIGNAL_PIPES) {
        all->pipes[all->count++] = pipe;
    }
    return 0;
}

static connections connect_everywhere(int pid)
{
    connections all = {{NULL}, 0};
    wchar_t prefix[QP__SIGNAL_PIPE_UNITS];

    prefix_of(pid, prefix);
    qp__signal_pipes_visit(prefix, ULLONG_MAX, connect_all, &all);
    CHECK_INT(all.count, QP__SIGNAL_PIPES);
    return all;
}

static void hang_up(connections *all)
{
    while (all->count > 0) {
        CloseHandle(all->pipes[--all->count]);
    }
}

/* Numbers that are no signal to deliver, SIGKILL and SIGSTOP among them, and long messages. */
static void nonsense(void)
{
    static const unsigned char bytes[] = {0, 255, 9, 17, 18, 19, 11, 64};
    signal_target target = signal_target_start(L"h15rwe7", 0);
    connections all = connect_everywhere(target.pid);
    DWORD written;
    int i;

    for (i = 0; i < all.count; i++) {
        WriteFile(all.pipes[i], &bytes[i], 1, &written, NULL);
    }
    Sleep(100);
    hang_up(&all);
    Sleep(100);
    all = connect_everywhere(target.pid);
    WriteFile(all.pipes[0], bytes, sizeof(bytes), &written, NULL);
    hang_up(&all);
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGTERM);
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

/* All pipes taken by clients that say nothing: they are thrown out. */
static void silence(void)
{
    signal_target target = signal_target_start(L"h15rwe7", 0);
    connections all = connect_everywhere(target.pid);

    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGTERM);
    CHECK_INT(signal_target_end(&target), status_exited(7));
    hang_up(&all);
}

/* A client that never fetches its answer. */
static void unread_answers(void)
{
    signal_target target = signal_target_start(L"h10h15rwwe7", 0);
    connections all = connect_everywhere(target.pid);
    unsigned char usr1 = QP_SIGUSR1;
    DWORD written;
    int i;

    for (i = 0; i < all.count; i++) {
        WriteFile(all.pipes[i], &usr1, 1, &written, NULL);
    }
    CHECK_INT(signal_target_next(&target), 'a' + QP_SIGUSR1);
    Sleep(100);
    hang_up(&all);
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    while (signal_target_next(&target) != 0) {
    }
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

/* ---- who may connect ---- */

static int allows(ACL *acl, PSID sid, DWORD right)
{
    ACCESS_ALLOWED_ACE *ace;
    DWORD i;

    for (i = 0; i < acl->AceCount; i++) {
        if (GetAce(acl, i, (void **)&ace) && ace->Header.AceType == ACCESS_ALLOWED_ACE_TYPE &&
            !(ace->Header.AceFlags & INHERIT_ONLY_ACE) && (ace->Mask & right) &&
            EqualSid(&ace->SidStart, sid)) {
            return 1;
        }
    }
    return 0;
}

/* Both ways: each SID of one list that has the one right has the other right in the other list. */
static void grants_agree(ACL *from, DWORD from_right, ACL *to, DWORD to_right)
{
    ACCESS_ALLOWED_ACE *ace;
    DWORD i;

    for (i = 0; i < from->AceCount; i++) {
        if (GetAce(from, i, (void **)&ace) && allows(from, &ace->SidStart, from_right)) {
            CHECK(allows(to, &ace->SidStart, to_right));
        }
    }
}

static void only_who_may_terminate(void)
{
    qp__signal_access access;
    PSECURITY_DESCRIPTOR own = NULL;
    ACCESS_ALLOWED_ACE *ace;
    ACL *dacl = NULL;
    DWORD i;

    CHECK_INT(qp__signal_access_init(&access), 0);
    CHECK_INT(GetSecurityInfo(GetCurrentProcess(), SE_KERNEL_OBJECT, DACL_SECURITY_INFORMATION,
                              NULL, NULL, &dacl, NULL, &own),
              0);
    CHECK(IsValidSecurityDescriptor(&access.descriptor));
    CHECK(access.dacl->AceCount > 0);
    grants_agree(dacl, PROCESS_TERMINATE, access.dacl, FILE_WRITE_DATA);
    grants_agree(access.dacl, FILE_WRITE_DATA, dacl, PROCESS_TERMINATE);
    for (i = 0; i < access.dacl->AceCount; i++) {
        CHECK(GetAce(access.dacl, i, (void **)&ace));
        CHECK_INT(ace->Mask, QP__SIGNAL_CLIENT_RIGHTS);
        CHECK(!(ace->Mask & FILE_CREATE_PIPE_INSTANCE));
    }
    CHECK_INT(access.label->AceCount, 1);
    CHECK(GetAce(access.label, 0, (void **)&ace));
    CHECK_INT(ace->Header.AceType, SYSTEM_MANDATORY_LABEL_ACE_TYPE);
    CHECK_INT(ace->Mask, SYSTEM_MANDATORY_LABEL_NO_WRITE_UP | SYSTEM_MANDATORY_LABEL_NO_READ_UP |
                             SYSTEM_MANDATORY_LABEL_NO_EXECUTE_UP);
    LocalFree(own);
    qp__signal_access_dispose(&access);
}

typedef struct expected_entry {
    BYTE type;
    WELL_KNOWN_SID_TYPE who;
} expected_entry;

/* What is made of this process's access list, as it is now. */
static void entries_are(const expected_entry *expected, DWORD count)
{
    qp__signal_access access;
    ACCESS_ALLOWED_ACE *ace;
    DWORD i;

    CHECK_INT(qp__signal_access_init(&access), 0);
    CHECK_INT(access.dacl->AceCount, count);
    for (i = 0; i < access.dacl->AceCount && i < count; i++) {
        CHECK(GetAce(access.dacl, i, (void **)&ace));
        CHECK_INT(ace->Header.AceType, expected[i].type);
        CHECK_INT(ace->Mask, QP__SIGNAL_CLIENT_RIGHTS);
        CHECK(IsWellKnownSid(&ace->SidStart, expected[i].who));
    }
    qp__signal_access_dispose(&access);
}

/* A denial stays one, in its place; who may only look may not connect. */
static void every_entry_is_judged(void)
{
    static const wchar_t own[] = L"D:(D;;0x0001;;;BG)(D;;0x0010;;;AN)(A;;0x1000;;;WD)"
                                 L"(A;;0x1fffff;;;SY)(A;IO;0x0001;;;AU)(A;;0x0001;;;BU)";
    static const expected_entry expected[] = {{ACCESS_DENIED_ACE_TYPE, WinBuiltinGuestsSid},
                                              {ACCESS_ALLOWED_ACE_TYPE, WinLocalSystemSid},
                                              {ACCESS_ALLOWED_ACE_TYPE, WinBuiltinUsersSid}};
    PSECURITY_DESCRIPTOR descriptor;

    CHECK(ConvertStringSecurityDescriptorToSecurityDescriptorW(own, SDDL_REVISION_1, &descriptor,
                                                               NULL));
    CHECK(SetKernelObjectSecurity(GetCurrentProcess(), DACL_SECURITY_INFORMATION, descriptor));
    entries_are(expected, COUNT(expected));
    LocalFree(descriptor);
}

/* ---- lists that Wine has none of: handed out in place of the process's own ---- */

static PSECURITY_DESCRIPTOR handed_out;

static BOOL WINAPI hand_out(HANDLE process, SECURITY_INFORMATION what, PSECURITY_DESCRIPTOR into,
                            DWORD size, DWORD *needed)
{
    (void)process;
    (void)what;
    *needed = GetSecurityDescriptorLength(handed_out);
    if (size < *needed) {
        SetLastError(ERROR_INSUFFICIENT_BUFFER);
        return FALSE;
    }
    memcpy(into, handed_out, *needed);
    return TRUE;
}

static void set_type(DWORD index, BYTE type)
{
    BOOL present;
    BOOL defaulted;
    ACE_HEADER *ace;
    ACL *dacl;

    CHECK(GetSecurityDescriptorDacl(handed_out, &present, &dacl, &defaulted));
    CHECK(GetAce(dacl, index, (void **)&ace));
    ace->AceType = type;
}

/* A denial counts whatever its condition is, a permission with a condition does not. No list at all
 * lets everybody terminate this process. */
static void conditions_and_no_list(void)
{
    static const expected_entry conditional[] = {{ACCESS_DENIED_ACE_TYPE, WinBuiltinGuestsSid},
                                                 {ACCESS_ALLOWED_ACE_TYPE, WinBuiltinUsersSid}};
    static const expected_entry everyone[] = {{ACCESS_ALLOWED_ACE_TYPE, WinWorldSid}};
    static SECURITY_DESCRIPTOR without_list;

    CHECK_INT(qp__advapi_load(), 0);
    qp__advapi.GetKernelObjectSecurity = hand_out;
    CHECK(ConvertStringSecurityDescriptorToSecurityDescriptorW(
        L"D:(D;;0x0001;;;BG)(A;;0x0001;;;AU)(A;;0x0001;;;BU)", SDDL_REVISION_1, &handed_out, NULL));
    set_type(0, ACCESS_DENIED_CALLBACK_ACE_TYPE);
    set_type(1, ACCESS_ALLOWED_CALLBACK_ACE_TYPE);
    entries_are(conditional, COUNT(conditional));
    LocalFree(handed_out);
    handed_out = &without_list;
    CHECK(InitializeSecurityDescriptor(handed_out, SECURITY_DESCRIPTOR_REVISION));
    entries_are(everyone, COUNT(everyone));
    CHECK(SetSecurityDescriptorDacl(handed_out, TRUE, NULL, FALSE));
    entries_are(everyone, COUNT(everyone));
}

static int connect_denied(const wchar_t *path, void *tried)
{
    HANDLE pipe = connect_to(path);

    CHECK(pipe == INVALID_HANDLE_VALUE);
    CHECK_INT(GetLastError(), ERROR_ACCESS_DENIED);
    /* Also to take up a place in silence. */
    pipe = CreateFileW(path, FILE_READ_ATTRIBUTES, 0, NULL, OPEN_EXISTING, 0, NULL);
    CHECK(pipe == INVALID_HANDLE_VALUE);
    ++*(int *)tried;
    return 0;
}

/* Who may not terminate the target cannot even connect. Only on Windows: Wine 8 checks no pipe. */
static void connecting_needs_the_right(void)
{
    signal_target target = signal_target_start(L"gh15rp500e5", 0);
    wchar_t prefix[QP__SIGNAL_PIPE_UNITS];
    int tried = 0;

    CHECK(OpenProcess(PROCESS_TERMINATE, FALSE, (DWORD)target.pid) == NULL);
    prefix_of(target.pid, prefix);
    qp__signal_pipes_visit(prefix, ULLONG_MAX, connect_denied, &tried);
    CHECK_INT(tried, QP__SIGNAL_PIPES);
    CHECK_INT(signal_target_end(&target), status_exited(5));
}

/* A duplicate of our token at integrity level "low", as a browser's sandbox has. */
static HANDLE low_token(void)
{
    static const SID_IDENTIFIER_AUTHORITY authority = SECURITY_MANDATORY_LABEL_AUTHORITY;
    BYTE sid[SECURITY_MAX_SID_SIZE];
    TOKEN_MANDATORY_LABEL label = {{sid, SE_GROUP_INTEGRITY}};
    HANDLE own;
    HANDLE low = NULL;

    CHECK(OpenProcessToken(GetCurrentProcess(), TOKEN_ALL_ACCESS, &own));
    CHECK(DuplicateTokenEx(own, TOKEN_ALL_ACCESS, NULL, SecurityImpersonation, TokenImpersonation,
                           &low));
    CloseHandle(own);
    InitializeSid(sid, (SID_IDENTIFIER_AUTHORITY *)&authority, 1);
    *GetSidSubAuthority(sid, 0) = SECURITY_MANDATORY_LOW_RID;
    if (!SetTokenInformation(low, TokenIntegrityLevel, &label, sizeof(label))) {
        CloseHandle(low);
        return NULL;
    }
    return low;
}

/* Only on Windows: Wine 8 has no integrity levels that are checked. */
static void lower_integrity_is_kept_out(void)
{
    signal_target target = signal_target_start(L"h15rwe7", 0);
    wchar_t prefix[QP__SIGNAL_PIPE_UNITS];
    HANDLE low = low_token();
    int tried = 0;

    prefix_of(target.pid, prefix);
    if (low != NULL && SetThreadToken(NULL, low)) {
        CHECK_INT(qp_kill(target.pid, QP_SIGTERM), -EPERM);
        qp__signal_pipes_visit(prefix, ULLONG_MAX, connect_denied, &tried);
        SetThreadToken(NULL, NULL);
        CHECK_INT(tried, QP__SIGNAL_PIPES);
    } else {
        CHECK(!"no token of low integrity");
    }
    CHECK_INT(qp_kill(target.pid, QP_SIGTERM), 0);
    CHECK_INT(signal_target_end(&target), status_exited(7));
}

int main(int argc, char **argv)
{
    WIN32_FIND_DATAW entry;
    qp_status unheard; /* where all names are taken */
    HANDLE list;

    signal_target_run(argc, argv);
    list = FindFirstFileW(L"\\\\.\\pipe\\*", &entry);
    names_are_secret = list != INVALID_HANDLE_VALUE;
    squatters(3, 0, 0, status_exited(7));
    unheard = names_are_secret ? status_exited(7) : status_signaled(QP_SIGTERM);
    squatters(QP__SIGNAL_PIPES, 0, 0, unheard);
    /* Pipes that stay busy may be the target's: it is not ended on their account. */
    unheard = names_are_secret ? status_exited(7) : status_signaled(QP_SIGKILL);
    squatters(QP__SIGNAL_PIPES, 1, names_are_secret ? 0 : -EAGAIN, unheard);
    nonsense();
    silence();
    unread_answers();
    only_who_may_terminate();
    if (names_are_secret) {
        connecting_needs_the_right();
        lower_integrity_is_kept_out();
        FindClose(list);
    } else {
        printf("deliver-strangers: secret names and access checks are for Windows only\n");
    }
    every_entry_is_judged();
    conditions_and_no_list();
    return test_end("deliver-strangers");
}
