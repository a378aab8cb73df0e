#include "quickjs/values/option.h"

#include "core/option_name.h"
#include "quickjs/values/engine.h"
#include "quickjs/values/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* So many options of a function are listed when another one is given. */
#define FEW_NAMES 6

/* ---- Names ------------------------------------------------------------------------------- */

static int is_among(const char *name, const char *const *names, size_t count)
{
    size_t i = 0;

    while (i < count && strcmp(name, names[i]) != 0) {
        i++;
    }
    return i < count;
}

/* "a, b, c" */
static void list_names(char *list, size_t size, const char *const *names, size_t count,
                       const char *quote)
{
    size_t length = 0;

    for (size_t i = 0; i < count && length < size; i++) {
        length += (size_t)snprintf(list + length, size - length, "%s%s%s%s", i == 0 ? "" : ", ",
                                   quote, names[i], quote);
    }
}

static int throw_unknown(JSContext *ctx, const char *name, const char *const *names, size_t count,
                         const char *where)
{
    const char *ours = qp__name_elsewhere(name);
    const char *nearest = ours == NULL ? qp__name_nearest(name, names, count) : NULL;
    char list[200];

    if (ours != NULL) {
        JS_ThrowTypeError(ctx, "unknown option \"%s\" of %s: use %s", name, where, ours);
    } else if (nearest != NULL) {
        JS_ThrowTypeError(ctx, "unknown option \"%s\" of %s: did you mean \"%s\"?", name, where,
                          nearest);
    } else if (count <= FEW_NAMES) {
        list_names(list, sizeof(list), names, count, "");
        JS_ThrowTypeError(ctx, "unknown option \"%s\" of %s, which has: %s", name, where, list);
    } else {
        JS_ThrowTypeError(ctx, "unknown option \"%s\" of %s", name, where);
    }
    return -1;
}

/* Is it given at all? 0: it may be; -1 with an exception. */
static int check_name(JSContext *ctx, JSValueConst options, JSAtom atom, const char *const *names,
                      size_t count, const char *where)
{
    const char *name = JS_AtomToCString(ctx, atom);
    JSValue value = JS_UNDEFINED;
    int result = 0;

    if (name == NULL) {
        return -1;
    }
    if (!is_among(name, names, count)) {
        value = JS_GetProperty(ctx, options, atom);
        result = JS_IsException(value) ? -1 : !JS_IsUndefined(value);
    }
    if (result > 0) {
        result = throw_unknown(ctx, name, names, count, where);
    }
    JS_FreeValue(ctx, value);
    JS_FreeCString(ctx, name);
    return result;
}

