/*
 * guarded MS: takes every right to itself away from everybody (an empty access list), says its pid
 * and sleeps MS milliseconds: a process that the starter of its starter may not end.
 */
#include "child.h"
#include <aclapi.h>

int main(int argc, char **argv)
{
    ACL nobody;
    InitializeAcl(&nobody, sizeof(nobody), ACL_REVISION);
    DWORD error = SetSecurityInfo(GetCurrentProcess(), SE_KERNEL_OBJECT,
                                  DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION,
                                  NULL, NULL, &nobody, NULL);
    if (error) {
        child_say(2, "guarded: error %lu\n", (unsigned long)error);
        return 1;
    }
    child_say(1, "%lu\n", child_pid());
    child_sleep_ms(child_number(argc, argv, 1, 1000));
    return 0;
}
