#include "qjs/system/file_path.h"

#include <errno.h>
#include <string.h>

#include "core/utf16.h"
#include "quickjs/values/text.h"
#include "win32/program/path.h"
#include "win32/system/win.h"

int qp__file_path(qp__text *out, const qp_char *name)
{
    return name[0] == L'\0' ? -ENOENT : qp__path_long(out, name);
}

int qp__file_path_utf8(qp__text *out, const char *name)
{
    qp__text wide;
    int error;

    qp__text_init(&wide);
    qp__text_append_utf8(&wide, (const uint8_t *)name, strlen(name));
    if (wide.error == 0 && wide.length == 0) {
        error = -ENOENT;
    } else {
        error = wide.error < 0 ? wide.error : qp__file_path(out, wide.units);
    }
    qp__text_dispose(&wide);
    return error;
}

int qp__file_path_shorten(qp__text *path)
{
    qp__text shorter;
    int error;

    if (path->length < 4 || wcsncmp(path->units, L"\\\\?\\", 4) != 0) {
        return 0;
    }
    qp__text_init(&shorter);
    if (wcsncmp(path->units, L"\\\\?\\UNC\\", 8) == 0) {
        qp__text_append_char(&shorter, L'\\');
        qp__text_append_z(&shorter, path->units + 7);
    } else {
        qp__text_append_z(&shorter, path->units + 4);
    }
    error = shorter.error;
    if (error < 0) {
        qp__text_dispose(&shorter);
    } else {
        qp__text_dispose(path);
        *path = shorter;
    }
    return error;
}

/* Appends where an open file really is. 0 or -errno. */
static int append_final_path(qp__text *out, HANDLE file)
{
    DWORD room = GetFinalPathNameByHandleW(file, NULL, 0, FILE_NAME_NORMALIZED);
    qp_char *buffer;
    DWORD units;

    if (room == 0) {
        return qp__last_error();
    }
    buffer = qp__alloc((room + 1) * sizeof(*buffer));
    if (buffer == NULL) {
        return -ENOMEM;
    }
    units = GetFinalPathNameByHandleW(file, buffer, room + 1, FILE_NAME_NORMALIZED);
    if (units > 0 && units <= room) {
        qp__text_append(out, buffer, units);
    }
    qp__free(buffer);
    return units > 0 && units <= room ? out->error : -EIO;
}

int qp__file_path_resolve(qp__text *path)
{
    qp__text real;
    int error;
    HANDLE file =
        CreateFileW(path->units, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                    OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);

    if (file == INVALID_HANDLE_VALUE) {
        return qp__last_error();
    }
    qp__text_init(&real);
    error = append_final_path(&real, file);
    CloseHandle(file);
    if (error == 0) {
        qp__text_dispose(path);
        *path = real;
        return 0;
    }
    qp__text_dispose(&real);
    /* Some file systems cannot tell; the full path is the best answer then. */
    return error == -ENOMEM ? error : 0;
}

int qp__file_path_js(JSContext *ctx, qp__text *out, JSValueConst value)
{
    qp_char *name = qp__js_text(ctx, value, "the path");
    int result;

    if (name == NULL) {
        return QP__THROWN;
    }
    result = qp__file_path(out, name);
    js_free(ctx, name);
    return result;
}

JSValue qp__new_string(JSContext *ctx, const qp_char *units, size_t length)
{
    return JS_NewStringUTF16(ctx, (const uint16_t *)units, length);
}
