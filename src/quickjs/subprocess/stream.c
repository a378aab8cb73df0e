/*
 * Our ends of the pipes to a child: what js/subprocess_source.js and js/subprocess_sink.js are made
 * of.
 */
#include "quickproc/streams.h"

#include "quickjs/events/async.h"
#include "quickjs/subprocess/native.h"
#include "quickjs/subprocess/results.h"
#include "quickjs/values/engine.h"

#include <errno.h>

/*
 * A stream in the hands of a script. While a transfer is under way its waiter keeps what holds the
 * object, so the finalizer meets none.
 */
typedef struct stream {
    qp__async *async;
    qp_reader *reader; /* one of the two, owned; both NULL: closed */
    qp_writer *writer;
    qp__waiter *waiter; /* of the transfer that is under way */
} stream;

static void close_ends(stream *one)
{
    one->reader = qp_reader_free(one->reader);
    one->writer = qp_writer_free(one->writer);
}

static void finalize_stream(JSRuntime *rt, JSValue value)
{
    JSClassID class_id;
    stream *one = JS_GetAnyOpaque(value, &class_id);

    if (one != NULL) {
        close_ends(one);
        js_free_rt(rt, one);
    }
}

int qp__stream_class_new(JSRuntime *rt, JSClassID *class_id)
{
    static const JSClassDef def = {"Stream", .finalizer = finalize_stream};
    static JSClassID shared;

    return qp__new_class(rt, &def, &shared, class_id);
}

/* ---- Opening and closing ----------------------------------------------------------------- */

static JSValue new_stream(JSContext *ctx, JSClassID class_id, qp__async *async)
{
    JSValue object = JS_NewObjectClass(ctx, class_id);
    stream *one;

    if (JS_IsException(object)) {
        return object;
    }
    one = js_mallocz(ctx, sizeof(*one));
    if (one == NULL) {
        JS_FreeValue(ctx, object);
        return JS_EXCEPTION;
    }
    one->async = async;
    JS_SetOpaque(object, one);
    return object;
}

/* [stream, fd]; both are freed with an exception. */
static JSValue pair(JSContext *ctx, JSValue object, int fd)
{
    JSValue array = JS_NewArray(ctx);
    uint32_t count = 0;

    if (JS_IsException(array)) {
        JS_FreeValue(ctx, object);
    } else if (qp__push(ctx, array, &count, object) < 0 ||
               qp__push(ctx, array, &count, JS_NewInt32(ctx, fd)) < 0) {
        JS_FreeValue(ctx, array);
        array = JS_EXCEPTION;
    }
    if (JS_IsException(array)) {
        qp_close(fd);
    }
    return array;
}

/* openSource(), openSink(): [stream, the child's descriptor], or the errno */
QP__JS_FUNCTION_DATA(qp__js_open_stream)
{
    qp__async *async = qp__async_get(ctx, "spawn");
    JSValue object;
    stream *one;
    int error;
    int fd;

    (void)this_val;
    (void)argc;
    (void)argv;
    object = async == NULL ? JS_EXCEPTION : new_stream(ctx, qp__carried_class(data), async);
    if (JS_IsException(object)) {
        return object;
    }
    one = JS_GetOpaque(object, qp__carried_class(data));
    error = magic == QP__SINK ? qp_writer_new(async->events, &one->writer, &fd)
                              : qp_reader_new(async->events, &one->reader, &fd);
    if (error < 0) {
        JS_FreeValue(ctx, object);
        return JS_NewInt32(ctx, -error);
    }
    return pair(ctx, object, fd);
}

/* close(stream): what is under way is forgotten */
QP__JS_FUNCTION_DATA(qp__js_close_stream)
{
    stream *one = JS_GetOpaque2(ctx, argv[0], qp__carried_class(data));

    (void)this_val;
    (void)argc;
    (void)magic;
    if (one == NULL) {
        return JS_EXCEPTION;
    }
    close_ends(one);
    if (one->waiter != NULL) {
        qp__waiter_free(one->waiter);
        one->waiter = NULL;
    }
    return qp__async_update(one->async) < 0 ? JS_EXCEPTION : JS_UNDEFINED;
}

