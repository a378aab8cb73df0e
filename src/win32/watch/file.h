/*
 * What the watches ask about the file behind a handle. Any thread.
 */
#ifndef QP_WIN32_WATCH_FILE_H
#define QP_WIN32_WATCH_FILE_H

#include "win32/system/win.h"

typedef enum qp__direction { QP__READABLE, QP__WRITABLE } qp__direction;

typedef enum qp__file_kind {
    QP__FILE_PLAIN, /* never blocks for long: files, NUL, devices */
    QP__FILE_PIPE,
    QP__FILE_CONSOLE
} qp__file_kind;

/* A qp__file_kind; -ENOMEM, -EMFILE. Waits while another thread or process reads from the pipe. */
int qp__file_kind_of(HANDLE handle);

/* Was it opened for that? When it cannot be told: yes. */
int qp__file_can(HANDLE handle, qp__direction direction);

/* Do two handles stand for one open file? */
int qp__file_same(HANDLE a, HANDLE b);

#endif
