#include "core/environment.h"

#include "../tests/core/support/environment_model.h"
#include "../tests/core/support/names.h"
#include "input.h"

#include <string.h>

/*
 * The first byte: how many of the strings are this process's block (more than there are: it is
 * NULL). The others are the caller's entries.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_strings strings = fuzz_strings_read(data + (size > 0), size - (size > 0));
    size_t own = size > 0 ? data[0] : 0;
    size_t current_count = own <= strings.count ? own : 0;
    const qp_char *const *entries = strings.list + current_count;
    size_t count = strings.count - current_count;
    qp_char *current = NULL;
    qp_char *expected = NULL;
    size_t expected_length = 0;
    qp__text block;
    int result;

    if (own <= strings.count) {
        size_t units = (size_t)(current_count < strings.count
                                    ? strings.list[current_count] - strings.units
                                    : strings.list[strings.count - 1] - strings.units +
                                          (long)qp__length(strings.list[strings.count - 1]) + 1);

        current = malloc((units + 1) * sizeof(qp_char));
        if (current == NULL) {
            abort();
        }
        memcpy(current, strings.units, units * sizeof(qp_char));
        current[units] = 0;
    }
    qp__text_init(&block);
    result = environment_model(&expected, &expected_length, entries, count, current);
    REQUIRE(qp__environment_build(&block, entries, count, current, compare_upper_case) == result);
    if (result == 0) {
        REQUIRE(block.length == expected_length);
        REQUIRE(memcmp(block.units, expected, expected_length * sizeof(qp_char)) == 0);
        (void)qp__environment_get(block.units, "PATH");
    }
    qp__text_dispose(&block);
    free(expected);
    free(current);
    fuzz_strings_dispose(&strings);
    return 0;
}
