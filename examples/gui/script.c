#include "script.h"

#include <quickproc/quickjs.h>

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

/* A promise that was rejected, and nobody has handled it yet. */
typedef struct rejection {
    JSValue promise;
    JSValue reason;
    struct rejection *next;
} rejection;

struct script {
    JSRuntime *rt;
    JSContext *ctx;
    wchar_t **args;
    int arg_count;
    script_print *print;
    void *opaque;
    JSValue on_stop; /* a function, or undefined */
    rejection *rejections;
};

/* ---- Printing ---------------------------------------------------------------------------- */

static void print_value(const script *self, JSValueConst value)
{
    size_t units;
    const uint16_t *text = JS_ToCStringLenUTF16(self->ctx, &units, value);

    if (text != NULL) {
        self->print(self->opaque, (const wchar_t *)text, units);
        JS_FreeCStringUTF16(self->ctx, text);
    }
}

static void print_error(const script *self, JSValueConst error)
{
    JSValue stack = JS_UNDEFINED;

    print_value(self, error);
    if (JS_IsError(error)) {
        stack = JS_GetPropertyStr(self->ctx, error, "stack");
    }
    if (JS_IsString(stack)) {
        print_value(self, stack);
    }
    JS_FreeValue(self->ctx, stack);
}

static void print_exception(const script *self)
{
    JSValue error = JS_GetException(self->ctx);

    print_error(self, error);
    JS_FreeValue(self->ctx, error);
}

/* ---- Rejections -------------------------------------------------------------------------- */

static void free_rejection(script *self, rejection **link)
{
    rejection *one = *link;

    *link = one->next;
    JS_FreeValue(self->ctx, one->promise);
    JS_FreeValue(self->ctx, one->reason);
    free(one);
}

static void forget_rejection(script *self, JSValueConst promise)
{
    rejection **link = &self->rejections;

    while (*link != NULL && !JS_IsStrictEqual(self->ctx, (*link)->promise, promise)) {
        link = &(*link)->next;
    }
    if (*link != NULL) {
        free_rejection(self, link);
    }
}

static void track_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason,
                            bool is_handled, void *opaque)
{
    script *self = opaque;
    rejection *made;

    if (is_handled) {
        forget_rejection(self, promise);
        return;
    }
    made = malloc(sizeof(*made));
    if (made != NULL) {
        made->promise = JS_DupValue(ctx, promise);
        made->reason = JS_DupValue(ctx, reason);
        made->next = self->rejections;
        self->rejections = made;
    }
}

/* Once all jobs have run: nobody is going to handle them. */
static void print_rejections(script *self)
{
    while (self->rejections != NULL) {
        print_error(self, self->rejections->reason);
        free_rejection(self, &self->rejections);
    }
}

/* ---- The module "gui" -------------------------------------------------------------------- */

/* print(value) */
static JSValue js_print(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    (void)argc;
    print_value(JS_GetContextOpaque(ctx), argv[0]);
    return JS_UNDEFINED;
}

/* onStop(func): what to do when the user wants no more */
static JSValue js_on_stop(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    script *self = JS_GetContextOpaque(ctx);

    (void)this_val;
    (void)argc;
    if (!JS_IsFunction(ctx, argv[0])) {
        return JS_ThrowTypeError(ctx, "not a function");
    }
    JS_FreeValue(ctx, self->on_stop);
    self->on_stop = JS_DupValue(ctx, argv[0]);
    return JS_UNDEFINED;
}

static JSValue new_args(JSContext *ctx, const script *self)
{
    JSValue array = JS_NewArray(ctx);

    for (int i = 0; i < self->arg_count; i++) {
        const uint16_t *arg = (const uint16_t *)self->args[i];
        JS_SetPropertyUint32(ctx, array, (uint32_t)i,
                             JS_NewStringUTF16(ctx, arg, wcslen(self->args[i])));
    }
    return array;
}

static const JSCFunctionListEntry gui_funcs[] = {
    JS_CFUNC_DEF("print", 1, js_print),
    JS_CFUNC_DEF("onStop", 1, js_on_stop),
};

static int init_gui(JSContext *ctx, JSModuleDef *module)
{
    JS_SetModuleExport(ctx, module, "args", new_args(ctx, JS_GetContextOpaque(ctx)));
    return JS_SetModuleExportList(ctx, module, gui_funcs, sizeof(gui_funcs) / sizeof(gui_funcs[0]));
}

