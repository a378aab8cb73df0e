#include "core/signal_pipe.h"

#include "test.h"

#define PREFIX W("quickproc-signal-1234-01dabcdef0123456-")

static const struct {
    const qp_char *name;
    int is_of;
} names[] = {
    {PREFIX W("0000000000000007"), 1},
    {PREFIX W("0123456789abcdef"), 1},
    {PREFIX W("fedcba9876543210"), 1},
    /* too short, too long, nothing */
    {PREFIX W("123456789abcdef"), 0},
    {PREFIX W("0123456789abcdef0"), 0},
    {PREFIX, 0},
    {W(""), 0},
    {W("quickproc-signal-1234-"), 0},
    /* what becomes another path */
    {PREFIX W("x\\..\\..\\UNC\\host\\share\\file"), 0},
    {PREFIX W("..\\..\\C:\\secret"), 0},
    {PREFIX W("0123456789abcde\\"), 0},
    {PREFIX W("\\123456789abcdef"), 0},
    {PREFIX W("/123456789abcdef"), 0},
    {PREFIX W("0123456789abcdef\\..\\x"), 0},
    {PREFIX W("0123456789abcde."), 0},
    {PREFIX W("0123456789abcde "), 0},
    {PREFIX W("0123456789abcdef "), 0},
    {PREFIX W("0123456789abcde:"), 0},
    /* digits that are none, or none of ours */
    {PREFIX W("0123456789ABCDEF"), 0},
    {PREFIX W("0123456789abcdeg"), 0},
    {PREFIX W("0123456789abcde/"), 0},
    {PREFIX W("0123456789abcde`"), 0},
    {PREFIX W("\uff10123456789abcdef"), 0},
    {PREFIX W("0123456789abcde\uff16"), 0},
    /* another process's, another spelling */
    {W("quickproc-signal-1235-01dabcdef0123456-0123456789abcdef"), 0},
    {W("quickproc-signal-123-01dabcdef0123456-0123456789abcdef"), 0},
    {W("Quickproc-signal-1234-01dabcdef0123456-0123456789abcdef"), 0},
    {W("quickproc-signal-1234-01DABCDEF0123456-0123456789abcdef"), 0},
    {W(" quickproc-signal-1234-01dabcdef0123456-0123456789abcdef"), 0},
};

static void test_names(void)
{
    for (size_t i = 0; i < COUNT(names); i++) {
        size_t bytes = 0;
        qp_char *exact;

        while (names[i].name[bytes++] != 0) {
        }
        exact = test_exact_copy(names[i].name, bytes * sizeof(qp_char));
        if (!CHECK_INT(qp__signal_pipe_is_of(PREFIX, exact), names[i].is_of)) {
            printf("    name %u\n", (unsigned)i);
        }
        free(exact);
    }
}

static void test_prefix(void)
{
    qp_char prefix[QP__SIGNAL_PIPE_UNITS];
    size_t length = qp__signal_pipe_prefix(1234, 0x01dabcdef0123456, prefix);

    CHECK_UNITS(prefix, length, PREFIX, UNITS(PREFIX));
    CHECK_INT(prefix[length], 0);
    length = qp__signal_pipe_prefix(0, 0, prefix);
    CHECK_UNITS(prefix, length, W("quickproc-signal-0-0000000000000000-"), 36);
}

/* The longest ones fit, and are recognised. */
static void test_longest(void)
{
    qp_char prefix[QP__SIGNAL_PIPE_UNITS];
    qp_char name[QP__SIGNAL_PIPE_UNITS];
    size_t length;

    CHECK(qp__signal_pipe_prefix(UINT32_MAX, UINT64_MAX, prefix) < QP__SIGNAL_PIPE_UNITS);
    length = qp__signal_pipe_name(prefix, UINT64_MAX, name);
    CHECK(length < QP__SIGNAL_PIPE_UNITS);
    CHECK_INT(name[length], 0);
    CHECK(qp__signal_pipe_is_of(prefix, name));
    CHECK(!qp__signal_pipe_is_of(PREFIX, name));
    name[length - 1] = 0;
    CHECK(!qp__signal_pipe_is_of(prefix, name));
}

int main(void)
{
    test_names();
    test_prefix();
    test_longest();
    return test_end("signal_pipe");
}