/* ---- Transfers --------------------------------------------------------------------------- */

/* `value` is freed, and the stream may be. */
static void call_back(stream *one, JSValue value)
{
    qp__async *async = one->async;
    qp__waiter *waiter = one->waiter;
    JSValueConst argv[2] = {waiter->result, value};

    one->waiter = NULL;
    qp__async_call(async, waiter->function, 2, argv);
    JS_FreeValue(async->ctx, value);
    qp__waiter_free(waiter);
}

/* An ArrayBuffer, null at the end, or the errno. */
static JSValue new_answer(JSContext *ctx, const void *bytes, int size)
{
    JSValue buffer;

    if (size <= 0) {
        return size == 0 ? JS_NULL : JS_NewInt32(ctx, -size);
    }
    buffer = qp__new_buffer(ctx, bytes, (size_t)size);
    if (JS_IsException(buffer)) {
        JS_FreeValue(ctx, JS_GetException(ctx));
        return JS_NewInt32(ctx, ENOMEM);
    }
    return buffer;
}

static void read_done(void *opaque, const void *bytes, int size)
{
    stream *one = opaque;

    call_back(one, new_answer(one->async->ctx, bytes, size));
}

static void write_done(void *opaque, int result)
{
    stream *one = opaque;

    call_back(one, JS_NewInt32(one->async->ctx, -result));
}

/* One that keeps `holder`. NULL with an exception. */
static qp__waiter *new_waiter(JSContext *ctx, const stream *one, JSValueConst function,
                              JSValueConst holder)
{
    qp__waiter *waiter = qp__waiter_new(one->async, function);

    if (waiter != NULL) {
        waiter->result = JS_DupValue(ctx, holder);
    }
    return waiter;
}

static JSValue begin(JSContext *ctx, stream *one, qp__waiter *waiter, int error)
{
    if (error < 0) {
        qp__waiter_free(waiter);
        return JS_NewInt32(ctx, -error);
    }
    one->waiter = waiter;
    return qp__async_update(one->async) < 0 ? JS_EXCEPTION : JS_NewInt32(ctx, 0);
}

/* read(stream, done, holder): the errno; 0: done(holder, bytes, null at the end, or an errno) is
 * called later. `holder` is what holds the stream; one function serves all of them. */
QP__JS_FUNCTION_DATA(qp__js_read_stream)
{
    stream *one = JS_GetOpaque2(ctx, argv[0], qp__carried_class(data));
    qp__waiter *waiter = one == NULL ? NULL : new_waiter(ctx, one, argv[1], argv[2]);

    (void)this_val;
    (void)argc;
    (void)magic;
    if (waiter == NULL) {
        return JS_EXCEPTION;
    }
    return begin(ctx, one, waiter, qp_reader_read(one->reader, read_done, one));
}

/* finishSource(stream): what is in the pipe now is read, then comes the end. The errno */
QP__JS_FUNCTION_DATA(qp__js_finish_source)
{
    const stream *one = JS_GetOpaque2(ctx, argv[0], qp__carried_class(data));

    (void)this_val;
    (void)argc;
    (void)magic;
    return one == NULL ? JS_EXCEPTION : JS_NewInt32(ctx, -qp_reader_finish(one->reader));
}

/* write(stream, buffer, done, holder): the errno; 0: done(holder, 0 or an errno) is called later */
QP__JS_FUNCTION_DATA(qp__js_write_stream)
{
    stream *one = JS_GetOpaque2(ctx, argv[0], qp__carried_class(data));
    const uint8_t *bytes;
    qp__waiter *waiter;
    size_t size;

    (void)this_val;
    (void)argc;
    (void)magic;
    bytes = one == NULL ? NULL : JS_GetArrayBuffer(ctx, &size, argv[1]);
    if (bytes == NULL) {
        return JS_EXCEPTION;
    }
    waiter = new_waiter(ctx, one, argv[2], argv[3]);
    if (waiter == NULL) {
        return JS_EXCEPTION;
    }
    return begin(ctx, one, waiter, qp_writer_write(one->writer, bytes, size, write_done, one));
}
