#include "qjs/system/bundle.h"

#include "test.h"

#include "qjs/system/bundle.c" /* NOLINT(bugprone-suspicious-include) */

/* Two modules: "a" with "x\0y", "./b" with nothing. */
#define HEADER "QPBUND01\3\0\0\0\2\0\0\0\0\4\0\0\0\0\0\0\377\377\377\377\377\377\377\377"
#define FIRST  "\1\0\0\0\3\0\0\0a\0x\0y\0"
#define SECOND "\3\0\0\0\0\0\0\0./b\0\0"

static int open_exact(const char *bytes, size_t size)
{
    uint8_t *exact = test_exact_copy(bytes, size);
    qp__bundle bundle = {0};
    int result = qp__bundle_open(&bundle, exact, size);

    free(exact);
    return result;
}

static void test_reads(void)
{
    static const char bytes[] = HEADER FIRST SECOND;
    qp__bundle bundle = {0};
    qp__bundle_module module;

    CHECK_INT(qp__bundle_open(&bundle, (const uint8_t *)bytes, sizeof(bytes) - 1), 0);
    if (bundle.bytes == NULL) {
        return;
    }
    CHECK_INT(bundle.flags, QP__BUNDLE_MODULE | QP__BUNDLE_STD);
    CHECK_INT(bundle.count, 2);
    CHECK_INT(bundle.memory_limit_bytes, 1024);
    CHECK_INT(bundle.stack_size_bytes, -1);
    module = qp__bundle_first(&bundle);
    CHECK(strcmp(module.name, "a") == 0);
    CHECK(module.size == 3 && memcmp(module.source, "x\0y", 4) == 0);
    module = qp__bundle_next(&bundle, &module);
    CHECK(strcmp(module.name, "./b") == 0);
    CHECK(module.size == 0 && module.source[0] == 0);
}

static void test_refuses(void)
{
    static const char whole[] = HEADER FIRST SECOND;

    for (size_t size = 0; size < sizeof(whole) - 1; size++) {
        CHECK_INT(open_exact(whole, size), -EINVAL);
    }
    CHECK_INT(open_exact(whole, sizeof(whole)), -EINVAL); /* a byte too many */
#define REFUSED(text) CHECK_INT(open_exact(text, sizeof(text) - 1), -EINVAL)
    REFUSED("QPBUND02\3\0\0\0\1\0\0\0\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0" FIRST);
    REFUSED("QPBUND01\3\0\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
#define ONE "QPBUND01\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    REFUSED(ONE "\0\0\0\0\0\0\0\0\0\0");                /* no name */
    REFUSED(ONE "\2\0\0\0\0\0\0\0a\0\0\0");             /* a NUL in the name */
    REFUSED(ONE "\1\0\0\0\0\0\0\0ab\0");                /* no NUL after it */
    REFUSED(ONE "\1\0\0\0\1\0\0\0a\0xx");               /* nor after the source */
    REFUSED(ONE "\377\377\377\377\377\377\377\377a\0"); /* longer than anything */
}

int main(void)
{
    test_reads();
    test_refuses();
    return test_end("qjs_bundle");
}
