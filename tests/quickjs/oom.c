/*
 * The engine's memory ends: each allocation of each scenario (js/oom.js) fails once, the first,
 * then the second, and so on to the last. Whatever the script was doing, it gets an InternalError
 * or the right result; what it does next works; and no memory, descriptor, handle or child is left.
 *
 * QP_OOM_ONLY=name: only this scenario. QP_OOM_PART=2/5: the second of every five allocations.
 */
#include "../children/handle_count.h"
#include "../core/test.h"

#include "embedded.h"

#include <errno.h>
#include <malloc.h>
#include <quickproc/quickjs.h>
#include <quickproc/quickproc.h>
#include <quickproc/subprocess.h>
#include <stdlib.h>

/* ---- Memory ------------------------------------------------------------------------------ */

static long live;        /* blocks */
static long countdown;   /* the allocation that fails; 0 or less: none */
static long allocations; /* while counting */

/* Of the allocations of a scenario: the first that fails, and from each to the next. */
static long first_failing = 1;
static long step = 1;

static int fails(void)
{
    allocations++;
    return --countdown == 0;
}

static void *count(void *block)
{
    live += block != NULL;
    return block;
}

static void *test_calloc(void *opaque, size_t number, size_t size)
{
    (void)opaque;
    return fails() ? NULL : count(calloc(number, size));
}

static void *test_malloc(void *opaque, size_t size)
{
    (void)opaque;
    return fails() ? NULL : count(malloc(size));
}

static void test_free(void *opaque, void *block)
{
    (void)opaque;
    live -= block != NULL;
    free(block);
}

static void *test_realloc(void *opaque, void *block, size_t size)
{
    void *result;

    if (block == NULL) {
        return test_malloc(opaque, size);
    }
    if (size == 0) {
        test_free(opaque, block);
        return NULL;
    }
    if (fails()) {
        return NULL;
    }
    result = realloc(block, size);
    return result;
}

static size_t usable_size(const void *block)
{
    return _msize((void *)block);
}

static const JSMallocFunctions memory = {test_calloc, test_malloc, test_free, test_realloc,
                                         usable_size};

/* ---- What the process holds -------------------------------------------------------------- */

static unsigned long count_handles(void)
{
    return handle_count(GetCurrentProcessId());
}

static int free_fd(void)
{
    int fd = qp_dup(1);

    qp_close(fd);
    return fd;
}

/* ---- Scripts ----------------------------------------------------------------------------- */

typedef struct script_world {
    JSRuntime *rt;
    JSContext *ctx;
    JSValue scenario;
    JSValue state;
} script_world;

enum outcome { RIGHT, WRONG, NO_MEMORY, SOMETHING_ELSE, LOST };

static JSValue call(const script_world *world, const char *method)
{
    JSAtom name = JS_NewAtom(world->ctx, method);
    JSValue result = JS_Invoke(world->ctx, world->scenario, name, 1, (JSValueConst *)&world->state);

    JS_FreeAtom(world->ctx, name);
    return result;
}

/* `error` is freed. */
static enum outcome judge_error(JSContext *ctx, JSValue error)
{
    const char *text = JS_ToCString(ctx, error);
    enum outcome outcome = text != NULL && strcmp(text, "InternalError: out of memory") == 0
                               ? NO_MEMORY
                               : SOMETHING_ELSE;

    if (outcome == SOMETHING_ELSE) {
        JSValue stack = JS_GetPropertyStr(ctx, error, "stack");
        const char *where = JS_ToCString(ctx, stack);

        printf("threw %s\n%s", text == NULL ? "?" : text, where == NULL ? "" : where);
        JS_FreeCString(ctx, where);
        JS_FreeValue(ctx, stack);
    }
    JS_FreeCString(ctx, text);
    JS_FreeValue(ctx, error);
    return outcome;
}

static enum outcome judge_value(JSValueConst value)
{
    return JS_IsBool(value) && JS_VALUE_GET_BOOL(value) ? RIGHT : WRONG;
}

static int is_pending(const script_world *world, JSValueConst promise)
{
    return JS_PromiseState(world->ctx, promise) == JS_PROMISE_PENDING;
}

