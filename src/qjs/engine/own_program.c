#include "qjs/engine/own_program.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf16.h"
#include "qjs/engine/normalize.h"
#include "qjs/system/source.h"
#include "win32/system/win.h"

/* Set before the first context is made, never changed: Workers read them from other threads. */
static qp__bundle bundle;
static char *
    *names; /* of its modules, as the loader asks for them; NULL: this is the interpreter */

/* "C:/folder/", to free; NULL when there is no memory. */
static char *own_folder(void)
{
    enum { MOST_UNITS = 32768 };
    qp_char *path = malloc(MOST_UNITS * sizeof(*path));
    DWORD length = path != NULL ? GetModuleFileNameW(NULL, path, MOST_UNITS) : 0;
    char *folder = malloc((size_t)3 * length + 1);
    size_t bytes = 0;

    if (folder != NULL) {
        while (length > 0 && path[length - 1] != L'\\') {
            length--;
        }
        bytes = qp__utf8_from_utf16((uint8_t *)folder, path, length);
        folder[bytes] = '\0';
    }
    for (size_t i = 0; i < bytes; i++) {
        folder[i] = folder[i] == '\\' ? '/' : folder[i];
    }
    free(path);
    return folder;
}

static char *full_name(const char *folder, const char *name)
{
    char *full = malloc(qp__normalize_room(folder, name));

    if (full != NULL) {
        qp__normalize(full, folder, name);
    }
    return full;
}

/* Imports are seen from the folder of the program, wherever that was put. */
static int name_modules(const char *folder)
{
    qp__bundle_module module = qp__bundle_first(&bundle);

    names = calloc(bundle.count, sizeof(*names));
    for (uint32_t i = 0; names != NULL && i < bundle.count; i++) {
        names[i] = full_name(folder, module.name);
        if (names[i] == NULL) {
            return -ENOMEM;
        }
        if (i + 1 < bundle.count) {
            module = qp__bundle_next(&bundle, &module);
        }
    }
    return names != NULL ? 0 : -ENOMEM;
}

int qp__own_program_open(const qp__bundle **opened)
{
    HRSRC resource = FindResourceW(NULL, QP__OWN_PROGRAM_RESOURCE, (LPCWSTR)RT_RCDATA);
    char *folder;
    int error;

    if (resource == NULL) {
        return 0;
    }
    error = qp__bundle_open(&bundle, LockResource(LoadResource(NULL, resource)),
                            SizeofResource(NULL, resource));
    if (error < 0) {
        return error;
    }
    folder = own_folder();
    error = folder != NULL ? name_modules(folder) : -ENOMEM;
    free(folder);
    *opened = &bundle;
    return error < 0 ? error : 1;
}

const char *qp__own_program_main_name(void)
{
    return names[0];
}

/* 1, or 0. */
static int find(const char *name, qp__bundle_module *found)
{
    for (uint32_t i = 0; names != NULL && i < bundle.count; i++) {
        *found = i == 0 ? qp__bundle_first(&bundle) : qp__bundle_next(&bundle, found);
        if (strcmp(names[i], name) == 0) {
            return 1;
        }
    }
    return 0;
}

uint8_t *qp__own_program_load(JSContext *ctx, size_t *size, const char *name)
{
    qp__bundle_module module;
    uint8_t *copy;

    if (!find(name, &module)) {
        return qp__source_load(ctx, size, name);
    }
    copy = js_malloc(ctx, module.size + 1);
    if (copy == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    memcpy(copy, module.source, module.size + 1);
    *size = module.size;
    return copy;
}
