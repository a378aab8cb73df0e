#include "core/process_tree.h"

#include "test.h"

static void marks(qp__process_place *list, size_t count, const char *expected, int line)
{
    qp__process_tree_mark(list, count, 100, 50);
    for (size_t i = 0; i < count; i++) {
        test_check_int(list[i].in_tree, expected[i] == 'x', __FILE__, line, "in the tree");
    }
}

static void test_descendants(void)
{
    qp__process_place list[] = {
        {100, 4, 50, 0},   /* the root itself */
        {116, 112, 70, 0}, /* a grandchild, in front of its starter */
        {112, 100, 60, 0}, /* a child */
        {104, 100, 50, 0}, /* one of the same time */
        {108, 4, 55, 0},   /* another's */
        {120, 116, 90, 0},
    };

    marks(list, COUNT(list), ".xxx.x", __LINE__);
}

/* A number that is used anew makes nobody another's child. */
static void test_reused_numbers(void)
{
    qp__process_place list[] = {
        {104, 100, 40, 0},                    /* its parent had the root's number before */
        {108, 100, 60, 0}, {112, 108, 55, 0}, /* older than who has its parent's number now */
        {116, 112, 70, 0},                    /* and so is not below the root */
        {120, 120, 60, 0},                    /* its own parent, by the numbers */
    };

    marks(list, COUNT(list), ".x...", __LINE__);
}

static void test_circle(void)
{
    qp__process_place list[] = {{104, 108, 60, 0}, {108, 104, 60, 0}};

    marks(list, COUNT(list), "..", __LINE__);
    marks(list, 0, "", __LINE__);
}

int main(void)
{
    test_descendants();
    test_reused_numbers();
    test_circle();
    return test_end("process_tree");
}
