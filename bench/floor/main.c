/*
 * floor: answers requests on standard input until it ends. A request is a line of words with a tab
 * between them: the benchmark, how many samples, and what that benchmark takes. The answer is one
 * line: metric=value for each sample, separated by spaces.
 *
 * The folder of the child programs is the one of this program.
 */
#include "floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define REQUEST_UNITS 4096

static const struct {
    const wchar_t *name;
    floor_benchmark *run;
} benchmarks[] = {
    {L"spawn", floor_spawn},
    {L"spawn-args", floor_spawn_args},
    {L"spawn-env", floor_spawn_env},
    {L"spawn-path", floor_spawn_path},
    {L"spawn-search", floor_spawn_search},
    {L"capture", floor_capture},
    {L"read", floor_read},
    {L"write", floor_write},
    {L"pipeline", floor_pipeline},
    {L"many", floor_many},
    {L"latency", floor_latency},
    {L"end", floor_end},
    {L"start", floor_start},
    {L"memory", floor_memory},
    {L"talk", floor_talk},
    {L"collect", floor_collect},
    {L"children", floor_children},
    {L"weigh", floor_weigh},
};

void floor_sample(const char *metric, double value)
{
    printf("%s=%.0f ", metric, value);
}

const wchar_t *floor_word(const floor_request *request, int index)
{
    if (index >= request->word_count) {
        floor_fail("a request with too few words");
    }
    return request->words[index];
}

static void split(wchar_t *line, floor_request *request, const wchar_t **name)
{
    wchar_t *state = NULL;
    wchar_t *word = wcstok_s(line, L"\t\r\n", &state);
    wchar_t *count = wcstok_s(NULL, L"\t\r\n", &state);

    if (word == NULL || count == NULL) {
        floor_fail("an empty request");
    }
    *name = word;
    request->count = _wtoi(count);
    request->word_count = 0;
    while (request->word_count < 8 && (word = wcstok_s(NULL, L"\t\r\n", &state)) != NULL) {
        request->words[request->word_count++] = word;
    }
}

static void answer(wchar_t *line)
{
    floor_request request;
    const wchar_t *name;
    size_t i = 0;

    split(line, &request, &name);
    while (i < sizeof(benchmarks) / sizeof(benchmarks[0]) &&
           wcscmp(benchmarks[i].name, name) != 0) {
        i++;
    }
    if (i == sizeof(benchmarks) / sizeof(benchmarks[0])) {
        floor_fail("an unknown benchmark");
    }
    benchmarks[i].run(&request);
    printf("\n");
    fflush(stdout);
}

int main(void)
{
    static char bytes[REQUEST_UNITS];
    static wchar_t line[REQUEST_UNITS];

    while (fgets(bytes, sizeof(bytes), stdin) != NULL) {
        if (MultiByteToWideChar(CP_UTF8, 0, bytes, -1, line, REQUEST_UNITS) == 0) {
            floor_fail("MultiByteToWideChar");
        }
        answer(line);
    }
    return 0;
}
