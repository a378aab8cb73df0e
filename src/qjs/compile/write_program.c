#include "qjs/compile/write_program.h"

#include <errno.h>

#include "qjs/compile/pe_image.h"
#include "win32/system/win.h"

/* Virus scanners open a new program for a moment, and changing it or renaming it fails then
 * (golang/go, issue 16882; rust-lang/rustup, issue 1912). */
#define ATTEMPTS 10
#define PAUSE_MS 200

/* ---- The headers ------------------------------------------------------------------------- */

static int is_program(const qp_char *path)
{
    uint8_t bytes[QP__PE_HEADERS_BYTES];
    DWORD got = 0;
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    int error = 0;

    if (file == INVALID_HANDLE_VALUE) {
        return qp__last_error();
    }
    if (!ReadFile(file, bytes, sizeof(bytes), &got, NULL)) {
        error = qp__last_error();
    } else if (!qp__pe_image_is_program(bytes, got)) {
        error = -ENOEXEC;
    }
    CloseHandle(file);
    return error;
}

static int set_windowed(const qp__program_plan *plan, const qp_char *path)
{
    uint8_t bytes[QP__PE_HEADERS_BYTES];
    DWORD got = 0;
    HANDLE file = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL,
                              OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    int error = 0;

    (void)plan;
    if (file == INVALID_HANDLE_VALUE) {
        return qp__last_error();
    }
    if (!ReadFile(file, bytes, sizeof(bytes), &got, NULL)) {
        error = qp__last_error();
        goto finish;
    }
    error = qp__pe_image_set_windowed(bytes, got);
    if (error < 0) {
        goto finish;
    }
    if (SetFilePointer(file, 0, NULL, FILE_BEGIN) != 0 ||
        !WriteFile(file, bytes, got, &got, NULL)) {
        error = qp__last_error();
    }
finish:
    CloseHandle(file);
    return error;
}

/* ---- The resources ----------------------------------------------------------------------- */

static int add_resources(const qp__program_plan *plan, const qp_char *path)
{
    HANDLE update = BeginUpdateResourceW(path, FALSE);
    int error = 0;

    if (update == NULL) {
        return qp__last_error();
    }
    for (size_t i = 0; error == 0 && i < plan->resource_count; i++) {
        const qp__resource *resource = &plan->resources[i];
        const qp_char *name = resource->id != 0 ? MAKEINTRESOURCEW(resource->id) : resource->name;
        if (!UpdateResourceW(update, MAKEINTRESOURCEW(resource->type), name, resource->language,
                             (void *)resource->bytes, (DWORD)resource->size)) {
            error = qp__last_error();
        }
    }
    if (!EndUpdateResourceW(update, error < 0) && error == 0) {
        error = qp__last_error();
    }
    return error;
}

/* ---- The file ---------------------------------------------------------------------------- */

static int move_to_place(const qp__program_plan *plan, const qp_char *path)
{
    return MoveFileExW(path, plan->out, MOVEFILE_REPLACE_EXISTING) ? 0 : qp__last_error();
}

typedef int step(const qp__program_plan *plan, const qp_char *path);

static int patiently(step *take, const qp__program_plan *plan, const qp_char *path)
{
    int error = take(plan, path);

    for (int i = 1; error < 0 && i < ATTEMPTS; i++) {
        Sleep(PAUSE_MS);
        error = take(plan, path);
    }
    return error;
}

static int write_copy(const qp__program_plan *plan, const qp_char *path, const char **doing)
{
    int error;

    *doing = "copying the interpreter";
    if (!CopyFileW(plan->exe, path, FALSE)) {
        return qp__last_error();
    }
    SetFileAttributesW(path, FILE_ATTRIBUTE_NORMAL);
    *doing = "adding resources";
    error = patiently(add_resources, plan, path);
    if (error < 0) {
        return error;
    }
    if (plan->windowed) {
        *doing = "changing the subsystem";
        error = patiently(set_windowed, plan, path);
        if (error < 0) {
            return error;
        }
    }
    *doing = "writing";
    return patiently(move_to_place, plan, path);
}

int qp__write_program(const qp__program_plan *plan, const char **doing)
{
    qp__text path;
    int error;

    *doing = "reading the interpreter";
    error = is_program(plan->exe);
    if (error < 0) {
        return error;
    }
    /* Beside the program, so that it can be renamed; an interrupted run leaves no half one. */
    qp__text_init(&path);
    qp__text_append_z(&path, plan->out);
    qp__text_append_ascii(&path, ".part");
    error = path.error;
    if (error < 0) {
        goto finish;
    }
    error = write_copy(plan, path.units, doing);
    if (error < 0) {
        DeleteFileW(path.units);
    }
finish:
    qp__text_dispose(&path);
    return error;
}
