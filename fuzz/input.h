/*
 * From a fuzzer's bytes to strings: a NUL ends one, FF and two bytes are any unit, every other byte
 * is the unit of its number.
 */
#ifndef QP_FUZZ_INPUT_H
#define QP_FUZZ_INPUT_H

#include "quickproc/types.h"

#include <stdio.h>
#include <stdlib.h>

/* W("text"): a literal of qp_char; fuzzing is native. */
#define W(literal) u##literal

typedef struct fuzz_strings {
    qp_char *units;
    const qp_char **list; /* one more than count: the last is NULL */
    size_t count;         /* at least 1 */
} fuzz_strings;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the fuzzer takes for a crash. */
static inline void fuzz_require(int holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "does not hold: %s\n", what);
        abort();
    }
}

#define REQUIRE(condition) fuzz_require((condition) != 0, #condition)

static inline void *fuzz_alloc(size_t size)
{
    void *memory = malloc(size);

    if (memory == NULL) {
        abort();
    }
    return memory;
}

static inline fuzz_strings fuzz_strings_read(const uint8_t *data, size_t size)
{
    fuzz_strings strings = {fuzz_alloc((size + 1) * sizeof(qp_char)),
                            fuzz_alloc((size + 2) * sizeof(qp_char *)), 0};
    size_t used = 0;

    strings.list[strings.count++] = strings.units;
    for (size_t i = 0; i < size; i++) {
        qp_char unit = data[i];

        if (unit == 0xFF && size - i > 2) {
            unit = (qp_char)(data[i + 1] << 8 | data[i + 2]);
            i += 2;
        }
        strings.units[used++] = unit;
        if (unit == 0) {
            strings.list[strings.count++] = strings.units + used;
        }
    }
    strings.units[used] = 0;
    strings.list[strings.count] = NULL;
    return strings;
}

static inline void fuzz_strings_dispose(fuzz_strings *strings)
{
    free(strings->units);
    free((void *)strings->list);
}

#endif
