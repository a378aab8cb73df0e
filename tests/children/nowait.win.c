/* nowait: leaves its standard input, a pipe, in the mode PIPE_NOWAIT, for all who share it. 1 when
 * that fails. */
#include "child.h"

int main(void)
{
    DWORD mode = PIPE_READMODE_BYTE | PIPE_NOWAIT;
    return !SetNamedPipeHandleState(GetStdHandle(STD_INPUT_HANDLE), &mode, NULL, NULL);
}
