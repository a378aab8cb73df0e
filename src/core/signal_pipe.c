#include "core/signal_pipe.h"

#define DIGITS 16

static size_t append(qp_char *to, size_t length, const char *text)
{
    for (; *text != 0; text++) {
        to[length++] = (qp_char)*text;
    }
    return length;
}

static size_t append_decimal(qp_char *to, size_t length, uint32_t number)
{
    char digits[11];
    char *at = digits + sizeof(digits) - 1;

    *at = 0;
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return append(to, length, at);
}

static size_t append_hex(qp_char *to, size_t length, uint64_t number)
{
    int shift;

    for (shift = 4 * (DIGITS - 1); shift >= 0; shift -= 4) {
        to[length++] = (qp_char) "0123456789abcdef"[number >> shift & 15];
    }
    return length;
}

size_t qp__signal_pipe_prefix(uint32_t pid, uint64_t start, qp_char prefix[QP__SIGNAL_PIPE_UNITS])
{
    size_t length = append(prefix, 0, "quickproc-signal-");

    length = append_decimal(prefix, length, pid);
    length = append(prefix, length, "-");
    length = append_hex(prefix, length, start);
    length = append(prefix, length, "-");
    prefix[length] = 0;
    return length;
}

size_t qp__signal_pipe_name(const qp_char *prefix, uint64_t number,
                            qp_char name[QP__SIGNAL_PIPE_UNITS])
{
    size_t length = 0;

    for (; prefix[length] != 0; length++) {
        name[length] = prefix[length];
    }
    length = append_hex(name, length, number);
    name[length] = 0;
    return length;
}

static int is_digit(qp_char unit)
{
    return (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'f');
}

int qp__signal_pipe_is_of(const qp_char *prefix, const qp_char *name)
{
    int digits = 0;

    for (; *prefix != 0; prefix++, name++) {
        if (*name != *prefix) {
            return 0;
        }
    }
    while (digits < DIGITS && is_digit(name[digits])) {
        digits++;
    }
    return digits == DIGITS && name[digits] == 0;
}
