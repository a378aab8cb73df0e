/*
 * Runs a fuzz target without a fuzzer, once for each file: the arguments are files, or folders of
 * files. So the corpora are ordinary tests.
 */
#include "input.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

static unsigned long replayed;

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    size_t size = 0;
    size_t got = 1;

    if (file == NULL) {
        perror(path);
        exit(1);
    }
    while (got > 0) {
        uint8_t *more = realloc(bytes, size + 65536);

        if (more == NULL) {
            abort();
        }
        bytes = more;
        got = fread(bytes + size, 1, 65536, file);
        size += got;
    }
    fclose(file);
    /* A copy of exactly this size, so that the sanitizer sees a byte too far. */
    uint8_t *exact = malloc(size > 0 ? size : 1);
    if (exact == NULL) {
        abort();
    }
    memcpy(exact, bytes, size);
    free(bytes);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    replayed++;
}

static int is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void replay_folder(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;

    if (folder == NULL) {
        perror(path);
        exit(1);
    }
    while ((entry = readdir(folder)) != NULL) {
        char file[4096];

        snprintf(file, sizeof(file), "%s/%s", path, entry->d_name);
        if (!is_folder(file)) {
            replay_file(file);
        }
    }
    closedir(folder);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (is_folder(argv[i])) {
            replay_folder(argv[i]);
        } else {
            replay_file(argv[i]);
        }
    }
    printf("%lu inputs\n", replayed);
    /* An empty folder would test nothing. */
    return replayed == 0;
}
