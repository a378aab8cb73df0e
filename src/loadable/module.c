/*
 * What quickjs-libc calls in a native module: import { exec } from "./quickproc.dll".
 */
#include "loadable/engine.h"

#include "quickproc/quickjs.h"

#include <stdio.h>

__declspec(dllexport) JSModuleDef *js_init_module(JSContext *ctx, const char *module_name);

JSModuleDef *js_init_module(JSContext *ctx, const char *module_name)
{
    const char *missing = qp__engine_find();

    /* Without the engine's functions there is no way to throw. */
    if (missing != NULL) {
        fprintf(stderr, "%s: this program does not export %s: it cannot load native modules\n",
                module_name, missing);
        return NULL;
    }
    return quickproc_init_module(ctx, module_name);
}
