/*
 * Pipes to and from children that are read and written without blocking, any number of them without
 * a thread. The conventions are those of quickproc.h and events.h.
 *
 * This process's end of such a pipe is overlapped and stays here; the child's end is an ordinary
 * descriptor for qp_spawn_options. No other process can open the pipe, since it has no name
 * (NtCreateNamedPipeFile). For a pipe between two children use qp_pipe.
 *
 * One thread, the owner of the qp_events, calls these functions.
 */
#ifndef QUICKPROC_STREAMS_H
#define QUICKPROC_STREAMS_H

#include "quickproc/events.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct qp_reader qp_reader;
typedef struct qp_writer qp_writer;

/*
 * Makes a pipe that a child writes to. *fd is the child's end: pass it on, then close it, or the
 * end of file will never come. 0, or
 *   -EMFILE
 *   -ENOMEM
 */
int qp_reader_new(qp_events *events, qp_reader **reader, int *fd);

/*
 * `size` > 0: the number of bytes, which are borrowed until the callback returns or frees the
 * reader. 0: the end of the file. -errno: the pipe cannot be read.
 */
typedef void qp_read_callback(void *opaque, const void *bytes, int size);

/*
 * Reads what there is, up to 64 KiB, and calls `done` once from qp_events_dispatch; until then
 * qp_events_is_active is 1. Nothing is read ahead: a child that writes more than the pipe holds
 * waits for the next read. 0, or
 *   -EBUSY    another read is under way
 *   -EBADF    the qp_events were freed
 *   -ENOMEM
 */
int qp_reader_read(qp_reader *reader, qp_read_callback *done, void *opaque);

/*
 * Ends the file early, though others may hold the pipe's end for writing: what is in the pipe now
 * can still be read, then comes the end, for a read that waits as well. 0, or
 *   -EBADF    the qp_events were freed
 *   -errno    the system does not say what is in the pipe: nothing has changed
 */
int qp_reader_finish(qp_reader *reader);

/* Closes our end, and frees. A read that is under way is forgotten: `done` is not called. The
 * child's next write fails. NULL is allowed. Returns NULL. */
qp_reader *qp_reader_free(qp_reader *reader);

/* A pipe that a child reads from; *fd is its end for reading, as above. */
int qp_writer_new(qp_events *events, qp_writer **writer, int *fd);

/* `result`: 0, the pipe has taken everything; -EPIPE: it has no reader any more. */
typedef void qp_write_callback(void *opaque, int result);

/*
 * Writes a copy of `bytes`, and calls `done` once from qp_events_dispatch when the pipe has taken
 * all of them; until then qp_events_is_active. Of a write of nothing the child learns nothing.
 *
 * 0, or
 *   -EBUSY    another write is under way
 *   -EBADF    the qp_events were freed
 *   -ENOMEM
 */
int qp_writer_write(qp_writer *writer, const void *bytes, size_t size, qp_write_callback *done,
                    void *opaque);

/* Closes our end, and frees: the child reads what the pipe has taken, then the end of file. The
 * rest of a write that is under way is lost, and its `done` not called. NULL is allowed. Returns
 * NULL. */
qp_writer *qp_writer_free(qp_writer *writer);

#ifdef __cplusplus
}
#endif

#endif
