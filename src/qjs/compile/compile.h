/*
 * Standalone programs: a copy of the interpreter with a script and its modules in it. What belongs
 * into one is decided in JavaScript (js/compile.js); this is what JavaScript cannot do itself.
 *
 * The module `quickproc:compile-native`:
 *   request              the options of the command line, as an object
 *   isModule(name, source)
 *   normalize(base, name)
 *   imports(source, name, isModule)
 *                        compiles it and what it imports statically, which is loaded and compiled
 *                        too: every import as [importing module, name there, full name]; throws
 *   write({ exe, out, windowed, resources })
 *                        the program; resources as [type, number or name, language, ArrayBuffer];
 *                        0, or [-errno, what was tried]
 */
#ifndef QP_QJS_COMPILE_COMPILE_H
#define QP_QJS_COMPILE_COMPILE_H

#include <quickjs.h>

#include "qjs/options.h"

JSModuleDef *qp__init_compile(JSContext *ctx, const char *name);

/* Does what the option --compile asks for. 0; -1 with the reason on standard error. */
int qp__compile(JSContext *ctx, const qp__options *options);

#endif
