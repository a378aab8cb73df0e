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

typedef struct expected {
    int posix;
    const uint16_t *codes; /* then 0 */
} expected;

/*
 * What a start can come to, beyond the above, by what a POSIX program expects. Numbers are those of
 * winerror.h; the errno is that of the C runtime, CPython or libuv where they have the code
 * (PC/errmap.h, src/win/error.c), else that of the same refusal on POSIX.
 */
static void test_what_stops_a_start(void)
{
    /* Policies, data protection, parental controls, scanners, compatibility, EFS, symbolic links
     * of a kind that is disabled, untrusted mount points, app containers. */
    static const uint16_t refused[] = {16,   225,  226,  346,  354,  356,  367,  395,  445,   446,
                                       448,  449,  472,  502,  577,  622,  637,  740,  786,   1008,
                                       1259, 1260, 1277, 1278, 1296, 1346, 1347, 1349, 1459,  1463,
                                       1655, 4252, 4550, 4551, 4580, 4583, 6001, 6002, 15617, 0};
    /* A program on a server that does not let this account in. */
    static const uint16_t no_logon[] = {65,   86,   224,  1219, 1239, 1240, 1244, 1265, 1272,
                                        1311, 1312, 1323, 1326, 1327, 1328, 1329, 1330, 1331,
                                        1355, 1380, 1385, 1786, 1787, 1788, 1789, 1790, 1792,
                                        1793, 1807, 1808, 1809, 1907, 1909, 1935, 1937, 0};
    static const uint16_t protected_process[] = {1293, 1314, 0};
    /* Images, their DLLs, manifests, and those of another processor. */
    static const uint16_t no_program[] = {11,   127,  182,  188,  191,   192,   193,   202,  216,
                                          308,  575,  609,  623,  624,   706,   720,   1114, 1150,
                                          1151, 1153, 1154, 1157, 14000, 14001, 14005, 0};
    static const uint16_t not_there[] = {2,    3,    15,   51,   53,   55,   64,   67,   123,
                                         126,  161,  384,  649,  1200, 1201, 1203, 1204, 1222,
                                         1231, 1232, 1256, 2250, 4392, 4393, 4394, 0};
    static const uint16_t loops[] = {681, 1921, 0};
    static const uint16_t no_memory[] = {7,    8,    9,    14,   567,  635,  1130, 1450,
                                         1451, 1452, 1453, 1454, 1455, 1816, 0};
    /* For a moment: a limit of processes, threads or connections. */
    static const uint16_t again[] = {70, 71, 89, 155, 164, 215, 565, 1152, 1238, 0};
    static const uint16_t busy[] = {32, 142, 148, 170, 303, 371, 391, 15616, 0};
    static const uint16_t too_long[] = {10, 208, 0};
    static const uint16_t wrong[] = {1, 12, 13, 24, 87, 160, 1004, 1464, 0};
    static const uint16_t no_device[] = {20, 1167, 1617, 0};
    static const uint16_t too_slow[] = {121, 426, 1053, 1460, 0};
    static const uint16_t no_space[] = {39, 112, 1295, 0};
    static const uint16_t no_handle[] = {6, 114, 130, 0};
    static const uint16_t no_text[] = {1113, 0};
    static const expected rows[] = {
        {EACCES, refused},     {EACCES, no_logon},  {EPERM, protected_process},
        {ENOEXEC, no_program}, {ENOENT, not_there}, {ELOOP, loops},
        {ENOMEM, no_memory},   {EAGAIN, again},     {EBUSY, busy},
        {E2BIG, too_long},     {EINVAL, wrong},     {ENODEV, no_device},
        {ETIMEDOUT, too_slow}, {ENOSPC, no_space},  {EBADF, no_handle},
        {EILSEQ, no_text},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        for (const uint16_t *code = rows[i].codes; *code != 0; code++) {
            if (!CHECK_INT(qp__errno_from_win(*code), -rows[i].posix)) {
                printf("    Win32 error %u\n", (unsigned)*code);
            }
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
    static const uint32_t unchecked[] = {QP__WIN_ERRORS_UNCHECKED(NUMBER)};

    for (size_t i = 1; i < COUNT(numbers); i++) {
        CHECK(numbers[i - 1] < numbers[i]);
    }
    for (size_t i = 1; i < COUNT(unchecked); i++) {
        CHECK(unchecked[i - 1] < unchecked[i]);
    }
}

static void test_unreachable(void)
{
    const uint32_t whole_places[] = {15,  21,   51,   53,   64,   67,   121,
                                     384, 1200, 1203, 1222, 1231, 1256, 2250};
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
    test_what_stops_a_start();
    test_unknown();
    test_unreachable();
    test_always_an_error();
    test_table_is_sorted();
    return test_end("win_error");
}
