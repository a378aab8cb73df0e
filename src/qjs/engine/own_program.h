/*
 * What a standalone program runs: the bundle in its own resources.
 */
#ifndef QP_QJS_ENGINE_OWN_PROGRAM_H
#define QP_QJS_ENGINE_OWN_PROGRAM_H

#include <quickjs.h>

#include "qjs/system/bundle.h"

/* The name of the resource, of the type RT_RCDATA. */
#define QP__OWN_PROGRAM_RESOURCE L"QUICKPROC_BUNDLE"

/*
 * Looks for it: 1, and *opened is set for good; 0, this is the interpreter; -EINVAL, it is damaged;
 * -ENOMEM. Call it before the first context is made.
 */
int qp__own_program_open(const qp__bundle **opened);

/* What the main module is called: a file in the folder of the program. */
const char *qp__own_program_main_name(void);

/*
 * qp__source_load, where a module that is included is not read from the disk: what js_module_load
 * of quickjs-libc calls.
 */
uint8_t *qp__own_program_load(JSContext *ctx, size_t *size, const char *name);

#endif