/* Until it is settled, or something is thrown that nobody catches. */
static enum outcome settle(const script_world *world, JSValueConst promise)
{
    JSContext *ctx = world->ctx;
    JSValue value;
    enum outcome outcome;

    while (is_pending(world, promise)) {
        int result = quickproc_dispatch(ctx);

        if (result < 0) {
            countdown = 0;
            return judge_error(ctx, JS_GetException(ctx));
        }
        if (result == 0 && is_pending(world, promise)) {
            if (quickproc_activity(ctx) == QUICKPROC_IDLE) {
                return LOST;
            }
            WaitForSingleObject(quickproc_events_handle(ctx), INFINITE);
        }
    }
    countdown = 0;
    value = JS_PromiseResult(ctx, promise);
    if (JS_PromiseState(ctx, promise) == JS_PROMISE_REJECTED) {
        return judge_error(ctx, value);
    }
    outcome = judge_value(value);
    JS_FreeValue(ctx, value);
    return outcome;
}

/* `value`, what the script gave, is freed. Memory is back afterwards. */
static enum outcome judge(const script_world *world, JSValue value)
{
    enum outcome outcome;

    if (JS_IsException(value)) {
        countdown = 0;
        return judge_error(world->ctx, JS_GetException(world->ctx));
    }
    outcome = JS_IsPromise(value) ? settle(world, value) : judge_value(value);
    countdown = 0;
    JS_FreeValue(world->ctx, value);
    return outcome;
}

/* ---- A world for each try ---------------------------------------------------------------- */

static JSContext *new_context(JSRuntime **rt)
{
    *rt = JS_NewRuntime2(&memory, NULL);
    if (*rt == NULL) {
        abort();
    }
    return JS_NewContext(*rt);
}

static int add_module(JSContext *ctx)
{
    return quickproc_enable_events(ctx, NULL) < 0 || quickproc_init_module(ctx, "os") == NULL ? -1
                                                                                              : 0;
}

static void set_child_folder(JSContext *ctx)
{
    const char *folder = getenv("QP_TEST_CHILDREN");
    JSValue global = JS_GetGlobalObject(ctx);

    JS_SetPropertyStr(ctx, global, "childFolder", JS_NewString(ctx, folder == NULL ? "" : folder));
    JS_FreeValue(ctx, global);
}

static void world_init(script_world *world)
{
    JSValue value;

    world->ctx = new_context(&world->rt);
    world->scenario = JS_UNDEFINED;
    world->state = JS_UNDEFINED;
    set_child_folder(world->ctx);
    CHECK_INT(add_module(world->ctx), 0);
    CHECK(quickproc_init_subprocess(world->ctx, "subprocess") != NULL);
    value = JS_Eval(world->ctx, qp__js_oom, qp__js_oom_size, "oom", JS_EVAL_TYPE_MODULE);
    CHECK(!JS_IsException(value));
    JS_FreeValue(world->ctx, value);
    while (quickproc_dispatch(world->ctx) > 0) {
    }
}

static int world_select(script_world *world, uint32_t index)
{
    JSValue global = JS_GetGlobalObject(world->ctx);
    JSValue list = JS_GetPropertyStr(world->ctx, global, "scenarios");

    world->scenario = JS_GetPropertyUint32(world->ctx, list, index);
    JS_FreeValue(world->ctx, list);
    JS_FreeValue(world->ctx, global);
    return JS_IsObject(world->scenario);
}

static void world_dispose(script_world *world)
{
    JS_FreeValue(world->ctx, world->state);
    JS_FreeValue(world->ctx, world->scenario);
    JS_FreeContext(world->ctx);
    JS_FreeRuntime(world->rt);
}

static void read_name(const script_world *world, char *name, size_t size)
{
    JSValue value = JS_GetPropertyStr(world->ctx, world->scenario, "name");
    const char *text = JS_ToCString(world->ctx, value);

    snprintf(name, size, "%s", text == NULL ? "?" : text);
    JS_FreeCString(world->ctx, text);
    JS_FreeValue(world->ctx, value);
}

/* ---- One try ----------------------------------------------------------------------------- */

typedef struct try_tally {
    long tries;
    long thrown;
    long right;
    long lost;
} try_tally;

/*
 * The scenario with allocation `failing` failing. The number of allocations it made; -1: there is
 * no such scenario.
 */
