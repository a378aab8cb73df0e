/*
 * console [MS]: which console it has, a line each:
 *   console yes|no          is there one?
 *   window none|hidden|visible
 *   processes PID...        all that are attached to it
 * then sleeps MS milliseconds.
 */
#include "child.h"

int main(int argc, char **argv)
{
    DWORD pids[512];
    DWORD count = GetConsoleProcessList(pids, 512);
    HWND window = GetConsoleWindow();
    child_say(1, "console %s\n", GetConsoleCP() != 0 || count > 0 ? "yes" : "no");
    child_say(1, "window %s\n", !window ? "none" : IsWindowVisible(window) ? "visible" : "hidden");
    child_say(1, "processes");
    for (DWORD i = 0; i < count && i < 512; i++) {
        child_say(1, " %lu", (unsigned long)pids[i]);
    }
    child_say(1, "\n");
    child_sleep_ms(child_number(argc, argv, 1, 0));
    return 0;
}
