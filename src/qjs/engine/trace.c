#include "qjs/engine/trace.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

/* printf here, not the streams of system/stream.h: nothing may be allocated meanwhile. */

static size_t usable_size(const void *block)
{
    return block != NULL ? _msize((void *)block) : 0;
}

static void print_block(const void *block)
{
    if (block == NULL) {
        printf("NULL\n");
    } else {
        printf("%p.%llu\n", block, (unsigned long long)usable_size(block));
    }
}

static void *trace_calloc(void *opaque, size_t count, size_t size)
{
    void *block = calloc(count, size);

    (void)opaque;
    printf("C %llu %llu -> ", (unsigned long long)count, (unsigned long long)size);
    print_block(block);
    return block;
}

static void *trace_malloc(void *opaque, size_t size)
{
    void *block = malloc(size);

    (void)opaque;
    printf("A %llu -> ", (unsigned long long)size);
    print_block(block);
    return block;
}

static void trace_free(void *opaque, void *block)
{
    (void)opaque;
    if (block != NULL) {
        printf("F ");
        print_block(block);
        free(block);
    }
}

static void *trace_realloc(void *opaque, void *block, size_t size)
{
    void *grown = realloc(block, size);

    (void)opaque;
    printf("R %llu -> ", (unsigned long long)size);
    print_block(grown);
    return grown;
}

JSRuntime *qp__trace_new_runtime(void)
{
    static const JSMallocFunctions functions = {trace_calloc, trace_malloc, trace_free,
                                                trace_realloc, usable_size};

    return JS_NewRuntime2(&functions, NULL);
}
