/*
 * Programs that are run to their end, and the start of those that are talked to.
 */
#include "quickjs/subprocess/native.h"

#include "quickjs/calls/exec_request.h"
#include "quickjs/events/async.h"
#include "quickjs/subprocess/results.h"
#include "quickjs/values/engine.h"
#include "quickproc/subprocess.h"

#include <errno.h>

/* The third argument of start: which streams are the run's own pipes. */
enum { PIPE_INPUT = 1, PIPE_OUTPUT = 2, PIPE_ERROR = 4, ERROR_AS_OUTPUT = 8 };

/*
 * A run in the hands of a script is an object of a class of its own. The class's id belongs to one
 * runtime, and there may be several in a process (Workers), so it is no static variable: the
 * functions that need it carry it.
 */
typedef struct script_run {
    qp_run *run;        /* owned */
    qp__async *async;   /* NULL: nothing is called at the end */
    qp__waiter *waiter; /* until then; it keeps the object */
} script_run;

static void finalize_run(JSRuntime *rt, JSValue value)
{
    JSClassID class_id;
    script_run *one = JS_GetAnyOpaque(value, &class_id);

    if (one != NULL) {
        qp_run_abandon(one->run);
        js_free_rt(rt, one);
    }
}

static const JSClassDef run_class = {"Run", .finalizer = finalize_run};

int qp__run_class_new(JSRuntime *rt, JSClassID *class_id)
{
    static JSClassID shared;

    return qp__new_class(rt, &run_class, &shared, class_id);
}

static void set_pipes(qp_spawn_options *spawn, int32_t pipes)
{
    if (pipes & PIPE_INPUT) {
        spawn->fds[0] = QP_FD_PIPE;
    }
    if (pipes & PIPE_OUTPUT) {
        spawn->fds[1] = QP_FD_PIPE;
    }
    if (pipes & PIPE_ERROR) {
        spawn->fds[2] = QP_FD_PIPE;
    }
    if (pipes & ERROR_AS_OUTPUT) {
        spawn->fds[2] = QP_FD_AS_OUTPUT;
    }
}

/* Over `most`, or not given: `most`. The script's side has refused what is no number. */
static int read_limit(JSContext *ctx, JSValueConst value, uint64_t most, uint64_t *limit)
{
    double number;

    if (JS_ToFloat64(ctx, &number, value) < 0) {
        return -1;
    }
    *limit = number >= 0 && number < (double)most ? (uint64_t)number : most;
    return 0;
}

/* start's arguments from the third on: pipes, input, maxBuffer, drain; and from the eighth on:
 * tees, asks, forceKillAfter. */
static int read_run_options(JSContext *ctx, JSValueConst *argv, int32_t *pipes,
                            qp_run_options *options)
{
    uint64_t max_bytes;
    uint64_t drain_ms;
    uint64_t force_ms;
    int32_t tees;

    if (JS_ToInt32(ctx, pipes, argv[0]) < 0 || JS_ToInt32(ctx, &tees, argv[5]) < 0 ||
        read_limit(ctx, argv[2], SIZE_MAX, &max_bytes) < 0 ||
        read_limit(ctx, argv[3], QP_NO_TIMEOUT, &drain_ms) < 0 ||
        read_limit(ctx, argv[7], QP_NO_TIMEOUT, &force_ms) < 0) {
        return -1;
    }
    if (!JS_IsUndefined(argv[1])) {
        options->input = JS_GetArrayBuffer(ctx, &options->input_bytes, argv[1]);
        if (options->input == NULL) {
            return -1;
        }
    }
    for (int i = 0; i < 2; i++) {
        options->shown_fds[i] = tees & PIPE_OUTPUT << i ? i + 1 : -1;
    }
    options->max_bytes = (size_t)max_bytes;
    options->drain_ms = (uint32_t)drain_ms;
    options->ask = JS_ToBool(ctx, argv[6]);
    options->force_kill_after_ms = (uint32_t)force_ms;
    return 0;
}

static int start_run(const qp__exec_request *request, int32_t pipes, qp_run_options *options,
                     uint32_t *win_error, qp_run **run)
{
    qp_spawn_options spawn;

    qp__exec_request_options(request, &spawn);
    spawn.win_error = win_error;
    set_pipes(&spawn, pipes);
    options->timeout_ms = request->timeout_ms;
    options->kill_signal = request->kill_signal;
    return qp_run_start(&spawn, options, run);
}

/* The run has ended. */
static void run_ended(void *opaque)
{
    script_run *one = opaque;
    qp__waiter *waiter = one->waiter;

    one->waiter = NULL;
    qp__async_call(one->async, waiter->function, 0, NULL);
    qp__waiter_free(waiter);
}

/* Has `function` called at the end, if it is one. 0; -1 with an exception. */
static int set_ended(JSContext *ctx, JSValueConst object, script_run *one, JSValueConst function,
                     qp_run_options *options)
{
    if (JS_IsUndefined(function)) {
        return 0;
    }
    one->async = qp__async_get(ctx, "what does not block");
    one->waiter = one->async == NULL ? NULL : qp__waiter_new(one->async, function);
    if (one->waiter == NULL) {
        return -1;
    }
    one->waiter->result = JS_DupValue(ctx, object);
    options->events = one->async->events;
    options->ended = run_ended;
    options->opaque = one;
    return 0;
}

static JSValue new_run(JSContext *ctx, JSClassID class_id)
{
    JSValue object = JS_NewObjectClass(ctx, class_id);
    script_run *one;

    if (JS_IsException(object)) {
        return object;
    }
    one = js_mallocz(ctx, sizeof(*one));
    if (one == NULL) {
        JS_FreeValue(ctx, object);
        return JS_EXCEPTION;
    }
    JS_SetOpaque(object, one);
    return object;
}