/* 0; -1. */
static int add_modules(JSContext *ctx)
{
    JSModuleDef *gui = JS_NewCModule(ctx, "gui", init_gui);

    if (gui == NULL || JS_AddModuleExport(ctx, gui, "args") < 0 ||
        JS_AddModuleExportList(ctx, gui, gui_funcs, sizeof(gui_funcs) / sizeof(gui_funcs[0])) < 0) {
        return -1;
    }
    return quickproc_init_module(ctx, "os") == NULL ||
                   quickproc_init_subprocess(ctx, "subprocess") == NULL ||
                   quickproc_enable_events(ctx, NULL) < 0
               ? -1
               : 0;
}

/* ---- The script -------------------------------------------------------------------------- */

script *script_new(wchar_t **args, int arg_count, script_print *print, void *opaque)
{
    script *self = calloc(1, sizeof(*self));

    if (self == NULL) {
        return NULL;
    }
    self->args = args;
    self->arg_count = arg_count;
    self->print = print;
    self->opaque = opaque;
    self->on_stop = JS_UNDEFINED;
    self->rt = JS_NewRuntime();
    self->ctx = self->rt == NULL ? NULL : JS_NewContext(self->rt);
    if (self->ctx == NULL) {
        return script_free(self);
    }
    JS_SetContextOpaque(self->ctx, self);
    JS_SetHostPromiseRejectionTracker(self->rt, track_rejection, self);
    return add_modules(self->ctx) < 0 ? script_free(self) : self;
}

script *script_free(script *self)
{
    if (self->ctx != NULL) {
        while (self->rejections != NULL) {
            free_rejection(self, &self->rejections);
        }
        JS_FreeValue(self->ctx, self->on_stop);
        JS_FreeContext(self->ctx);
    }
    if (self->rt != NULL) {
        JS_FreeRuntime(self->rt);
    }
    free(self);
    return NULL;
}

/* The file's bytes with a NUL behind them, for the caller to free; NULL. */
static char *read_file(const wchar_t *path, size_t *size)
{
    FILE *file = _wfopen(path, L"rb");
    char *bytes = NULL;
    long length;

    if (file == NULL) {
        return NULL;
    }
    if (fseek(file, 0, SEEK_END) == 0 && (length = ftell(file)) >= 0) {
        rewind(file);
        bytes = malloc((size_t)length + 1);
        *size = bytes == NULL ? 0 : fread(bytes, 1, (size_t)length, file);
    }
    fclose(file);
    if (bytes != NULL) {
        bytes[*size] = 0;
    }
    return bytes;
}

int script_run(script *self, const wchar_t *path)
{
    size_t size;
    char *source = read_file(path, &size);
    JSValue promise;
    int failed;

    if (source == NULL) {
        self->print(self->opaque, L"cannot read the script:", 23);
        self->print(self->opaque, path, wcslen(path));
        return -1;
    }
    promise = JS_Eval(self->ctx, source, size, "script", JS_EVAL_TYPE_MODULE);
    free(source);
    failed = JS_IsException(promise);
    if (failed) {
        print_exception(self);
    }
    JS_FreeValue(self->ctx, promise);
    /* What it began with `await`, and an error that it threw: they are a promise's matter. */
    script_dispatch(self);
    return failed ? -1 : 0;
}

void *script_events(script *self)
{
    return quickproc_events_handle(self->ctx);
}

int script_dispatch(script *self)
{
    int result = quickproc_dispatch(self->ctx);

    if (result < 0) {
        print_exception(self);
    }
    print_rejections(self);
    return result != 0;
}

int script_is_active(script *self)
{
    return quickproc_activity(self->ctx) == QUICKPROC_ACTIVE;
}

int script_stop(script *self)
{
    JSValue result;

    if (JS_IsUndefined(self->on_stop)) {
        return 0;
    }
    result = JS_Call(self->ctx, self->on_stop, JS_UNDEFINED, 0, NULL);
    if (JS_IsException(result)) {
        print_exception(self);
    }
    JS_FreeValue(self->ctx, result);
    script_dispatch(self);
    return 1;
}
