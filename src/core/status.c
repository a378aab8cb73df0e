#include "core/status.h"

#define CONTROL_C_EXIT 0xC000013Au

static int is_sent(uint32_t sent, uint32_t signal)
{
    return signal < 32 && (sent & 1u << signal) != 0;
}

/* The signal that POSIX would have ended the process with; 0 for a code that is no crash. */
static int signal_of_crash(uint32_t exit_code)
{
    switch (exit_code) {
    case 0xC0000005u: /* STATUS_ACCESS_VIOLATION */
    case 0xC00000FDu: /* STATUS_STACK_OVERFLOW */
        return QP_SIGSEGV;
    case 0xC000001Du: /* STATUS_ILLEGAL_INSTRUCTION */
    case 0xC0000096u: /* STATUS_PRIVILEGED_INSTRUCTION */
        return QP_SIGILL;
    case 0xC0000409u: /* STATUS_STACK_BUFFER_OVERRUN, which is also the code of abort() */
    case 0xC0000374u: /* STATUS_HEAP_CORRUPTION */
        return QP_SIGABRT;
    case 0x80000003u: /* STATUS_BREAKPOINT */
        return QP_SIGTRAP;
    case CONTROL_C_EXIT:
        return QP_SIGINT;
    default:
        /* STATUS_ARRAY_BOUNDS_EXCEEDED, STATUS_FLOAT_..., STATUS_INTEGER_DIVIDE_BY_ZERO */
        return exit_code >= 0xC000008Cu && exit_code <= 0xC0000094u ? QP_SIGFPE : 0;
    }
}

qp_status qp__status_from_exit_code(uint32_t exit_code, uint32_t sent)
{
    uint32_t by_kill = exit_code - qp__status_kill_code(0);
    int signal = signal_of_crash(exit_code);

    if (is_sent(sent, by_kill)) {
        signal = (int)by_kill;
    } else if (exit_code == CONTROL_C_EXIT && is_sent(sent, QP_SIGBREAK)) {
        signal = QP_SIGBREAK;
    }
    return signal != 0 ? signal : (qp_status)exit_code * 256;
}

int64_t qp__status_to_result(qp_status status)
{
    int64_t signal = status & 0x7F;

    return signal != 0 ? -signal : status / 256;
}

uint32_t qp__status_kill_code(int signal)
{
    return 128u + (uint32_t)signal;
}
