/*
 * chain DEPTH FILE MS [WIDTH] [orphan]: appends its pid and a line end to FILE, starts WIDTH (1)
 * programs like itself of DEPTH - 1 when DEPTH is more than 1, and sleeps MS milliseconds; with
 * `orphan` everyone but the last ends at once. FILE is a path without spaces. Nothing but FILE is
 * shared with the starter: nobody holds its pipes through a standard handle longer than it lives.
 */
#include "child.h"

int main(int argc, char **argv)
{
    char text[1024];
    if (argc < 4) {
        return 2;
    }
    uint32_t depth = child_number(argc, argv, 1, 1), ms = child_number(argc, argv, 3, 0);
    uint32_t width = child_number(argc, argv, 4, 1);
    int orphan = argc > 5;
    int length = snprintf(text, sizeof(text), "%lu\n", child_pid());
    if (child_append(argv[2], text, (size_t)length) < 0) {
        return 3;
    }
    for (uint32_t i = 0; depth > 1 && i < width; i++) {
        snprintf(text, sizeof(text), "%u %s %u %u %s", (unsigned)(depth - 1), argv[2], (unsigned)ms,
                 (unsigned)width, orphan ? "orphan" : "");
        if (!child_start_self(argv, text)) {
            return 4;
        }
    }
    if (depth == 1 || !orphan) {
        child_sleep_ms(ms);
    }
    return 0;
}
