/* control MS [CODE]: says "ready", and at a console event "ctrl-c", "break" or "event N", then ends
 * with CODE (0). 9 after MS milliseconds. */
#include "child.h"

static UINT code;

static BOOL WINAPI handle(DWORD event)
{
    if (event == CTRL_C_EVENT) {
        child_say(1, "ctrl-c\n");
    } else if (event == CTRL_BREAK_EVENT) {
        child_say(1, "break\n");
    } else {
        child_say(1, "event %lu\n", (unsigned long)event);
    }
    ExitProcess(code);
}

int main(int argc, char **argv)
{
    code = child_number(argc, argv, 2, 0);
    SetConsoleCtrlHandler(NULL, FALSE);
    SetConsoleCtrlHandler(handle, TRUE);
    child_say(1, "ready\n");
    child_sleep_ms(child_number(argc, argv, 1, 1000));
    return 9;
}
