#include "core/status.h"

#include "test.h"

#define BIT(signal) (1u << (signal))

static void test_exit_codes(void)
{
    const uint32_t codes[] = {0,          1,          2,          127,        128,
                              143,        255,        256,        259,        32768,
                              0x7FFFFFFF, 0x80000000, 0x80000002, 0x80000004, 0xC0000004,
                              0xC000008B, 0xC0000095, 0xC0000139, 0xC000013B, 0xC0000142,
                              0xE06D7363, 0xFFFFFFFE, 0xFFFFFFFF};

    for (size_t i = 0; i < COUNT(codes); i++) {
        qp_status status = qp__status_from_exit_code(codes[i], 0);

        CHECK_INT(status, (int64_t)codes[i] * 256);
        CHECK_INT(status & 0x7F, 0);
        CHECK_INT(qp__status_to_result(status), codes[i]);
    }
}

static void test_crashes(void)
{
    const struct {
        uint32_t code;
        int signal;
    } rows[] = {
        {0xC0000005, 11}, {0xC00000FD, 11}, {0xC000001D, 4}, {0xC0000096, 4}, {0xC000008C, 8},
        {0xC000008D, 8},  {0xC000008E, 8},  {0xC000008F, 8}, {0xC0000090, 8}, {0xC0000091, 8},
        {0xC0000092, 8},  {0xC0000093, 8},  {0xC0000094, 8}, {0xC000013A, 2}, {0xC0000409, 22},
        {0xC0000374, 22}, {0x80000003, 5},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        qp_status status = qp__status_from_exit_code(rows[i].code, 0);

        CHECK_INT(status, rows[i].signal);
        CHECK_INT(qp__status_to_result(status), -rows[i].signal);
        /* A kill that came too late changes nothing. */
        CHECK_INT(qp__status_from_exit_code(rows[i].code, BIT(QP_SIGKILL)), rows[i].signal);
    }
}

static void test_kills(void)
{
    for (int signal = 1; signal < 32; signal++) {
        CHECK_INT(qp__status_kill_code(signal), 128 + signal);
        CHECK_INT(qp__status_from_exit_code(128 + (uint32_t)signal, BIT(signal)), signal);
        /* The same code, but it was not killed; or it ended by itself before. */
        CHECK_INT(qp__status_from_exit_code(128 + (uint32_t)signal, 0), (128 + signal) * 256);
        CHECK_INT(qp__status_from_exit_code(0, BIT(signal)), 0);
        CHECK_INT(qp__status_from_exit_code(129 + (uint32_t)signal, BIT(signal)),
                  (129 + signal) * 256);
    }
}

static void test_console_events(void)
{
    CHECK_INT(qp__status_from_exit_code(0xC000013A, 0), QP_SIGINT);
    CHECK_INT(qp__status_from_exit_code(0xC000013A, BIT(QP_SIGINT)), QP_SIGINT);
    CHECK_INT(qp__status_from_exit_code(0xC000013A, BIT(QP_SIGBREAK)), QP_SIGBREAK);
    CHECK_INT(qp__status_from_exit_code(0xC000013A, BIT(QP_SIGTERM)), QP_SIGINT);
}

/* The one that the code tells of, whichever was sent last. */
static void test_several(void)
{
    uint32_t sent = BIT(QP_SIGTERM) | BIT(QP_SIGKILL);

    CHECK_INT(qp__status_from_exit_code(128 + QP_SIGTERM, sent), QP_SIGTERM);
    CHECK_INT(qp__status_from_exit_code(128 + QP_SIGKILL, sent), QP_SIGKILL);
    CHECK_INT(qp__status_from_exit_code(128 + QP_SIGINT, sent), (128 + QP_SIGINT) * 256);
    CHECK_INT(qp__status_from_exit_code(0xC0000005, sent), QP_SIGSEGV);
    CHECK_INT(qp__status_from_exit_code(0xC000013A, BIT(QP_SIGINT) | BIT(QP_SIGBREAK)),
              QP_SIGBREAK);
    /* Beyond the set. */
    CHECK_INT(qp__status_from_exit_code(127, UINT32_MAX), 127 * 256);
    CHECK_INT(qp__status_from_exit_code(128 + 32, UINT32_MAX), (128 + 32) * 256);
}

static void test_results(void)
{
    CHECK_INT(qp__status_to_result(0), 0);
    CHECK_INT(qp__status_to_result(256), 1);
    CHECK_INT(qp__status_to_result(15), -15);
    CHECK_INT(qp__status_to_result((int64_t)0xFFFFFFFF * 256), 4294967295);
    CHECK_INT(qp__status_to_result((int64_t)127 * 256), 127);
}

int main(void)
{
    test_exit_codes();
    test_crashes();
    test_kills();
    test_console_events();
    test_several();
    test_results();
    return test_end("status");
}
