/* The ends of children where the system has wait completion packets. */
#include "support/hooks.h"
#include "wait.h"

static void prepare(void)
{
    wait_prepare();
    hooks_lend_wait_packets();
}

/* Were they taken? Not where one of them was not found. */
static void end(void)
{
    if (hooks_find("NtAssociateWaitCompletionPacket") < 0 && !walk_is_about("GetProcAddress")) {
        walk_wrong("there was no wait completion packet");
    }
}

extern const subject subject_packets;
const subject subject_packets = {"packets", prepare, end, wait_scenarios, WAIT_BASIC};
