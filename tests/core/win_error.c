#include "core/win_error.h"

#include "test.h"

/* Those on which scripts decide. */
static void test_what_scripts_see(void)
{
    const struct {
        uint32_t win_error;
        int posix;
    } rows[] = {
        {2, ENOENT},     {3, ENOENT},         {4, EMFILE},    {5, EACCES},    {6, EBADF},
        {8, ENOMEM},     {11, ENOEXEC},       {14, ENOMEM},   {15, ENOENT},   {17, EXDEV},
        {19, EROFS},     {32, EBUSY},         {50, ENOTSUP},  {53, ENOENT},   {67, ENOENT},
        {80, EEXIST},    {87, EINVAL},        {109, EPIPE},   {112, ENOSPC},  {123, ENOENT},
        {128, ECHILD},   {145, ENOTEMPTY},    {161, ENOENT},  {164, EAGAIN},  {183, EEXIST},
        {193, ENOEXEC},  {206, ENAMETOOLONG}, {216, ENOEXEC}, {231, EBUSY},   {232, EPIPE},
        {233, EPIPE},    {267, ENOTDIR},      {740, EACCES},  {995, EINTR},   {1260, EACCES},
        {1314, EPERM},   {1450, ENOMEM},      {1455, ENOMEM}, {1816, ENOMEM}, {1920, EACCES},
        {1921, ELOOP},   {225, EACCES},       {226, EACCES},  {577, EACCES},  {14001, ENOEXEC},
        {303, EBUSY},    {4551, EACCES},      {4556, EACCES}, {4580, EACCES}, {367, EACCES},
        {1151, ENOEXEC}, {1231, ENOENT},      {1256, ENOENT}, {51, ENOENT},   {14003, ENOEXEC},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        if (!CHECK_INT(qp__errno_from_win(rows[i].win_error), -rows[i].posix)) {
            printf("    Win32 error %u\n", (unsigned)rows[i].win_error);
        }
    }
}

static void test_unknown(void)
{
    const uint32_t unknown[] = {0, 999999, 0x80070002, 0xC0000005, 0xFFFFFFFF};

    for (size_t i = 0; i < COUNT(unknown); i++) {
        CHECK_INT(qp__errno_from_win(unknown[i]), -EIO);
    }
}

static void test_always_an_error(void)
{
    for (uint32_t code = 0; code < 20000; code++) {
        int error = qp__errno_from_win(code);

        if (error >= 0 || error < -200) {
            CHECK_INT(error, -EIO);
        }
    }
}

static void test_table_is_sorted(void)
{
#define NUMBER(name, number, posix) number,
    static const uint32_t numbers[] = {QP__WIN_ERRORS(NUMBER)};

    for (size_t i = 1; i < COUNT(numbers); i++) {
        CHECK(numbers[i - 1] < numbers[i]);
    }
}

static void test_unreachable(void)
{
    const uint32_t whole_places[] = {15, 21, 51, 53, 64, 67, 121, 1203, 1222, 1231, 1256};
    const uint32_t others[] = {0, 2, 3, 5, 8, 32, 123, 161, 267, 1450};

    for (size_t i = 0; i < COUNT(whole_places); i++) {
        CHECK(qp__win_error_is_unreachable(whole_places[i]));
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        CHECK(!qp__win_error_is_unreachable(others[i]));
    }
}

int main(void)
{
    test_what_scripts_see();
    test_unknown();
    test_unreachable();
    test_always_an_error();
    test_table_is_sorted();
    return test_end("win_error");
}
