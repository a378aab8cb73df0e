#include "qjs/system/bundle.h"

#include <errno.h>
#include <string.h>

static const char magic[] = "QPBUND01";

#define MAGIC_BYTES  (sizeof(magic) - 1)
#define HEADER_BYTES (MAGIC_BYTES + 4 + 4 + 8 + 8)

static uint32_t read_32(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static int64_t read_64(const uint8_t *at)
{
    return (int64_t)(read_32(at) | (uint64_t)read_32(at + 4) << 32);
}

/* Of a bundle that was checked. */
static qp__bundle_module module_at(const qp__bundle *bundle, size_t at)
{
    uint32_t name_bytes = read_32(bundle->bytes + at);
    qp__bundle_module module;

    module.size = read_32(bundle->bytes + at + 4);
    module.name = (const char *)bundle->bytes + at + 8;
    module.source = module.name + name_bytes + 1;
    module.next = at + 8 + name_bytes + 1 + module.size + 1;
    return module;
}

/* Where the module after the one at `at` begins; 0 when that one is none. */
static size_t check_module(const uint8_t *bytes, size_t size, size_t at)
{
    uint64_t name_bytes;
    uint64_t end;

    if (size - at < 8) {
        return 0;
    }
    name_bytes = read_32(bytes + at);
    end = at + 8 + name_bytes + 1 + read_32(bytes + at + 4) + 1;
    if (end > size || name_bytes == 0 ||
        memchr(bytes + at + 8, 0, (size_t)name_bytes + 1) != bytes + at + 8 + name_bytes ||
        bytes[end - 1] != 0) {
        return 0;
    }
    return (size_t)end;
}

int qp__bundle_open(qp__bundle *bundle, const uint8_t *bytes, size_t size)
{
    size_t at = HEADER_BYTES;

    if (size < HEADER_BYTES || memcmp(bytes, magic, MAGIC_BYTES) != 0) {
        return -EINVAL;
    }
    bundle->bytes = bytes;
    bundle->size = size;
    bundle->flags = read_32(bytes + MAGIC_BYTES);
    bundle->count = read_32(bytes + MAGIC_BYTES + 4);
    bundle->memory_limit_bytes = read_64(bytes + MAGIC_BYTES + 8);
    bundle->stack_size_bytes = read_64(bytes + MAGIC_BYTES + 16);
    for (uint32_t i = 0; i < bundle->count; i++) {
        at = check_module(bytes, size, at);
        if (at == 0) {
            return -EINVAL;
        }
    }
    return bundle->count > 0 && at == size ? 0 : -EINVAL;
}

qp__bundle_module qp__bundle_first(const qp__bundle *bundle)
{
    return module_at(bundle, HEADER_BYTES);
}

qp__bundle_module qp__bundle_next(const qp__bundle *bundle, const qp__bundle_module *module)
{
    return module_at(bundle, module->next);
}
