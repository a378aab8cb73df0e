/*
 * Modules of C functions.
 */
#ifndef QP_QJS_C_MODULE_H
#define QP_QJS_C_MODULE_H

#include <quickjs.h>

/*
 * Defines `JSModuleDef *function(JSContext *ctx, const char *name)`: makes the module `name` of the
 * array `funcs` of JSCFunctionListEntry. NULL when there is no memory.
 */
#define QP__DEFINE_MODULE(function, funcs)                                                         \
    static int function##_fill(JSContext *ctx, JSModuleDef *module)                                \
    {                                                                                              \
        return JS_SetModuleExportList(ctx, module, funcs, sizeof(funcs) / sizeof((funcs)[0]));     \
    }                                                                                              \
                                                                                                   \
    JSModuleDef *function(JSContext *ctx, const char *name)                                        \
    {                                                                                              \
        JSModuleDef *module = JS_NewCModule(ctx, name, function##_fill);                           \
                                                                                                   \
        if (module != NULL) {                                                                      \
            JS_AddModuleExportList(ctx, module, funcs, sizeof(funcs) / sizeof((funcs)[0]));        \
        }                                                                                          \
        return module;                                                                             \
    }

#endif
