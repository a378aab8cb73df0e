#include "qjs/system/source.h"

#include <errno.h>
#include <stdio.h>

#include "qjs/system/stream.h"
#include "qjs/system/file_path.h"
#include "win32/system/win.h"

typedef struct bytes_buffer {
    JSContext *ctx;
    uint8_t *bytes; /* js_malloc */
    size_t size;
    size_t capacity;
} bytes_buffer;

/* Room for `more` bytes and a NUL. 0 or -ENOMEM. */
static int reserve(bytes_buffer *buffer, size_t more)
{
    size_t capacity = buffer->size + more + 1;
    uint8_t *grown;

    if (capacity <= buffer->capacity) {
        return 0;
    }
    if (capacity < buffer->capacity * 2) {
        capacity = buffer->capacity * 2;
    }
    grown = js_realloc_rt(JS_GetRuntime(buffer->ctx), buffer->bytes, capacity);
    if (grown == NULL) {
        return -ENOMEM;
    }
    buffer->bytes = grown;
    buffer->capacity = capacity;
    return 0;
}

/* The contents, or NULL with everything freed. */
static uint8_t *take(bytes_buffer *buffer, size_t *size, int error)
{
    if (error < 0) {
        js_free(buffer->ctx, buffer->bytes);
        return NULL;
    }
    buffer->bytes[buffer->size] = '\0';
    *size = buffer->size;
    return buffer->bytes;
}

#define BLOCK_BYTES 65536

/* The size is asked for once, so that most files are one read; pipes and devices have none. */
static size_t expected_bytes(HANDLE file)
{
    LARGE_INTEGER size;

    if (!GetFileSizeEx(file, &size) || size.QuadPart <= 0 || size.QuadPart >= INT32_MAX) {
        return BLOCK_BYTES;
    }
    return (size_t)size.QuadPart + 1;
}

static int read_all(HANDLE file, bytes_buffer *buffer)
{
    size_t want = expected_bytes(file);

    for (;;) {
        DWORD got = 0;
        int error = reserve(buffer, want);
        if (error < 0) {
            return error;
        }
        if (!ReadFile(file, buffer->bytes + buffer->size, (DWORD)want, &got, NULL)) {
            return GetLastError() == ERROR_BROKEN_PIPE ? 0 : qp__last_error();
        }
        if (got == 0) {
            return 0;
        }
        buffer->size += got;
        want = got < want ? want - got : BLOCK_BYTES;
    }
}

uint8_t *qp__source_read(JSContext *ctx, const wchar_t *path, size_t *size, int *error)
{
    bytes_buffer buffer = {ctx, NULL, 0, 0};
    HANDLE file =
        CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                    NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);

    if (file == INVALID_HANDLE_VALUE) {
        *error = qp__last_error();
        return NULL;
    }
    *error = read_all(file, &buffer);
    CloseHandle(file);
    return take(&buffer, size, *error);
}

uint8_t *qp__source_load(JSContext *ctx, size_t *size, const char *name)
{
    uint8_t *bytes = NULL;
    qp__text path;
    int error;

    qp__text_init(&path);
    error = qp__file_path_utf8(&path, name);
    if (error == 0) {
        bytes = qp__source_read(ctx, path.units, size, &error);
    }
    qp__text_dispose(&path);
    errno = -error;
    return bytes;
}

uint8_t *qp__source_load_stdin(JSContext *ctx, size_t *size)
{
    bytes_buffer buffer = {ctx, NULL, 0, 0};
    int error;

    for (;;) {
        size_t got;
        error = reserve(&buffer, BLOCK_BYTES);
        if (error < 0) {
            break;
        }
        got = qp__stream_fread(buffer.bytes + buffer.size, 1, BLOCK_BYTES, stdin);
        if (got == 0) {
            break;
        }
        buffer.size += got;
    }
    errno = -error;
    return take(&buffer, size, error);
}
