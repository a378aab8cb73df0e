/* sleep MS [TEXT]: says TEXT and a line end first, if given. Ends with 0. */
#include "child.h"

int main(int argc, char **argv)
{
    if (argc > 2) {
        child_say(1, "%s\n", argv[2]);
    }
    child_sleep_ms(child_number(argc, argv, 1, 1000));
    return 0;
}
