#include "qjs/system/environment.h"

#include <stdlib.h>
#include <wchar.h>

#include "qjs/c_module.h"
#include "qjs/system/file_path.h"
#include "quickjs/values/text.h"
#include "win32/program/path.h"
#include "win32/system/win.h"

static JSValue js_getenv(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    qp_char *name = qp__js_text(ctx, argv[0], "the name");
    JSValue result = JS_UNDEFINED;
    qp__text value;
    int found;

    (void)this_val;
    (void)argc;
    if (name == NULL) {
        return JS_EXCEPTION;
    }
    qp__text_init(&value);
    found = qp__getenv(&value, name);
    if (found > 0) {
        result = qp__new_string(ctx, value.units, value.length);
    }
    qp__text_dispose(&value);
    js_free(ctx, name);
    return result;
}

/* SetEnvironmentVariableW makes UNICODE_STRINGs of name and value (RtlInitUnicodeStringEx), and
 * fails beyond; Wine cuts them. */
#define LONGEST_UNITS 32766

/* A name that no variable can have is ignored, as in quickjs-libc. */
static int is_name(const qp_char *name)
{
    return name[0] != L'\0' && wcschr(name, L'=') == NULL && qp__length(name) <= LONGEST_UNITS;
}

/*
 * `value` is NULL to remove the variable. undefined, or an exception: a variable that silently kept
 * its value would be a PATH with folders that the script has removed.
 */
static JSValue set_variable(JSContext *ctx, const qp_char *name, const qp_char *value)
{
    if (!is_name(name)) {
        return JS_UNDEFINED;
    }
    if (value != NULL && qp__length(value) > LONGEST_UNITS) {
        return JS_ThrowRangeError(ctx, "the value is longer than %d characters", LONGEST_UNITS);
    }
    /* The C runtime has a copy (which it reads TZ from, for one), where empty means removed. */
    _wputenv_s(name, value != NULL ? value : L"");
    if (!SetEnvironmentVariableW(name, value) && value != NULL) {
        return JS_ThrowOutOfMemory(ctx);
    }
    return JS_UNDEFINED;
}

static JSValue js_setenv(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    qp_char *name = qp__js_text(ctx, argv[0], "the name");
    qp_char *value = name != NULL ? qp__js_text(ctx, argv[1], "the value") : NULL;
    JSValue result = JS_EXCEPTION;

    (void)this_val;
    (void)argc;
    if (value != NULL) {
        result = set_variable(ctx, name, value);
    }
    js_free(ctx, name);
    js_free(ctx, value);
    return result;
}

static JSValue js_unsetenv(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    qp_char *name = qp__js_text(ctx, argv[0], "the name");

    (void)this_val;
    (void)argc;
    if (name == NULL) {
        return JS_EXCEPTION;
    }
    set_variable(ctx, name, NULL);
    js_free(ctx, name);
    return JS_UNDEFINED;
}

/* object[name] = value. 0; -1 with an exception. */
static int define_entry(JSContext *ctx, JSValueConst object, const qp_char *entry)
{
    const qp_char *equals = wcschr(entry + 1, L'=');
    JSValue name;
    JSAtom atom;
    int result = -1;

    if (equals == NULL) {
        return 0;
    }
    name = qp__new_string(ctx, entry, (size_t)(equals - entry));
    atom = JS_IsException(name) ? JS_ATOM_NULL : JS_ValueToAtom(ctx, name);
    if (atom != JS_ATOM_NULL) {
        result = JS_DefinePropertyValue(ctx, object, atom,
                                        qp__new_string(ctx, equals + 1, qp__length(equals + 1)),
                                        JS_PROP_C_W_E);
    }
    JS_FreeAtom(ctx, atom);
    JS_FreeValue(ctx, name);
    return result < 0 ? -1 : 0;
}

static JSValue js_getenviron(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    JSValue object = JS_NewObject(ctx);
    qp_char *block = GetEnvironmentStringsW();

    (void)this_val;
    (void)argc;
    (void)argv;
    for (const qp_char *entry = block; block != NULL && *entry != L'\0' && !JS_IsException(object);
         entry += qp__length(entry) + 1) {
        /* "=C:" and its like are Windows's own. */
        if (*entry != L'=' && define_entry(ctx, object, entry) < 0) {
            JS_FreeValue(ctx, object);
            object = JS_EXCEPTION;
        }
    }
    if (block != NULL) {
        FreeEnvironmentStringsW(block);
    }
    return object;
}

static const JSCFunctionListEntry funcs[] = {
    JS_CFUNC_DEF("getenv", 1, js_getenv),
    JS_CFUNC_DEF("setenv", 2, js_setenv),
    JS_CFUNC_DEF("unsetenv", 1, js_unsetenv),
    JS_CFUNC_DEF("getenviron", 0, js_getenviron),
};

QP__DEFINE_MODULE(qp__init_environment, funcs)
