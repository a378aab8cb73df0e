/*
 * Windows has wait completion packets since 8; Wine 8 and 10 have none.
 *
 * Microsoft: "NtCreateWaitCompletionPacket", "NtAssociateWaitCompletionPacket".
 */
#include "../model.h"

#include "../../support/wait_packets.h"

static void begin(void)
{
    model_lend(wait_packets_find);
}

static const model_function functions[] = {MODEL_END};

const model_rule rule_packets = {"packets", functions, begin, NULL};
