/*
 * Wait completion packets for systems that have none, as Microsoft documents them (the pages of
 * NtCreateWaitCompletionPacket and NtAssociateWaitCompletionPacket).
 */
#ifndef TESTS_SUPPORT_WAIT_PACKETS_H
#define TESTS_SUPPORT_WAIT_PACKETS_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

/* The function of that name; NULL: it is none of the two. */
FARPROC wait_packets_find(const char *name);

#endif
