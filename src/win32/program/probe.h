/*
 * What is at a path, for the search in core.
 */
#ifndef QP_WIN32_PROGRAM_PROBE_H
#define QP_WIN32_PROGRAM_PROBE_H

#include "core/path_search.h"

/* A qp__probe_file. `opaque` is not used. */
qp__program_kind qp__probe(void *opaque, const qp_char *path);

/* A qp__probe_prefix. `opaque` is not used. */
int qp__probe_prefix_in_directory(void *opaque, const qp_char *prefix);

/* Reads up to `size` bytes from a file's beginning; how many, 0 when it cannot be read, -ENOMEM. */
int qp__read_head(const qp_char *path, uint8_t *bytes, size_t size);

#endif
