/*
 * A DLL that imports the engine names the file that exports it, and could be loaded by a program of
 * that name only. So this one imports nothing of the engine: each function that the module calls is
 * defined here, and passes the call on to the program's own, which is looked up by its name.
 */
#include "loadable/engine.h"

#include <quickjs.h>

#include "win32/system/win.h"

#include <stdarg.h>
#include <stdio.h>

#define MESSAGE_BYTES 256 /* what the engine itself keeps of an error's message */

typedef void any_function(void);

/* What was found, in the order of the table. */
enum {
#define FUNCTION(result, name, parameters, arguments) INDEX_##name,
#define VOID_FUNCTION(name, parameters, arguments)    INDEX_##name,
#include "loadable/engine_functions.h"
#undef FUNCTION
#undef VOID_FUNCTION
    INDEX_JS_ThrowTypeError,
    INDEX_JS_ThrowRangeError,
    FUNCTION_COUNT
};

static const char *const names[FUNCTION_COUNT] = {
#define FUNCTION(result, name, parameters, arguments) #name,
#define VOID_FUNCTION(name, parameters, arguments)    #name,
#include "loadable/engine_functions.h"
#undef FUNCTION
#undef VOID_FUNCTION
    "JS_ThrowTypeError",
    "JS_ThrowRangeError",
};

static any_function *found[FUNCTION_COUNT];

const char *qp__engine_find(void)
{
    HMODULE program = GetModuleHandleW(NULL);

    for (int i = 0; i < FUNCTION_COUNT; i++) {
        found[i] = (any_function *)(void (*)(void))GetProcAddress(program, names[i]);
        if (found[i] == NULL) {
            return names[i];
        }
    }
    return NULL;
}

/* NOLINTBEGIN(bugprone-macro-parentheses): these are lists in their own parentheses */
#define FUNCTION(result, name, parameters, arguments)                                              \
    result name parameters                                                                         \
    {                                                                                              \
        return ((result(*) parameters)found[INDEX_##name])arguments;                               \
    }
#define VOID_FUNCTION(name, parameters, arguments)                                                 \
    void name parameters                                                                           \
    {                                                                                              \
        ((void(*) parameters)found[INDEX_##name]) arguments;                                       \
    }
/* NOLINTEND(bugprone-macro-parentheses) */
#include "loadable/engine_functions.h"

/* The variable arguments cannot be passed on: the message is. */
typedef JSValue throw_function(JSContext *ctx, const char *fmt, ...);

JSValue JS_ThrowTypeError(JSContext *ctx, const char *fmt, ...)
{
    char message[MESSAGE_BYTES];
    va_list values;

    va_start(values, fmt);
    vsnprintf(message, sizeof(message), fmt, values);
    va_end(values);
    return ((throw_function *)found[INDEX_JS_ThrowTypeError])(ctx, "%s", message);
}

JSValue JS_ThrowRangeError(JSContext *ctx, const char *fmt, ...)
{
    char message[MESSAGE_BYTES];
    va_list values;

    va_start(values, fmt);
    vsnprintf(message, sizeof(message), fmt, values);
    va_end(values);
    return ((throw_function *)found[INDEX_JS_ThrowRangeError])(ctx, "%s", message);
}
