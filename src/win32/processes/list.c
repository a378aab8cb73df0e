/*
 * Lists of processes: all, and those below one.
 */
#include "win32/processes/process.h"

#include "core/options.h"
#include "core/process_tree.h"
#include "core/text.h"
#include "win32/system/snapshot.h"
#include "win32/system/usage.h"

#include <errno.h>
#include <string.h>

/* A caller's entry has at least what the first version of it had. */
#define LEAST_ENTRY sizeof(qp_process_entry)

typedef struct list_entry {
    qp_process_entry shown;
    qp_char *name; /* owned */
    qp_char *path; /* owned; NULL: not known */
} list_entry;

struct qp_process_list {
    list_entry *entries; /* owned */
    size_t count;
};

qp_process_list *qp_process_list_free(qp_process_list *list)
{
    if (list == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < list->count; i++) {
        qp__free(list->entries[i].name);
        qp__free(list->entries[i].path);
    }
    qp__free(list->entries);
    qp__free(list);
    return NULL;
}

size_t qp_process_list_count(const qp_process_list *list)
{
    return list == NULL ? 0 : list->count;
}

int qp_process_list_get(const qp_process_list *list, size_t index, qp_process_entry *entry,
                        size_t size)
{
    if (list == NULL || index >= list->count || entry == NULL || size < LEAST_ENTRY) {
        return -EINVAL;
    }
    qp__results_copy(entry, size, &list->entries[index].shown, sizeof(qp_process_entry));
    return 0;
}

/* ---- From a snapshot ---------------------------------------------------------------------- */

/* The idle process has no number. */
static int is_shown(const qp__snapshot_process *process)
{
    return process->pid > 0;
}

static size_t count_shown(const qp__snapshot_process *process)
{
    size_t count = 0;

    for (; process != NULL; process = qp__snapshot_next(process)) {
        count += (size_t)is_shown(process);
    }
    return count;
}

/* Its number may be another one's by now. */
static int take_path(const qp__snapshot_process *process, qp_char **path)
{
    HANDLE opened = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, (DWORD)process->pid);
    qp__process_times times;
    int error;

    if (opened == NULL) {
        error = qp__last_error();
        return qp__is_exhausted(error) ? error : 0;
    }
    error = qp__process_times_of(opened, &times);
    if (error == 0 && times.start == process->start) {
        error = qp__process_path(opened, path);
    }
    CloseHandle(opened);
    return qp__is_exhausted(error) ? error : 0;
}

/* A UNICODE_STRING has no NUL. */
static qp_char *copy_name(const UNICODE_STRING *name)
{
    size_t units = name->Length / sizeof(qp_char);
    qp_char *copy = qp__alloc((units + 1) * sizeof(*copy));

    if (copy != NULL) {
        if (units > 0) {
            memcpy(copy, name->Buffer, units * sizeof(*copy));
        }
        copy[units] = 0;
    }
    return copy;
}

static int fill(list_entry *entry, const qp__snapshot_process *process)
{
    int error;

    entry->name = copy_name(&process->name);
    if (entry->name == NULL) {
        return -ENOMEM;
    }
    error = take_path(process, &entry->path);
    entry->shown.pid = (int)process->pid;
    entry->shown.parent_pid = (int)process->parent;
    entry->shown.start_time_ms = qp__process_unix_ms(process->start);
    entry->shown.name = entry->name;
    entry->shown.path = entry->path;
    return error;
}

/* Those of the snapshot that are marked; `places` NULL: all. */
static int new_list(const qp__snapshot_process *process, const qp__process_place *places,
                    qp_process_list **list)
{
    size_t most = count_shown(process);
    qp_process_list *made = qp__alloc(sizeof(*made));
    int error = 0;

    if (made == NULL) {
        return -ENOMEM;
    }
    made->count = 0;
    made->entries = qp__alloc((most + 1) * sizeof(*made->entries));
    if (made->entries == NULL) {
        error = -ENOMEM;
        goto finish;
    }
    ZeroMemory(made->entries, (most + 1) * sizeof(*made->entries));
    for (size_t i = 0; process != NULL && error == 0; process = qp__snapshot_next(process)) {
        if (is_shown(process) && (places == NULL || places[i++].in_tree)) {
            error = fill(&made->entries[made->count++], process);
        }
    }
finish:
    *list = error < 0 ? qp_process_list_free(made) : made;
    return error;
}

int qp_process_list_new(qp_process_list **list)
{
    qp__snapshot_process *first;
    int error;

    if (list == NULL) {
        return -EINVAL;
    }
    error = qp__snapshot_take(&first);
    if (error == 0) {
        error = new_list(first, NULL, list);
    }
    qp__free(first);
    return error;
}

/* One for each that is shown, in the order of the snapshot; NULL: no memory. */
static qp__process_place *places_of(const qp__snapshot_process *process, size_t count)
{
    qp__process_place *places = qp__alloc((count + 1) * sizeof(*places));

    for (size_t i = 0; places != NULL && process != NULL; process = qp__snapshot_next(process)) {
        if (is_shown(process)) {
            places[i].pid = (int)process->pid;
            places[i].parent = (int)process->parent;
            places[i++].start = process->start;
        }
    }
    return places;
}

int qp_process_tree(qp_process *process, qp_process_list **list)
{
    qp__snapshot_process *first = NULL;
    qp__process_place *places = NULL;
    size_t count;
    int error;

    if (process == NULL || list == NULL) {
        return -EINVAL;
    }
    error = qp__process_describe(process);
    if (error < 0) {
        goto finish;
    }
    error = qp__snapshot_take(&first);
    if (error < 0) {
        goto finish;
    }
    count = count_shown(first);
    places = places_of(first, count);
    if (places == NULL) {
        error = -ENOMEM;
        goto finish;
    }
    qp__process_tree_mark(places, count, process->entry.pid, process->start);
    error = new_list(first, places, list);
finish:
    qp__free(places);
    qp__free(first);
    return error;
}
