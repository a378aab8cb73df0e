/*
 * What runs on this machine.
 */
#include "quickjs/subprocess/native.h"

#include "quickjs/subprocess/results.h"
#include "quickjs/values/engine.h"
#include "quickproc/processes.h"

#include <wchar.h>

static JSValue new_text(JSContext *ctx, const qp_char *text)
{
    return text == NULL ? JS_NULL : qp__string_new(ctx, text, wcslen(text));
}

/* [pid, ppid, name, path or null, milliseconds since 1970 or 0] */
static JSValue new_entry(JSContext *ctx, const qp_process_entry *entry)
{
    JSValue array = JS_NewArray(ctx);
    uint32_t count = 0;

    if (!JS_IsException(array) &&
        (qp__push(ctx, array, &count, JS_NewInt32(ctx, entry->pid)) < 0 ||
         qp__push(ctx, array, &count, JS_NewInt32(ctx, entry->parent_pid)) < 0 ||
         qp__push(ctx, array, &count, new_text(ctx, entry->name)) < 0 ||
         qp__push(ctx, array, &count, new_text(ctx, entry->path)) < 0 ||
         qp__push(ctx, array, &count, JS_NewInt64(ctx, (int64_t)entry->start_time_ms)) < 0)) {
        JS_FreeValue(ctx, array);
        array = JS_EXCEPTION;
    }
    return array;
}

/* processes(): [[pid, ppid, name, path or null, milliseconds since 1970 or 0], ...] */
QP__JS_FUNCTION(qp__js_processes)
{
    qp_process_list *list = NULL;
    qp_process_entry entry;
    uint32_t count = 0;
    JSValue array;

    (void)this_val;
    (void)argc;
    (void)argv;
    if (qp_process_list_new(&list) < 0) {
        return JS_ThrowOutOfMemory(ctx);
    }
    array = JS_NewArray(ctx);
    for (size_t i = 0;
         !JS_IsException(array) && qp_process_list_get(list, i, &entry, sizeof(entry)) == 0; i++) {
        if (qp__push(ctx, array, &count, new_entry(ctx, &entry)) < 0) {
            JS_FreeValue(ctx, array);
            array = JS_EXCEPTION;
        }
    }
    qp_process_list_free(list);
    return array;
}
