/*
 * The prompt. What it shows and understands is written in JavaScript (js/repl.js); this is what
 * JavaScript cannot do itself.
 *
 * The module `quickproc:repl-native`:
 *   evaluate(source)       runs a script in the global scope, returns its value
 *   evaluateAsync(source)  the same with `await` allowed; a promise of { value }
 *   compile(source, async) throws what is wrong with a script
 *   protect(function)      calls it; being interrupted by Ctrl+C becomes an ordinary exception
 *   consumeInterrupt()     a Ctrl+C was seen to
 *   onRejection(function)  function(promise, reason, isHandled) for promises without a handler
 *   classOf(value)         the engine's name for what an object is: "Map", "Proxy", ...
 *   promiseState(promise)  ["pending" | "fulfilled" | "rejected", result]
 *   proxyTarget(proxy)
 */
#ifndef QP_QJS_PROMPT_REPL_H
#define QP_QJS_PROMPT_REPL_H

#include <quickjs.h>

JSModuleDef *qp__init_repl(JSContext *ctx, const char *name);

/* Runs the prompt until the end of input, and then the loop until nothing is left. 0 or -1. */
int qp__repl_run(JSContext *ctx);

#endif
