#include "qjs/compile/pe_image.h"

#include <errno.h>
#include <string.h>

/* Offsets of the specification "PE Format"; 32-bit and 64-bit images have them in common. */
#define NEW_HEADER      0x3C /* in the DOS header: where the signature is */
#define CHARACTERISTICS 22   /* from the signature on */
#define OPTIONAL_HEADER 24
#define CHECKSUM        (OPTIONAL_HEADER + 64)
#define SUBSYSTEM       (OPTIONAL_HEADER + 68)
#define END             (SUBSYSTEM + 2)

#define IS_EXECUTABLE 0x0002
#define IS_DLL        0x2000
#define WINDOWS_GUI   2

static unsigned read_16(const uint8_t *at)
{
    return at[0] | (unsigned)at[1] << 8;
}

/* Where the signature is; 0 when there is none with all of the header behind it. */
static size_t find_header(const uint8_t *bytes, size_t size)
{
    size_t at;
    unsigned kind;

    if (size < NEW_HEADER + 4 || memcmp(bytes, "MZ", 2) != 0) {
        return 0;
    }
    at = read_16(bytes + NEW_HEADER) | (size_t)read_16(bytes + NEW_HEADER + 2) << 16;
    if (at == 0 || at > size || size - at < END || memcmp(bytes + at, "PE\0\0", 4) != 0) {
        return 0;
    }
    kind = read_16(bytes + at + OPTIONAL_HEADER);
    return kind == 0x10B || kind == 0x20B ? at : 0;
}

int qp__pe_image_is_program(const uint8_t *bytes, size_t size)
{
    size_t at = find_header(bytes, size);
    unsigned flags = at > 0 ? read_16(bytes + at + CHARACTERISTICS) : 0;

    return (flags & IS_EXECUTABLE) != 0 && (flags & IS_DLL) == 0;
}

int qp__pe_image_set_windowed(uint8_t *bytes, size_t size)
{
    size_t at = find_header(bytes, size);

    if (!qp__pe_image_is_program(bytes, size)) {
        return -ENOEXEC;
    }
    bytes[at + SUBSYSTEM] = WINDOWS_GUI;
    bytes[at + SUBSYSTEM + 1] = 0;
    memset(bytes + at + CHECKSUM, 0, 4);
    return 0;
}
