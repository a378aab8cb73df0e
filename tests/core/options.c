/* Options structs of callers that were compiled with an older or a newer header. */
#include "core/options.h"

#include "test.h"

typedef struct older {
    size_t size;
    uint32_t first;
    uint32_t second;
} older;

typedef struct options {
    size_t size;
    uint32_t first;
    uint32_t second;
    uint32_t third;
    uint32_t fourth;
} options;

typedef struct newer {
    options known;
    void *fifth;
} newer;

#define LEAST offsetof(options, second)

static const options defaults = {sizeof(defaults), 10, 20, 30, 40};

/* From a copy of exactly the caller's size: a look beyond it is seen by the sanitizer. */
static int copy(options *to, const void *from, size_t size)
{
    void *exact = test_exact_copy(from, size);
    int error;

    *to = defaults;
    error = qp__options_copy(to, sizeof(*to), exact, LEAST);
    free(exact);
    return error;
}

static void todays_are_copied(void)
{
    const options from = {sizeof(from), 1, 2, 3, 4};
    options to;

    CHECK_INT(copy(&to, &from, sizeof(from)), 0);
    CHECK(to.first == 1 && to.second == 2 && to.third == 3 && to.fourth == 4);
    CHECK_INT(to.size, sizeof(to));
}

static void older_keep_the_defaults(void)
{
    const older from = {sizeof(from), 1, 2};
    options to;

    CHECK_INT(copy(&to, &from, sizeof(from)), 0);
    CHECK(to.first == 1 && to.second == 2 && to.third == 30 && to.fourth == 40);
    CHECK_INT(to.size, sizeof(to));
}

static void newer_may_set_nothing_new(void)
{
    newer from = {{sizeof(from), 1, 2, 3, 4}, NULL};
    options to;

    CHECK_INT(copy(&to, &from, sizeof(from)), 0);
    CHECK(to.first == 1 && to.fourth == 4);
    CHECK_INT(to.size, sizeof(to));
    from.fifth = &from;
    CHECK_INT(copy(&to, &from, sizeof(from)), -ENOTSUP);
    CHECK(to.first == 1 && to.fourth == 4);
}

static void no_size_is_refused(void)
{
    options from = {0, 1, 2, 3, 4};
    options to;

    CHECK_INT(qp__options_copy(&to, sizeof(to), NULL, LEAST), -EINVAL);
    CHECK_INT(copy(&to, &from, sizeof(from)), -EINVAL);
    from.size = LEAST - 1;
    CHECK_INT(copy(&to, &from, sizeof(from)), -EINVAL);
    from.size = 4097;
    CHECK_INT(copy(&to, &from, sizeof(from)), -EINVAL);
    from.size = SIZE_MAX;
    CHECK_INT(copy(&to, &from, sizeof(from)), -EINVAL);
    from.size = LEAST;
    CHECK_INT(copy(&to, &from, LEAST), 0);
    CHECK(to.first == 1 && to.second == 20);
}

/* Into a block of exactly `size` bytes of rubbish. */
static void init(size_t size, const newer *expected)
{
    uint8_t rubbish[sizeof(newer)];
    void *exact;

    memset(rubbish, 0xA5, sizeof(rubbish));
    exact = test_exact_copy(rubbish, size);
    qp__options_init(exact, size, &defaults, sizeof(defaults));
    CHECK(memcmp(exact, expected, size) == 0);
    free(exact);
}

static void init_stays_in_the_callers_struct(void)
{
    newer expected = {{0, 10, 20, 30, 40}, NULL};

    expected.known.size = sizeof(newer);
    init(sizeof(newer), &expected);
    expected.known.size = sizeof(options);
    init(sizeof(options), &expected);
    expected.known.size = sizeof(older);
    init(sizeof(older), &expected);
    expected.known.size = sizeof(size_t);
    init(sizeof(size_t), &expected);
    /* No room for the size itself: nothing beyond it is written. */
    expected.known.size = 1;
    init(1, &expected);
    init(0, &expected);
}

static void results_have_no_size(void)
{
    newer to;

    memset(&to, 0xA5, sizeof(to));
    qp__results_copy(&to, sizeof(to), &defaults, sizeof(defaults));
    CHECK(memcmp(&to, &defaults, sizeof(defaults)) == 0 && to.fifth == NULL);
    memset(&to, 0xA5, sizeof(to));
    qp__results_copy(&to, sizeof(older), &defaults, sizeof(defaults));
    CHECK(to.known.size == sizeof(defaults) && to.known.second == 20);
    CHECK_INT(to.known.third, 0xA5A5A5A5);
}

int main(void)
{
    todays_are_copied();
    older_keep_the_defaults();
    newer_may_set_nothing_new();
    no_size_is_refused();
    init_stays_in_the_callers_struct();
    results_have_no_size();
    return test_end("options");
}
