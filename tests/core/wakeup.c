/* Which character interrupted a read of a line, and what is certain of the text then. */
#include "core/wakeup.h"

#include "test.h"

#define TAB    0x09
#define CTRL_D 0x04
#define MASK   (QP__WAKEUP_BIT(TAB) | QP__WAKEUP_BIT(CTRL_D))

static const struct {
    const char *text; /* a byte a unit */
    int key;
    size_t before;
    size_t behind;
} rows[] = {
    {"", 0, 0, 0},
    {"foo\r\n", 0, 5, 0},
    {"a part of a long line", 0, 21, 0},
    {"\x04", CTRL_D, 0, 0},
    {"foo\t", TAB, 3, 0},
    {"foo\x04", CTRL_D, 3, 0},
    /* In the middle: a new host, an old one, Wine in both modes. */
    {"f\t", TAB, 1, 0},
    {"f\to ", TAB, 1, 6},
    {"f\too", TAB, 1, 6},
    {"f\to", TAB, 1, 4},
    {"\x04oo ", CTRL_D, 0, 8},
    /* Only what was asked for, and the first of them. */
    {"f\x05o\t", TAB, 3, 0},
    {"f\x04\t", CTRL_D, 1, 4},
    {"f\x1F g", 0, 4, 0},
    /* In a line that is finished it is text. */
    {"a\tb\x04\r\n", 0, 6, 0},
    {"\t\n", 0, 2, 0},
};

int main(void)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t count = strlen(rows[i].text);
        qp_char *units = test_exact_copy(rows, count * sizeof(*units));
        qp__wakeup found;
        for (size_t j = 0; j < count; j++) {
            units[j] = (unsigned char)rows[i].text[j];
        }
        found = qp__wakeup_find(units, count, MASK);
        test_about = rows[i].text;
        CHECK_INT(found.key, rows[i].key);
        CHECK_INT(found.before, rows[i].before);
        CHECK_INT(found.behind, rows[i].behind);
        free(units);
    }
    test_about = "";
    /* Every control character can be asked for; a unit beyond them never is one. */
    for (unsigned unit = 0; unit < 64; unit++) {
        qp_char units[2] = {'x', (qp_char)unit};
        qp__wakeup found = qp__wakeup_find(units, 2, UINT32_MAX);
        CHECK_INT(found.before, unit < 32 && unit != '\n' ? 1 : 2);
    }
    CHECK_INT(qp__wakeup_find((const qp_char *)u"\u0104", 1, UINT32_MAX).key, 0);
    return test_end("wakeup");
}
