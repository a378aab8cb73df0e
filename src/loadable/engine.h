/*
 * The engine of the program that loaded this DLL, whatever that program is called.
 */
#ifndef QP_LOADABLE_ENGINE_H
#define QP_LOADABLE_ENGINE_H

/* Finds the engine's functions among the program's exports (GetProcAddress). NULL; or the name of
 * the first one that is not there. */
const char *qp__engine_find(void);

#endif
