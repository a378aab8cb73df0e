/*
 * What stat tells of a file, from the W functions.
 */
#ifndef QP_QJS_SYSTEM_FILE_STAT_H
#define QP_QJS_SYSTEM_FILE_STAT_H

#include <stdint.h>

#include "core/text.h"

typedef struct qp__file_stat {
    uint32_t device;
    uint64_t index; /* of the file on its volume; 0 where the file system has none */
    uint32_t mode;  /* S_IFREG | 0666 ..., as the C runtime's stat has it */
    uint32_t links;
    uint64_t size_bytes;
    int64_t accessed_ms; /* since 1970 */
    int64_t modified_ms;
    int64_t changed_ms; /* contents or attributes */
} qp__file_stat;

/* `path` as of qp__file_path. 0 or -errno. Also for files that cannot be opened now. */
int qp__file_stat_get(qp__file_stat *stat, const qp_char *path);

/* Times since 1970. 0 or -errno. */
int qp__file_set_times(const qp_char *path, int64_t accessed_ms, int64_t modified_ms);

#endif
