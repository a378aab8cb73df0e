#include "core/signals.h"

#include "test.h"

#include <limits.h>
#include <signal.h>

static const struct {
    int number;
    qp__signal_class class;
    int can_be_handled;
    const char *name;
} rows[] = {
    {1, QP__SIGNAL_DELIVERABLE, 1, "SIGHUP"},    {2, QP__SIGNAL_DELIVERABLE, 1, "SIGINT"},
    {3, QP__SIGNAL_DELIVERABLE, 1, "SIGQUIT"},   {4, QP__SIGNAL_FATAL, 0, "SIGILL"},
    {5, QP__SIGNAL_FATAL, 0, "SIGTRAP"},         {8, QP__SIGNAL_FATAL, 0, "SIGFPE"},
    {9, QP__SIGNAL_END, 0, "SIGKILL"},           {10, QP__SIGNAL_DELIVERABLE, 1, "SIGUSR1"},
    {11, QP__SIGNAL_FATAL, 0, "SIGSEGV"},        {12, QP__SIGNAL_DELIVERABLE, 1, "SIGUSR2"},
    {13, QP__SIGNAL_DELIVERABLE, 1, "SIGPIPE"},  {14, QP__SIGNAL_FATAL, 0, "SIGALRM"},
    {15, QP__SIGNAL_DELIVERABLE, 1, "SIGTERM"},  {17, QP__SIGNAL_IGNORED, 1, "SIGCHLD"},
    {18, QP__SIGNAL_CONTINUE, 0, "SIGCONT"},     {19, QP__SIGNAL_STOP, 0, "SIGSTOP"},
    {21, QP__SIGNAL_DELIVERABLE, 1, "SIGBREAK"}, {22, QP__SIGNAL_FATAL, 0, "SIGABRT"},
};

static int is_listed(int number)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (rows[i].number == number) {
            return 1;
        }
    }
    return 0;
}

static void test_known(void)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *name = qp__signal_name(rows[i].number);

        test_about = rows[i].name;
        CHECK_INT(qp__signal_classify(rows[i].number), rows[i].class);
        CHECK_INT(qp__signal_can_be_handled(rows[i].number), rows[i].can_be_handled);
        CHECK(name != NULL && strcmp(name, rows[i].name) == 0);
    }
    test_about = "";
}

static void test_unknown(void)
{
    const int others[] = {INT_MIN, -15, -1, 23, 32, 64, 128, 1 << 16, INT_MAX};

    for (int number = 1; number < 40; number++) {
        if (!is_listed(number)) {
            CHECK_INT(qp__signal_classify(number), QP__SIGNAL_UNKNOWN);
            CHECK(!qp__signal_can_be_handled(number));
            CHECK(qp__signal_name(number) == NULL);
        }
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        CHECK_INT(qp__signal_classify(others[i]), QP__SIGNAL_UNKNOWN);
        CHECK(!qp__signal_can_be_handled(others[i]));
        CHECK(qp__signal_name(others[i]) == NULL);
    }
}

static void test_zero(void)
{
    CHECK_INT(qp__signal_classify(0), QP__SIGNAL_PROBE);
    CHECK(!qp__signal_can_be_handled(0));
    CHECK(qp__signal_name(0) == NULL);
}

static void test_values_of_the_c_runtime(void)
{
    CHECK_INT(QP_SIGINT, SIGINT);
    CHECK_INT(QP_SIGILL, SIGILL);
    CHECK_INT(QP_SIGFPE, SIGFPE);
    CHECK_INT(QP_SIGSEGV, SIGSEGV);
    CHECK_INT(QP_SIGTERM, SIGTERM);
#ifdef _WIN32
    CHECK_INT(QP_SIGABRT, SIGABRT);
    CHECK_INT(QP_SIGBREAK, SIGBREAK);
#elif defined(__linux__)
    CHECK_INT(QP_SIGHUP, SIGHUP);
    CHECK_INT(QP_SIGQUIT, SIGQUIT);
    CHECK_INT(QP_SIGTRAP, SIGTRAP);
    CHECK_INT(QP_SIGKILL, SIGKILL);
    CHECK_INT(QP_SIGUSR1, SIGUSR1);
    CHECK_INT(QP_SIGUSR2, SIGUSR2);
    CHECK_INT(QP_SIGPIPE, SIGPIPE);
    CHECK_INT(QP_SIGALRM, SIGALRM);
    CHECK_INT(QP_SIGCHLD, SIGCHLD);
    CHECK_INT(QP_SIGCONT, SIGCONT);
    CHECK_INT(QP_SIGSTOP, SIGSTOP);
#endif
}

int main(void)
{
    test_known();
    test_unknown();
    test_zero();
    test_values_of_the_c_runtime();
    return test_end("signals");
}
