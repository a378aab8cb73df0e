/*
 * The modules of a standalone program, as one block of bytes.
 *
 *   "QPBUND01"  flags  count  memory limit (8 bytes)  stack size (8 bytes)
 *   then each module: size of its name, size of its source, the name, NUL, the source, NUL
 *
 * Numbers are little-endian, of 4 bytes where nothing else is said. The first module is the main
 * one. js/compile.js writes it.
 */
#ifndef QP_QJS_SYSTEM_BUNDLE_H
#define QP_QJS_SYSTEM_BUNDLE_H

#include <stddef.h>
#include <stdint.h>

enum {
    QP__BUNDLE_MODULE = 1, /* the main module is no classic script */
    QP__BUNDLE_STD = 2     /* as the option --std */
};

typedef struct qp__bundle {
    const uint8_t *bytes; /* borrowed */
    size_t size;
    uint32_t flags;
    uint32_t count;
    int64_t memory_limit_bytes; /* as in qp__options */
    int64_t stack_size_bytes;
} qp__bundle;

typedef struct qp__bundle_module {
    const char *name;   /* NUL-terminated UTF-8; all in the bundle */
    const char *source; /* NUL-terminated */
    size_t size;        /* of the source, without the NUL */
    size_t next;        /* where the next one begins */
} qp__bundle_module;

/* Checks all of it: 0; -EINVAL for what is no bundle. */
int qp__bundle_open(qp__bundle *bundle, const uint8_t *bytes, size_t size);

/* The first one, and the one after it. There are `count` of them. */
qp__bundle_module qp__bundle_first(const qp__bundle *bundle);
qp__bundle_module qp__bundle_next(const qp__bundle *bundle, const qp__bundle_module *module);

#endif
