/*
 * append TEXT...: before each TEXT it moves standard output to its beginning, then writes TEXT and
 * a line end. Only a handle that appends by itself puts it at the end all the same.
 */
#include "child.h"

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
#ifdef _WIN32
        SetFilePointer(GetStdHandle(STD_OUTPUT_HANDLE), 0, NULL, FILE_BEGIN);
#else
        lseek(1, 0, SEEK_SET);
#endif
        child_say(1, "%s\n", argv[i]);
    }
    return 0;
}
