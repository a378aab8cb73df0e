/*
 * linger MS [CODE]: starts a grandchild that keeps standard output open for MS milliseconds, says
 * the grandchild's pid and ends with CODE at once.
 */
#include "child.h"

int main(int argc, char **argv)
{
    char text[64];
    if (argc > 2 && strcmp(argv[1], "grandchild") == 0) {
        child_sleep_ms(child_number(argc, argv, 2, 0));
        return 0;
    }
    snprintf(text, sizeof(text), "grandchild %u", (unsigned)child_number(argc, argv, 1, 1000));
    child_say(1, "%lu\n", child_start_self(argv, text));
    return (int)child_number(argc, argv, 2, 0);
}
