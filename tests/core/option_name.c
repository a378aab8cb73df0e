#include "core/option_name.h"

#include "test.h"

static const char *const names[] = {"cwd",    "env",        "timeout",     "killTree",
                                    "signal", "killSignal", "windowsHide", "stdin",
                                    "stdout", "stderr",     "check",       "maxBuffer"};

static void test_distance(void)
{
    CHECK_INT(qp__name_distance("", ""), 0);
    CHECK_INT(qp__name_distance("", "cwd"), 3);
    CHECK_INT(qp__name_distance("cwd", ""), 3);
    CHECK_INT(qp__name_distance("killtree", "killTree"), 0);
    CHECK_INT(qp__name_distance("kill_signal", "killSignal"), 0);
    CHECK_INT(qp__name_distance("tiemout", "timeout"), 2);
    CHECK_INT(qp__name_distance("std", "stdin"), 2);
    CHECK_INT(qp__name_distance("kitten", "sitting"), 3);
    CHECK_INT(qp__name_distance("sitting", "kitten"), 3);
}

/* Both lengths around the longest that is looked at. */
static void test_long(void)
{
    char name[200];

    for (size_t length = 60; length < sizeof(name); length++) {
        char *exact;
        memset(name, 'a', length);
        name[length] = 0;
        exact = test_exact_copy(name, length + 1);
        CHECK_INT(qp__name_distance(exact, exact), length <= 63 ? 0 : 64);
        CHECK(qp__name_nearest(exact, names, COUNT(names)) == NULL || length > 63);
        free(exact);
    }
}

static void check_nearest(const char *name, const char *expected)
{
    const char *nearest = qp__name_nearest(name, names, COUNT(names));

    test_about = name;
    CHECK(expected == NULL ? nearest == NULL : nearest != NULL && strcmp(nearest, expected) == 0);
    test_about = "";
}

static void test_nearest(void)
{
    check_nearest("killtree", "killTree");
    check_nearest("timeOut", "timeout");
    check_nearest("Signal", "signal");
    check_nearest("kill_signal", "killSignal");
    check_nearest("windowHide", "windowsHide");
    check_nearest("cdw", "cwd");
    check_nearest("stdouts", "stdout");
    check_nearest("sig", "signal");
    check_nearest("envVariables", "env");
    check_nearest("STDIN_PATH", "stdin");
    check_nearest("ki", NULL);
    check_nearest("colour", NULL);
    check_nearest("x", NULL);
    check_nearest("", NULL);
}

static void test_elsewhere(void)
{
    CHECK(strcmp(qp__name_elsewhere("stdio"), "stdin, stdout, stderr") == 0);
    CHECK(strcmp(qp__name_elsewhere("executable"), "file") == 0);
    CHECK(strcmp(qp__name_elsewhere("forceKillAfterDelay"), "forceKillAfter") == 0);
    CHECK(qp__name_elsewhere("cwd") == NULL);
    CHECK(qp__name_elsewhere("") == NULL);
}

int main(void)
{
    test_distance();
    test_long();
    test_nearest();
    test_elsewhere();
    return test_end("option_name");
}
