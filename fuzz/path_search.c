#include "core/path_search.h"

#include "../tests/core/support/path_model.h"
#include "input.h"

#include <errno.h>
#include <string.h>

/*
 * The files of one run: what is at a path follows from the path and a seed. Each look must be the
 * next of the candidates.
 */
typedef struct fake_files {
    const arg_list *candidates;
    size_t looks;
    uint32_t seed;
    qp__program_kind last;
    int skips;     /* probe_prefix is asked: candidates that are not there may be left out */
    int no_images; /* where a candidate does not show whether PATHEXT gave it its last component */
} fake_files;

static qp__program_kind kind_of(uint32_t seed, const qp_char *path, size_t length)
{
    uint32_t hash = seed;

    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ path[i]) * 16777619u;
    }
    hash ^= hash >> 15;
    /* Mostly nothing, so that the search goes on. */
    return hash % 4 != 0 ? QP__FILE_MISSING : (qp__program_kind)(hash / 4 % 6);
}

static qp__program_kind kind_of_candidate(const fake_files *world, size_t index)
{
    qp__program_kind kind = kind_of(world->seed, arg_list_get(world->candidates, index),
                                    world->candidates->lengths[index]);

    return world->no_images && kind == QP__FILE_IMAGE ? QP__FILE_SCRIPT : kind;
}

static int is_candidate(const fake_files *world, size_t index, const qp_char *path, size_t length)
{
    return world->candidates->lengths[index] == length &&
           memcmp(arg_list_get(world->candidates, index), path, length * sizeof(qp_char)) == 0;
}

static qp__program_kind probe(void *opaque, const qp_char *path)
{
    fake_files *world = opaque;
    size_t length = qp__length(path);

    while (world->skips && world->looks < world->candidates->count &&
           !is_candidate(world, world->looks, path, length)) {
        REQUIRE(kind_of_candidate(world, world->looks++) == QP__FILE_MISSING);
    }
    REQUIRE(world->looks < world->candidates->count);
    REQUIRE(is_candidate(world, world->looks, path, length));
    world->last = kind_of_candidate(world, world->looks++);
    return world->last;
}

/* Is there a file among the candidates whose path begins so? */
static int probe_prefix(void *opaque, const qp_char *prefix)
{
    const fake_files *world = opaque;
    size_t length = qp__length(prefix);

    for (size_t i = 0; i < world->candidates->count; i++) {
        if (kind_of_candidate(world, i) != QP__FILE_MISSING &&
            world->candidates->lengths[i] >= length &&
            memcmp(arg_list_get(world->candidates, i), prefix, length * sizeof(qp_char)) == 0) {
            return 1;
        }
    }
    return 0;
}

static int can_run(qp__program_kind kind)
{
    return kind == QP__FILE_IMAGE || kind == QP__FILE_BATCH || kind == QP__FILE_SCRIPT;
}

/* A dot in the last component, between other units. */
static int has_extension(const fake_files *world, size_t index)
{
    const qp_char *path = arg_list_get(world->candidates, index);
    size_t end = world->candidates->lengths[index];

    while (end > 0 && (path[end - 1] == '.' || path[end - 1] == ' ')) {
        end--;
    }
    for (size_t at = end; at > 1; at--) {
        if (path[at - 1] == '\\' || path[at - 1] == ':' || path[at - 2] == '\\' ||
            path[at - 2] == ':') {
            return 0;
        }
        if (path[at - 1] == '.') {
            return 1;
        }
    }
    return 0;
}

static int runs(const fake_files *world, size_t index)
{
    qp__program_kind kind = kind_of_candidate(world, index);

    return can_run(kind) && (kind != QP__FILE_IMAGE || has_extension(world, index));
}

/* The first candidate that can run; their number when none can. */
static size_t first_that_runs(const fake_files *world)
{
    size_t i = 0;

    while (i < world->candidates->count && !runs(world, i)) {
        i++;
    }
    return i;
}

static void check(const qp__search *search, const fake_files *world, const qp__text *out,
                  qp__program_kind kind, int result)
{
    size_t expected = first_that_runs(world);

    if (result == 0) {
        REQUIRE(can_run(kind) && kind == world->last);
        REQUIRE(world->looks == expected + 1);
        REQUIRE(world->candidates->lengths[expected] == out->length);
        REQUIRE(memcmp(arg_list_get(world->candidates, expected), out->units,
                       out->length * sizeof(qp_char)) == 0);
        return;
    }
    REQUIRE(expected == world->candidates->count);
    REQUIRE(world->skips || world->looks == expected);
    REQUIRE(result == -ENOENT || result == -EACCES || result == -ENOEXEC);
    if (search->use_path && !qp__path_has_directory(search->name, qp__length(search->name))) {
        REQUIRE(result == -ENOENT);
    }
}

/* Dots and spaces at the end of an extension, which a path loses. */
static int is_lost(const qp_char *at)
{
    return (*at == '.' || *at == ' ') &&
           (at[1] == 0 || at[1] == ';' || at[1] == '.' || at[1] == ' ');
}

static const qp_char *const directories[] = {
    W("C:\\w"),         W("C:\\"),         W("\\\\s\\h\\w"),
    W("\\\\s\\h"),      W("\\\\?\\C:\\w"), W("\\\\?\\UNC\\s\\h\\w"),
    W("\\\\?\\UNC\\s"), W("C:/w/"),
};

/* The first byte: switches. The second: the seed. The strings: the name, PATH, PATHEXT. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_strings strings;
    arg_list candidates;
    qp__program_kind kind = QP__FILE_MISSING;
    qp__text out;
    int result;

    /* The list of all candidates grows with the product of the lengths. */
    if (size < 2 || size > 1000) {
        return 0;
    }
    strings = fuzz_strings_read(data + 2, size - 2);
    fake_files world = {
        .candidates = &candidates, .seed = 2166136261u + data[1], .skips = data[0] >> 4 & 1};
    qp__search search = {
        .name = strings.list[0],
        .cwd = directories[data[0] / 2 % 8],
        .path = strings.count > 1 ? strings.list[1] : NULL,
        .pathext = strings.count > 2 ? strings.list[2] : NULL,
        .use_path = data[0] & 1,
        .probe = probe,
        .probe_prefix = world.skips ? probe_prefix : NULL,
        .opaque = &world,
    };

    for (const qp_char *at = search.pathext; at != NULL && *at != 0; at++) {
        world.no_images |= *at == ':' || *at == '\\' || *at == '/' || is_lost(at);
    }
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
