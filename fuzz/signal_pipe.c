#include "core/signal_pipe.h"

#include "input.h"

#include <inttypes.h>
#include <string.h>

/* The rule once more, with the C library's words: the text that printf writes, and no other. */
static int plain_is_of(const char *prefix, const qp_char *name, size_t length)
{
    char bytes[QP__SIGNAL_PIPE_UNITS];
    size_t prefix_length = strlen(prefix);
    size_t i;

    if (length != prefix_length + 16) {
        return 0;
    }
    for (i = 0; i < length; i++) {
        if (name[i] == 0 || name[i] > 127) {
            return 0;
        }
        bytes[i] = (char)name[i];
    }
    bytes[length] = 0;
    return memcmp(bytes, prefix, prefix_length) == 0 &&
           strspn(bytes + prefix_length, "0123456789abcdef") == 16;
}

static int equals(const qp_char *units, size_t length, const char *text)
{
    size_t i;

    for (i = 0; i < length && units[i] == (unsigned char)text[i]; i++) {
    }
    return i == length && text[length] == 0 && units[length] == 0;
}

/* What is written is read, and is what printf would have written. */
static void check_written(uint32_t pid, uint64_t start, uint64_t number)
{
    qp_char prefix[QP__SIGNAL_PIPE_UNITS];
    qp_char name[QP__SIGNAL_PIPE_UNITS];
    char expected[2 * QP__SIGNAL_PIPE_UNITS];
    size_t length = qp__signal_pipe_prefix(pid, start, prefix);

    snprintf(expected, sizeof(expected), "quickproc-signal-%" PRIu32 "-%016" PRIx64 "-", pid,
             start);
    REQUIRE(equals(prefix, length, expected));
    length = qp__signal_pipe_name(prefix, number, name);
    snprintf(expected, sizeof(expected), "quickproc-signal-%" PRIu32 "-%016" PRIx64 "-%016" PRIx64,
             pid, start, number);
    REQUIRE(equals(name, length, expected));
    REQUIRE(qp__signal_pipe_is_of(prefix, name));
}

/* A listed name: our prefix, cut or whole, and then whatever follows. */
static void check_listed(const uint8_t *data, size_t size)
{
    static const char text[] = "quickproc-signal-7-0000000000000001-";
    size_t kept = data[0] % sizeof(text);
    size_t length = kept;
    qp_char prefix[QP__SIGNAL_PIPE_UNITS];
    qp_char *name = malloc((kept + size) * sizeof(*name));
    size_t i;

    if (name == NULL) {
        abort();
    }
    qp__signal_pipe_prefix(7, 1, prefix);
    memcpy(name, prefix, kept * sizeof(*name));
    /* Bytes above 127 stand for units that no byte holds. */
    for (i = 1; i < size && data[i] != 0; i++) {
        name[length++] = (qp_char)(data[i] > 127 ? data[i] << 8 | '1' : data[i]);
    }
    name[length] = 0;
    REQUIRE(qp__signal_pipe_is_of(prefix, name) == plain_is_of(text, name, length));
    free(name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t numbers[3] = {0, 0, 0};

    memcpy(numbers, data, size < sizeof(numbers) ? size : sizeof(numbers));
    check_written((uint32_t)numbers[0], numbers[1], numbers[2]);
    if (size > 0) {
        check_listed(data, size);
    }
    return 0;
}
