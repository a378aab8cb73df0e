#include "qjs/compile/pe_image.h"

#include "test.h"

#include "qjs/compile/pe_image.c" /* NOLINT(bugprone-suspicious-include) */

enum { AT = 0x80, SIZE = AT + 24 + 70 };

/* The headers of a console program, 64-bit, as small as they can be. */
static void make_image(uint8_t *bytes)
{
    memset(bytes, 0x11, SIZE);
    /* NOLINTBEGIN(bugprone-not-null-terminated-result): bytes, no text */
    memcpy(bytes, "MZ", 2);
    memcpy(bytes + 0x3C, "\x80\0\0\0", 4);
    memcpy(bytes + AT, "PE\0\0", 4);
    memcpy(bytes + AT + 22, "\x22\0", 2);
    memcpy(bytes + AT + 24, "\x0B\x02", 2);
    memcpy(bytes + AT + 24 + 68, "\3\0", 2);
    /* NOLINTEND(bugprone-not-null-terminated-result) */
}

static void test_windowed(void)
{
    uint8_t bytes[SIZE];
    uint8_t before[SIZE];
    int changed = 0;

    make_image(bytes);
    memcpy(before, bytes, SIZE);
    CHECK_INT(qp__pe_image_is_program(bytes, SIZE), 1);
    CHECK_INT(qp__pe_image_set_windowed(bytes, SIZE), 0);
    CHECK_INT(bytes[AT + 24 + 68], 2);
    CHECK_INT(bytes[AT + 24 + 64] | bytes[AT + 24 + 67], 0);
    for (int i = 0; i < SIZE; i++) {
        changed += bytes[i] != before[i];
    }
    CHECK_INT(changed, 5); /* the four of the checksum, and that one */
}

/* With one byte changed it is no program, and stays what it is. */
static void refused(size_t at, uint8_t value)
{
    uint8_t bytes[SIZE];
    uint8_t before[SIZE];

    make_image(bytes);
    bytes[at] = value;
    memcpy(before, bytes, SIZE);
    CHECK_INT(qp__pe_image_is_program(bytes, SIZE), 0);
    CHECK_INT(qp__pe_image_set_windowed(bytes, SIZE), -ENOEXEC);
    CHECK(memcmp(bytes, before, SIZE) == 0);
}

static void test_refuses(void)
{
    uint8_t bytes[SIZE];

    make_image(bytes);
    for (size_t size = 0; size < SIZE; size++) {
        uint8_t *exact = test_exact_copy(bytes, size);

        CHECK_INT(qp__pe_image_set_windowed(exact, size), -ENOEXEC);
        free(exact);
    }
    refused(0, 'N');
    refused(0x3C, 0x81);
    refused(0x3F, 0xFF);
    refused(AT, 'Q');
    refused(AT + 22, 0);    /* not executable: an object file */
    refused(AT + 23, 0x20); /* a DLL */
    refused(AT + 24, 0x01); /* neither 32-bit nor 64-bit */
    make_image(bytes);
    bytes[AT + 24 + 1] = 1; /* 32-bit */
    CHECK_INT(qp__pe_image_is_program(bytes, SIZE), 1);
}

int main(void)
{
    test_windowed();
    test_refuses();
    return test_end("qjs_pe_image");
}
