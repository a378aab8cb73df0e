/*
 * What quickjs-ng and QuickJS (2025-04-26 and later) name or do differently, and nothing else; all
 * the rest of this folder is the same for both.
 */
#ifndef QP_QUICKJS_VALUES_ENGINE_H
#define QP_QUICKJS_VALUES_ENGINE_H

#include "quickproc/quickjs.h"
#include "quickproc/types.h"

/*
 * The units of `string`, which is a string: no code of the script runs. Lone surrogates survive. A
 * NUL follows them; js_free frees them. NULL with an exception when there is no memory.
 */
qp_char *qp__string_units(JSContext *ctx, size_t *length, JSValueConst string);

/* A string of `units`, lone surrogates among them; an exception when there is no memory. */
JSValue qp__string_new(JSContext *ctx, const qp_char *units, size_t length);

/* Array.isArray. -1 with an exception. */
int qp__is_array(JSContext *ctx, JSValueConst value);

/* The property `length` as JavaScript reads that of an array. 0; -1 with an exception. */
int qp__get_length(JSContext *ctx, JSValueConst object, int64_t *length);

/* Frees what JS_GetOwnPropertyNames gave. */
void qp__free_property_names(JSContext *ctx, JSPropertyEnum *names, uint32_t count);

/*
 * A class for the runtime, its id in *id. `shared` is a static 0, one for each `def`: QuickJS's ids
 * are the process's, quickjs-ng's each runtime's own. 0; -1 when there is no memory.
 */
int qp__new_class(JSRuntime *rt, const JSClassDef *def, JSClassID *shared, JSClassID *id);

#endif
