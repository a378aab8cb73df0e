/*
 * Linked into a program that is to run on the model: before its own code, the model takes its place
 * in the program's import table. By full path, so that a copy of the program finds it as well.
 */
#include <stdlib.h>
#include <string.h>

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

__attribute__((constructor)) static void begin(void);

static void begin(void)
{
    HMODULE model = LoadLibraryA(QP_MODEL_DLL);
    FARPROC found = model == NULL ? NULL : GetProcAddress(model, "model_begin");
    void (*model_begin)(void);

    if (found == NULL) {
        abort();
    }
    memcpy(&model_begin, &found, sizeof(model_begin));
    model_begin();
}