static long try_once(uint32_t index, long failing, try_tally *tally, char *name, size_t name_size)
{
    script_world world;
    enum outcome outcome;
    long before = live;
    long made;
    int fd = free_fd();

    world_init(&world);
    if (!world_select(&world, index)) {
        world_dispose(&world);
        return -1;
    }
    read_name(&world, name, name_size);
    test_about = name;
    world.state = call(&world, "prepare");
    CHECK(!JS_IsException(world.state));

    allocations = 0;
    countdown = failing;
    outcome = judge(&world, call(&world, "act"));
    made = allocations;
    CHECK(outcome == RIGHT || outcome == NO_MEMORY || outcome == LOST);
    tally->tries++;
    tally->thrown += outcome == NO_MEMORY;
    tally->right += outcome == RIGHT;
    tally->lost += outcome == LOST;

    CHECK_INT(judge(&world, call(&world, "again")), RIGHT);
    JS_FreeValue(world.ctx, call(&world, "finish"));
    world_dispose(&world);
    if (!CHECK_INT(live, before) || !CHECK_INT(free_fd(), fd) ||
        !CHECK_INT(qp_waitpid(-1, QP_WNOHANG, &(qp_status){0}), -ECHILD)) {
        printf("    %s, allocation %ld\n", name, failing);
        live = before;
    }
    return made;
}

/* 0: there is no such scenario. */
static int walk(uint32_t index)
{
    static char name[64];
    const char *only = getenv("QP_OOM_ONLY");
    try_tally tally = {0};
    unsigned long handles;
    long made = try_once(index, 0, &tally, name, sizeof(name));

    if (made < 0) {
        return 0;
    }
    if (only != NULL && strcmp(only, name) != 0) {
        return 1;
    }
    CHECK_INT(tally.right, 1);
    /* Once with a failure, so that what is made for good is made. */
    try_once(index, 1, &tally, name, sizeof(name));
    handles = count_handles();
    /* Until the one that is to fail is not reached. */
    for (long failing = first_failing; made >= failing; failing += step) {
        made = try_once(index, failing, &tally, name, sizeof(name));
    }
    /* Threads that end take their handles with them a little later. */
    for (int tries = 0; tries < 100 && count_handles() > handles; tries++) {
        Sleep(100);
    }
    CHECK(count_handles() <= handles);
    printf("%-18s %4ld allocations, %4ld tries: %ld threw, %ld were right", name, made, tally.tries,
           tally.thrown, tally.right);
    printf(tally.lost > 0 ? ", %ld left a promise behind\n" : "\n", tally.lost);
    test_about = "";
    return 1;
}

/* ---- Registering the module -------------------------------------------------------------- */

/*
 * Not of `subprocess`, which has to be compiled: quickjs-ng 0.17's compiler does not survive the
 * end of memory (js_parse_class writes into a buffer that it did not get).
 */
static void test_registering(void)
{
    JSRuntime *rt;
    JSContext *ctx;
    long before = live;
    long failing = 0;
    long thrown = 0;
    int result;

    test_about = "registering";
    do {
        ctx = new_context(&rt);
        countdown = ++failing;
        result = add_module(ctx);
        result = countdown > 0 ? result : -1;
        countdown = 0;
        if (JS_HasException(ctx)) {
            thrown++;
            CHECK_INT(judge_error(ctx, JS_GetException(ctx)), NO_MEMORY);
        }
        JS_FreeContext(ctx);
        JS_FreeRuntime(rt);
        if (!CHECK_INT(live, before)) {
            printf("    allocation %ld\n", failing);
            live = before;
        }
    } while (result < 0);
    printf("%-18s %4ld allocations: %ld threw\n", test_about, failing - 1, thrown);
    test_about = "";
}

static void read_part(void)
{
    const char *part = getenv("QP_OOM_PART");

    if (part != NULL) {
        char *end;
        first_failing = strtol(part, &end, 10);
        step = *end == '/' ? strtol(end + 1, NULL, 10) : 0;
        CHECK(first_failing >= 1 && first_failing <= step);
    }
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    read_part();
    if (getenv("QP_OOM_ONLY") == NULL && first_failing == 1) {
        test_registering();
    }
    for (uint32_t i = 0; walk(i); i++) {
    }
    return test_end("oom");
}