/* Nothing is under way any more. */
static void forget_ended(script_run *one)
{
    if (one->waiter != NULL) {
        qp__waiter_free(one->waiter);
        one->waiter = NULL;
    }
}

static JSValue start_as_object(JSContext *ctx, JSClassID class_id, const qp__exec_request *request,
                               int32_t pipes, qp_run_options *options, JSValueConst ended)
{
    JSValue object = new_run(ctx, class_id);
    uint32_t win_error = 0;
    script_run *one;
    int error;

    if (JS_IsException(object)) {
        return object;
    }
    one = JS_GetOpaque(object, class_id);
    if (set_ended(ctx, object, one, ended, options) < 0) {
        JS_FreeValue(ctx, object);
        return JS_EXCEPTION;
    }
    error = start_run(request, pipes, options, &win_error, &one->run);
    if (error == 0 && (one->async == NULL || qp__async_update(one->async) == 0)) {
        return object;
    }
    forget_ended(one);
    JS_FreeValue(ctx, object);
    return error == 0 ? JS_EXCEPTION : qp__new_failure(ctx, error, win_error);
}

/*
 * start(args, options, pipes, input, maxBuffer, drain, ended, tees, asks, forceKillAfter): a run,
 * or [errno, Win32 error]. `ended` (undefined: none) is called when finish need not wait.
 */
QP__JS_FUNCTION_DATA(qp__js_start)
{
    qp__exec_request request;
    qp_run_options options;
    JSValue result = JS_EXCEPTION;
    int32_t pipes;

    (void)this_val;
    (void)argc;
    (void)magic;
    qp_run_options_init(&options, sizeof(options));
    if (qp__exec_request_read(ctx, &request, 2, argv) == 0 &&
        read_run_options(ctx, argv + 2, &pipes, &options) == 0) {
        result = request.unsupported ? qp__new_failure(ctx, -ENOTSUP, 0)
                                     : start_as_object(ctx, qp__carried_class(data), &request,
                                                       pipes, &options, argv[6]);
    }
    qp__exec_request_dispose(ctx, &request);
    return result;
}

static JSValue new_output(JSContext *ctx, const qp_run_output *output)
{
    return qp__new_buffer(ctx, output->bytes, output->length);
}

static JSValue new_result(JSContext *ctx, int pid, int error, const qp_run_result *result)
{
    const qp_usage *own = result->has_usage ? &result->usage : NULL;
    const qp_usage *tree = result->has_tree_usage ? &result->tree_usage : NULL;
    JSValue array = JS_NewArray(ctx);
    uint32_t count = 0;

    if (JS_IsException(array)) {
        return array;
    }
    if (qp__push(ctx, array, &count, JS_NewInt32(ctx, pid)) < 0 ||
        qp__push(ctx, array, &count, JS_NewInt64(ctx, result->status)) < 0 ||
        qp__push(ctx, array, &count, JS_NewBool(ctx, result->timed_out)) < 0 ||
        qp__push(ctx, array, &count, JS_NewBool(ctx, result->overflowed)) < 0 ||
        qp__push(ctx, array, &count, new_output(ctx, &result->outputs[0])) < 0 ||
        qp__push(ctx, array, &count, new_output(ctx, &result->outputs[1])) < 0 ||
        qp__push(ctx, array, &count, JS_NewInt32(ctx, -error)) < 0 ||
        qp__push(ctx, array, &count, qp__new_usage(ctx, own, tree)) < 0) {
        JS_FreeValue(ctx, array);
        return JS_EXCEPTION;
    }
    return array;
}

/* finish(run): [pid, status, timed out, overflowed, output, error output, errno, usage] */
QP__JS_FUNCTION_DATA(qp__js_finish)
{
    script_run *one = JS_GetOpaque2(ctx, argv[0], qp__carried_class(data));
    qp_run_result result;
    JSValue returned;
    int error;
    int pid;

    (void)this_val;
    (void)argc;
    (void)magic;
    if (one == NULL) {
        return JS_EXCEPTION;
    }
    pid = qp_run_pid(one->run);
    error = qp_run_finish(one->run, &result, sizeof(result));
    one->run = NULL;
    forget_ended(one);
    returned = new_result(ctx, pid, error, &result);
    qp_free(result.outputs[0].bytes);
    qp_free(result.outputs[1].bytes);
    return returned;
}

/* pid(run) */
QP__JS_FUNCTION_DATA(qp__js_pid)
{
    const script_run *one = JS_GetOpaque2(ctx, argv[0], qp__carried_class(data));

    (void)this_val;
    (void)argc;
    (void)magic;
    return one == NULL ? JS_EXCEPTION : JS_NewInt32(ctx, qp_run_pid(one->run));
}

/* spawn(args, options): the pid, or [errno, Win32 error] */
QP__JS_FUNCTION(qp__js_spawn)
{
    qp__exec_request request;
    qp_spawn_options options;
    JSValue result = JS_EXCEPTION;
    uint32_t win_error = 0;
    int error = -ENOTSUP;
    int pid = 0;

    (void)this_val;
    (void)argc;
    if (qp__exec_request_read(ctx, &request, 2, argv) == 0) {
        qp__exec_request_options(&request, &options);
        options.win_error = &win_error;
        if (!request.unsupported) {
            error = qp_spawn(&options, &pid);
        }
        result = error < 0 ? qp__new_failure(ctx, error, win_error) : JS_NewInt32(ctx, pid);
    }
    qp__exec_request_dispose(ctx, &request);
    return result;
}
