#include "input.h"

#include <string.h>

#include "qjs/compile/pe_image.c" /* NOLINT(bugprone-suspicious-include) */
#include "qjs/system/bundle.c"    /* NOLINT(bugprone-suspicious-include) */

/* What is accepted is made of its modules and nothing else. */
static void check_bundle(const uint8_t *data, size_t size)
{
    qp__bundle bundle;
    qp__bundle_module module;
    size_t seen = 32;

    if (qp__bundle_open(&bundle, data, size) < 0) {
        return;
    }
    for (uint32_t i = 0; i < bundle.count; i++) {
        module = i == 0 ? qp__bundle_first(&bundle) : qp__bundle_next(&bundle, &module);
        REQUIRE((const uint8_t *)module.name == data + seen + 8);
        REQUIRE(strlen(module.name) > 0 && module.source[module.size] == 0);
        REQUIRE(module.source == module.name + strlen(module.name) + 1);
        seen += 8 + strlen(module.name) + 1 + module.size + 1;
        REQUIRE(module.next == seen);
    }
    REQUIRE(seen == size);
}

/* At most six bytes change, and a second time none. */
static void check_image(const uint8_t *data, size_t size)
{
    uint8_t *bytes = malloc(size + 1);
    uint8_t *again = malloc(size + 1);
    size_t changed = 0;

    if (bytes == NULL || again == NULL) {
        abort();
    }
    memcpy(bytes, data, size);
    if (qp__pe_image_set_windowed(bytes, size) == 0) {
        for (size_t i = 0; i < size; i++) {
            changed += bytes[i] != data[i];
        }
        REQUIRE(changed <= 6);
        memcpy(again, bytes, size);
        REQUIRE(qp__pe_image_set_windowed(again, size) == 0 && memcmp(again, bytes, size) == 0);
    } else {
        REQUIRE(memcmp(bytes, data, size) == 0);
    }
    free(bytes);
    free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_bundle(data, size);
    check_image(data, size);
    return 0;
}
