#include "core/path_search.h"

#include "../tests/core/support/path_model.h"
#include "input.h"

#include <errno.h>
#include <string.h>

/*
 * The files of one run: what is at a path follows from the path and a seed. Each look must be the
 * next of the candidates.
 */
typedef struct world {
    const arg_list *candidates;
    size_t looks;
    uint32_t seed;
    qp__file_kind last;
} world;

static qp__file_kind kind_of(uint32_t seed, const qp_char *path, size_t length)
{
    uint32_t hash = seed;

    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ path[i]) * 16777619u;
    }
    hash ^= hash >> 15;
    /* Mostly nothing, so that the search goes on. */
    return hash % 4 != 0 ? QP__FILE_MISSING : (qp__file_kind)(hash / 4 % 6);
}

static qp__file_kind probe(void *opaque, const qp_char *path)
{
    world *world = opaque;
    size_t length = qp__length(path);

    REQUIRE(world->looks < world->candidates->count);
    REQUIRE(world->candidates->lengths[world->looks] == length);
    REQUIRE(memcmp(arg_list_get(world->candidates, world->looks), path, length * sizeof(qp_char)) ==
            0);
    world->looks++;
    world->last = kind_of(world->seed, path, length);
    return world->last;
}

static int can_run(qp__file_kind kind)
{
    return kind == QP__FILE_IMAGE || kind == QP__FILE_BATCH || kind == QP__FILE_SCRIPT;
}

/* The first candidate that can run; their number when none can. */
static size_t first_that_runs(const arg_list *candidates, uint32_t seed)
{
    size_t i = 0;

    while (i < candidates->count &&
           !can_run(kind_of(seed, arg_list_get(candidates, i), candidates->lengths[i]))) {
        i++;
    }
    return i;
}

static void check(const qp__search *search, const world *world, const qp__text *out,
                  qp__file_kind kind, int result)
{
    size_t expected = first_that_runs(world->candidates, world->seed);

    if (result == 0) {
        REQUIRE(can_run(kind) && kind == world->last);
        REQUIRE(world->looks == expected + 1);
        REQUIRE(world->candidates->lengths[expected] == out->length);
        REQUIRE(memcmp(arg_list_get(world->candidates, expected), out->units,
                       out->length * sizeof(qp_char)) == 0);
        return;
    }
    REQUIRE(world->looks == world->candidates->count && expected == world->candidates->count);
    REQUIRE(result == -ENOENT || result == -EACCES || result == -ENOEXEC);
    if (search->use_path && !qp__path_has_directory(search->name, qp__length(search->name))) {
        REQUIRE(result == -ENOENT);
    }
}

/*
 * The first two bytes: switches and the seed. The strings: the name, the directory, PATH, PATHEXT.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_strings strings;
    arg_list candidates;
    qp__file_kind kind = QP__FILE_MISSING;
    qp__text out;
    int result;

    if (size < 2 || size > 300) {
        return 0;
    }
    strings = fuzz_strings_read(data + 2, size - 2);
    world world = {.candidates = &candidates, .seed = 2166136261u + data[1]};
    qp__search search = {
        .name = strings.list[0],
        .cwd = strings.count > 1 ? strings.list[1] : strings.list[0],
        .path = strings.count > 2 ? strings.list[2] : NULL,
        .pathext = strings.count > 3 ? strings.list[3] : NULL,
        .use_path = data[0] & 1,
        .probe = probe,
        .opaque = &world,
    };

    path_candidates(&candidates, search.name, search.cwd, search.path, search.pathext,
                    search.use_path);
    qp__text_init(&out);
    result = qp__path_search(&search, &out, &kind);
    check(&search, &world, &out, kind, result);
    qp__text_dispose(&out);
    arg_list_dispose(&candidates);
    fuzz_strings_dispose(&strings);
    return 0;
}
