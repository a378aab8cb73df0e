/*
 * slurp [CHUNK] [PAUSE_MS] [LIMIT]: reads standard input in pieces of at most CHUNK bytes with a
 * pause before each, until the end or LIMIT bytes; then says "COUNT HASH".
 */
#include "child.h"

int main(int argc, char **argv)
{
    static char bytes[65536];
    uint32_t chunk = child_number(argc, argv, 1, sizeof(bytes));
    uint32_t pause_ms = child_number(argc, argv, 2, 0);
    uint32_t limit = child_number(argc, argv, 3, 0);
    uint32_t hash = 2166136261u;
    unsigned long count = 0;
    if (chunk == 0 || chunk > sizeof(bytes)) {
        chunk = sizeof(bytes);
    }
    while (limit == 0 || count < limit) {
        if (pause_ms) {
            child_sleep_ms(pause_ms);
        }
        size_t wanted = limit && limit - count < chunk ? limit - count : chunk;
        long n = child_read(bytes, wanted);
        if (n <= 0) {
            break;
        }
        hash = child_hash(hash, bytes, (size_t)n);
        count += (unsigned long)n;
    }
    child_say(1, "%lu %lu\n", count, (unsigned long)hash);
    return 0;
}
