#include "qjs/engine/evaluate.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quickjs-libc.h>

#include "qjs/engine/await.h"
#include "qjs/engine/modules.h"
#include "qjs/system/stream.h"
#include "qjs/system/source.h"

static JSValue run_module(JSContext *ctx, const char *source, size_t size, const char *name)
{
    /* Compiled first, because import.meta must be there before the first line runs. */
    JSValue value =
        JS_Eval(ctx, source, size, name, JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);

    if (JS_IsException(value)) {
        return value;
    }
    if (qp__modules_set_meta(ctx, value, true) < 0) {
        JS_FreeValue(ctx, value);
        return JS_EXCEPTION;
    }
    return qp__await(ctx, JS_EvalFunction(ctx, value));
}

int qp__evaluate(JSContext *ctx, const char *source, size_t size, const char *name,
                 qp__source_type type)
{
    JSValue value;
    int result = 0;

    if (type == QP__SOURCE_MODULE) {
        value = run_module(ctx, source, size, name);
    } else {
        value = JS_Eval(ctx, source, size, name, JS_EVAL_TYPE_GLOBAL);
    }
    if (JS_IsException(value)) {
        js_std_dump_error(ctx);
        result = -1;
    }
    JS_FreeValue(ctx, value);
    return result;
}

int qp__evaluate_is_module(const char *name, const char *source, size_t size)
{
    size_t length = strlen(name);

    return (length >= 4 && strcmp(name + length - 4, ".mjs") == 0) || JS_DetectModule(source, size);
}

/* Imports are seen from this name's folder, which normalize.c writes with slashes only. */
static char *module_name(const char *name)
{
    char *copy = malloc(strlen(name) + 1);

    for (char *p = copy; p != NULL; p++) {
        *p = *name == '\\' ? '/' : *name;
        if (*name++ == '\0') {
            break;
        }
    }
    return copy;
}

/* Is there a script of that name with .js behind it? */
static int is_without_extension(JSContext *ctx, const char *name)
{
    size_t room = strlen(name) + sizeof(".js");
    char *longer = malloc(room);
    uint8_t *source = NULL;
    size_t size;

    if (longer != NULL) {
        snprintf(longer, room, "%s.js", name);
        source = qp__source_load(ctx, &size, longer);
    }
    free(longer);
    js_free(ctx, source);
    return source != NULL;
}

static void report_unreadable(JSContext *ctx, const char *name, int error)
{
    if (error == ENOENT && is_without_extension(ctx, name)) {
        qp__stream_fprintf(stderr, "%s: %s; there is %s.js\n", name, strerror(error), name);
    } else {
        qp__stream_fprintf(stderr, "%s: %s\n", name, strerror(error));
    }
}

int qp__evaluate_file(JSContext *ctx, const char *name, qp__source_type type)
{
    int from_stdin = strcmp(name, "-") == 0;
    char *shown = module_name(from_stdin ? "<stdin>" : name);
    char *source;
    size_t size;
    int result;

    errno = ENOMEM;
    source = shown == NULL ? NULL
             : from_stdin  ? (char *)qp__source_load_stdin(ctx, &size)
                           : (char *)qp__source_load(ctx, &size, name);
    if (source == NULL) {
        report_unreadable(ctx, name, errno);
        free(shown);
        return -1;
    }
    if (type == QP__SOURCE_DETECT) {
        type = qp__evaluate_is_module(name, source, size) ? QP__SOURCE_MODULE : QP__SOURCE_SCRIPT;
    }
    result = qp__evaluate(ctx, source, size, shown, type);
    js_free(ctx, source);
    free(shown);
    return result;
}