int qp__options_check(JSContext *ctx, JSValueConst options, const char *const *names, size_t count,
                      const char *where)
{
    JSPropertyEnum *found;
    uint32_t found_count;
    int result = 0;

    if (!JS_IsObject(options)) {
        return 0;
    }
    if (JS_GetOwnPropertyNames(ctx, &found, &found_count, options,
                               JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0) {
        return -1;
    }
    for (uint32_t i = 0; result == 0 && i < found_count; i++) {
        result = check_name(ctx, options, found[i].atom, names, count, where);
    }
    qp__free_property_names(ctx, found, found_count);
    return result;
}

/* ---- Values ------------------------------------------------------------------------------ */

/* 1: an object's own property, or any of a value that is no object; 0; -1 with an exception. */
static int may_have(JSContext *ctx, JSValueConst options, JSAtom atom)
{
    return JS_IsObject(options) ? JS_GetOwnProperty(ctx, NULL, options, atom) : 1;
}

int qp__option_get(JSContext *ctx, JSValueConst options, const char *name, JSValue *value)
{
    JSAtom atom = JS_NewAtom(ctx, name);
    int own;

    *value = JS_UNDEFINED;
    if (atom == JS_ATOM_NULL) {
        return -1;
    }
    own = may_have(ctx, options, atom);
    if (own > 0) {
        *value = JS_GetProperty(ctx, options, atom);
    }
    JS_FreeAtom(ctx, atom);
    return own < 0 || JS_IsException(*value) ? -1 : !JS_IsUndefined(*value);
}

int qp__option_bool(JSContext *ctx, JSValueConst options, const char *name, int *result)
{
    JSValue value;
    int given = qp__option_get(ctx, options, name, &value);

    if (given > 0) {
        *result = JS_ToBool(ctx, value) > 0;
        JS_FreeValue(ctx, value);
    }
    return given;
}

int qp__to_integer(JSContext *ctx, JSValueConst value, const char *name, int32_t *result)
{
    double number;

    if (JS_ToFloat64(ctx, &number, value) < 0) {
        return -1;
    }
    if (!JS_IsNumber(value)) {
        JS_ThrowTypeError(ctx, "%s is not a number", name);
        return -1;
    }
    /* NaN as well; infinities are clamped. */
    if (!(number == trunc(number))) {
        JS_ThrowTypeError(ctx, "%s is not a whole number", name);
        return -1;
    }
    *result = number >= INT32_MAX ? INT32_MAX : number <= INT32_MIN ? INT32_MIN : (int32_t)number;
    return 0;
}

int qp__option_int32(JSContext *ctx, JSValueConst options, const char *name, int32_t *result)
{
    JSValue value;
    int given = qp__option_get(ctx, options, name, &value);

    if (given > 0) {
        given = JS_ToInt32(ctx, result, value) < 0 ? -1 : 1;
        JS_FreeValue(ctx, value);
    }
    return given;
}

static void throw_word(JSContext *ctx, const char *name, const char *const *words, size_t count)
{
    char list[200];

    list_names(list, sizeof(list), words, count, "\"");
    JS_ThrowTypeError(ctx, "%s is not one of %s", name, list);
}

/* 1; -1 with an exception. */
static int to_word(JSContext *ctx, JSValueConst value, const char *name, const char *const *words,
                   const int *values, size_t count, int *result)
{
    const char *word = JS_IsString(value) ? JS_ToCString(ctx, value) : NULL;
    size_t i = 0;

    if (JS_IsString(value) && word == NULL) {
        return -1;
    }
    while (i < count && (word == NULL || strcmp(word, words[i]) != 0)) {
        i++;
    }
    JS_FreeCString(ctx, word);
    if (i == count) {
        throw_word(ctx, name, words, count);
        return -1;
    }
    *result = values[i];
    return 1;
}

int qp__option_word(JSContext *ctx, JSValueConst options, const char *name,
                    const char *const *words, const int *values, size_t count, int *result)
{
    JSValue value;
    int given = qp__option_get(ctx, options, name, &value);

    if (given > 0) {
        given = to_word(ctx, value, name, words, values, count, result);
        JS_FreeValue(ctx, value);
    }
    return given;
}

int qp__option_integer(JSContext *ctx, JSValueConst options, const char *name, int32_t *result)
{
    JSValue value;
    int given = qp__option_get(ctx, options, name, &value);

    if (given > 0) {
        given = qp__to_integer(ctx, value, name, result) < 0 ? -1 : 1;
        JS_FreeValue(ctx, value);
    }
    return given;
}

int qp__option_text(JSContext *ctx, JSValueConst options, const char *name, qp_char **result)
{
    JSValue value;
    int given = qp__option_get(ctx, options, name, &value);

    if (given > 0) {
        *result = qp__js_text(ctx, value, name);
        JS_FreeValue(ctx, value);
        given = *result == NULL ? -1 : 1;
    }
    return given;
}

/* 1: there is a timeout; 0: none; -1 with an exception. */
static int to_timeout(JSContext *ctx, JSValueConst value, const char *name, uint32_t *result)
{
    double ms;

    if (JS_IsNull(value)) {
        return 0;
    }
    if (JS_ToFloat64(ctx, &ms, value) < 0) {
        return -1;
    }
    if (!JS_IsNumber(value)) {
        JS_ThrowTypeError(ctx, "%s is not a number of milliseconds", name);
        return -1;
    }
    /* NaN as well. */
    if (!(ms >= 0)) {
        JS_ThrowRangeError(ctx, "%s is not a number of milliseconds from 0 up", name);
        return -1;
    }
    if (ms > 0) {
        *result = ms >= UINT32_MAX ? UINT32_MAX : (uint32_t)ceil(ms);
    }
    return ms > 0;
}

int qp__option_timeout(JSContext *ctx, JSValueConst options, const char *name, uint32_t *result)
{
    JSValue value;
    int given = qp__option_get(ctx, options, name, &value);

    if (given > 0) {
        given = to_timeout(ctx, value, name, result);
        JS_FreeValue(ctx, value);
    }
    return given;
}
